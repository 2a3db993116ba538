import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.js';

/** For the last answers to leave before connections are cut. */
const FLUSH_MS = 100;

/**
 * Makes `app.close()` end: requests in hand are answered, then all connections are closed, those too on which a client
 * has sent nothing or half a request. What still runs when the grace is over is cut off.
 */
export function closeInTime(app: FastifyInstance, config: Pick<Config, 'SHUTDOWN_GRACE_MS'>): void {
  let isClosing = false;
  let inHand = 0;
  const cutIn = (delayMs: number) => setTimeout(() => app.server.closeAllConnections(), delayMs).unref();
  app.addHook('onRequest', (_request, reply, done) => {
    inHand += 1;
    reply.raw.once('close', () => {
      inHand -= 1;
      if (isClosing && inHand === 0) cutIn(FLUSH_MS);
    });
    done();
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isClosing) reply.header('connection', 'close');
    done();
  });
  app.addHook('preClose', async () => {
    isClosing = true;
    cutIn(inHand === 0 ? FLUSH_MS : config.SHUTDOWN_GRACE_MS);
  });
}
