import type { FastifyInstance } from 'fastify';

/** Tells each request its id, and logs one line when it has been answered. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { method, url } = request;
    const duration_ms = Math.round(reply.elapsedTime);
    request.log.info({ method, url, status: reply.statusCode, duration_ms }, 'request answered');
    done();
  });
}
