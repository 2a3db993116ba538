import type { IncomingMessage } from 'node:http';

/** A client that has been refused and still sends more than this is cut off. */
const MOST_DRAINED_BYTES = 64 * 2 ** 20;

/**
 * Lets what is still coming flow into nothing: a client that only reads once it has sent everything then hears why it was
 * refused, and the connection can be used again.
 */
export function drain(raw: IncomingMessage): void {
  let drained = 0;
  raw.unpipe();
  raw.on('data', (bytes: Buffer) => {
    drained += bytes.length;
    if (drained > MOST_DRAINED_BYTES) raw.destroy();
  });
  raw.on('error', () => undefined);
  raw.resume();
}
