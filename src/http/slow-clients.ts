import type { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.js';
import { answerTimeout } from './client-errors.js';

export type SlowClientConfig = Pick<Config, 'HEADERS_TIMEOUT_MS' | 'STALLED_CLIENT_MS' | 'MAX_CONNECTIONS'>;

/** What a body must bring in STALLED_CLIENT_MS, unless it is complete by then: half a kilobyte a second, as slow phones still do. */
const LEAST_BYTES = 16 * 1024;
/** Looks in one STALLED_CLIENT_MS. They are counted, and not the time: a pause of this process is no fault of its clients. */
const LOOKS = 4;

interface Receiving {
  readonly raw: IncomingMessage;
  readonly response: ServerResponse;
  bytes: number;
  looks: number;
}

/**
 * Lets go of clients that hold a connection and neither send nor read: bodies that hardly come any further, and answers that are not
 * taken. An upload that gets on may take as long as it takes; a body that we are too slow to read is no fault of its client.
 */
export function letSlowClientsGo(app: FastifyInstance, config: SlowClientConfig): void {
  const { STALLED_CLIENT_MS: stallMs } = config;
  app.server.maxConnections = config.MAX_CONNECTIONS;
  const receiving = new Set<Receiving>();
  app.addHook('onRequest', ({ raw }, { raw: response }, done) => {
    watch(raw, response);
    done();
  });
  const watch = (raw: IncomingMessage, response: ServerResponse) => {
    const { socket } = raw;
    // Requests that tests inject have no socket.
    if (!(socket instanceof Socket)) return;
    response.setTimeout(stallMs, () => {
      if (socket.writableLength > 0) socket.destroy();
    });
    if (!hasBody(raw)) return;
    const entry = { raw, response, bytes: socket.bytesRead, looks: 0 };
    receiving.add(entry);
    raw.once('close', () => receiving.delete(entry));
  };
  const timer = setInterval(() => {
    for (const entry of receiving) if (isStalled(entry)) cutOff(entry);
  }, stallMs / LOOKS).unref();
  app.addHook('onClose', async () => clearInterval(timer));
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function isStalled(entry: Receiving): boolean {
  const { raw, bytes } = entry;
  if (raw.complete) return false;
  const isOurTurn = raw.readableLength >= raw.readableHighWaterMark;
  if (isOurTurn || raw.socket.bytesRead - bytes >= LEAST_BYTES) {
    entry.bytes = raw.socket.bytesRead;
    entry.looks = 0;
    return false;
  }
  entry.looks += 1;
  // The first comes right after the start.
  return entry.looks > LOOKS;
}

function cutOff({ raw, response }: Receiving): void {
  if (response.headersSent) raw.socket.destroy();
  else answerTimeout(raw.socket);
}
