import type { FastifyInstance } from 'fastify';

/** Tells each request its id, and logs one line when it has been answered. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method, url } = request;
    const duration_ms = Math.round(reply.elapsedTime);
    request.log.info({ method, url, status: reply.statusCode, duration_ms }, 'request answered');
  });
}
