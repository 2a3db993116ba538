import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.js';
import { ServiceError, UnavailableError } from '../errors.js';
import { openRedisQueue } from './redis-server.js';

/** Its scripts are its own files; it writes styles into its elements, and the fonts of another host that it asks for are not loaded. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Bull Board at `basePath`, where the queue is on Redis: what BullMQ holds, to look at. Nothing can be changed by it, since what it shows
 * are deliveries: jobs are changed by the API.
 */
export async function queueBoard(
  app: FastifyInstance,
  { REDIS_URL: url, DATABASE_CONNECT_TIMEOUT_MS: timeoutMs }: Pick<Config, 'REDIS_URL' | 'DATABASE_CONNECT_TIMEOUT_MS'>,
  basePath: string,
): Promise<void> {
  if (url === undefined) return;
  const { queue, cut } = openRedisQueue(url, timeoutMs);
  queue.on('error', () => undefined);
  app.addHook('onClose', async () => {
    cut();
    await queue.close();
  });
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('content-security-policy', POLICY);
    done();
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    // A browser asks its user for the key, and sends it as a password.
    if (reply.statusCode === 401) reply.header('www-authenticate', 'Basic realm="fitserve", charset="UTF-8"');
    done();
  });
  const serverAdapter = new BoardAdapter();
  serverAdapter.setBasePath(basePath);
  createBullBoard({
    queues: [new BullMQAdapter(queue, { readOnlyMode: true, description: 'deliveries of jobs to workers' })],
    serverAdapter,
    options: { uiConfig: { boardTitle: 'fitserve', hideRedisDetails: true } },
  });
  await app.register(serverAdapter.registerPlugin(), { prefix: basePath });
}

class BoardAdapter extends FastifyAdapter {
  /** What went wrong is told as elsewhere: what an error handler throws goes to the one around it. */
  override setErrorHandler(): this {
    super.setErrorHandler((error: Error) => {
      if (error instanceof ServiceError) throw error;
      throw new UnavailableError('The queue does not answer.', { cause: error });
    });
    return this;
  }
}
