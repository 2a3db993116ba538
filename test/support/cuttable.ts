import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { atEnd } from './cleanup.js';

export interface Cuttable {
  readonly url: string;
  /** Bytes that have gone to the service. */
  readonly sentBytes: number;
  /** How often somebody came in vain. */
  readonly refused: number;
  /** Breaks all connections and takes no new ones. */
  cut(): void;
  /** Does so once this many more bytes have gone to the service. */
  cutAfter(bytes: number): void;
  /** Takes connections again, to where the service is by now. */
  mend(target?: string): void;
}

/** A way to a service that can be cut, as a network can. */
export async function cuttable(target: string): Promise<Cuttable> {
  const open = new Set<Socket>();
  let [service, isCut, sentBytes, cutAt, refused] = [new URL(target), false, 0, Number.POSITIVE_INFINITY, 0];
  const cut = () => {
    isCut = true;
    cutAt = Number.POSITIVE_INFINITY;
    for (const socket of open) socket.destroy();
  };
  const server = createServer((socket) => {
    if (isCut) {
      refused++;
      return void socket.destroy();
    }
    const beyond = connect(Number(service.port), service.hostname);
    for (const [one, other] of [
      [socket, beyond],
      [beyond, socket],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
    socket.on('data', ({ length }) => {
      sentBytes += length;
      if (sentBytes >= cutAt) cut();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(async () => {
    cut();
    server.close();
    await once(server, 'close');
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    get sentBytes() {
      return sentBytes;
    },
    get refused() {
      return refused;
    },
    cut,
    cutAfter(bytes) {
      cutAt = sentBytes + bytes;
    },
    mend(moved) {
      if (moved !== undefined) service = new URL(moved);
      isCut = false;
    },
  };
}
