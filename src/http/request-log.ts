import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { keyIn, masked } from './masked.js';

const JOB_ROUTE = /^\/v1\/jobs\/:id(\/|$)/;
const paramsSchema = z.object({ id: z.string() });

/** Tells each request its id, and logs one line when it has been answered. What concerns a job carries its id. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    const params = JOB_ROUTE.test(request.routeOptions.url ?? '') ? paramsSchema.safeParse(request.params) : undefined;
    if (params?.success) concernsJob(request, params.data.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const url = loggedAddress(request);
    const duration_ms = Math.round(reply.elapsedTime);
    request.log.info({ method, url, status: reply.statusCode, duration_ms }, 'request answered');
    done();
  });
}

/** Has every further line of the request name the job. */
export function concernsJob(request: FastifyRequest, jobId: string): void {
  request.log = request.log.child({ job_id: jobId });
}

/** Without the query, and without a key that was pasted into the path: the log is read by more people than may use it. */
export function loggedAddress(request: Pick<FastifyRequest, 'url' | 'headers'>): string {
  return masked(request.url.split('?', 1)[0] ?? '', keyIn(request));
}
