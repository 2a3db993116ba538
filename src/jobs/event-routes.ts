import { z } from 'zod';
import type { Database } from '../database/client.js';
import { MalformedError } from '../errors.js';
import type { App } from '../http/app-type.js';
import { noContent, problemResponses } from '../http/problem-responses.js';
import { findEventState } from './event-repository.js';
import { JobFeed } from './job-feed.js';
import { jobParamsSchema } from './job-schemas.js';
import { ENDED } from './job-topic.js';
import type { JobWatch } from './job-watch.js';

export interface EventRoutesDeps {
  readonly database: Pick<Database, 'pool'>;
  readonly jobWatch: Pick<JobWatch, 'watch'>;
}

const DESCRIPTION = `A stream of server-sent events: \`status\`, \`epoch\` and \`checkpoint\` with their number as \`id\`, and \`progress\` without.
It begins with all that have been, or with those after \`Last-Event-ID\`, and goes on as they come, each once and in order. It ends after the
last status. A client that comes back to a job that has ended and has seen all of it is answered 204, which tells an
\`EventSource\` to stay away.`;

/** One event of the stream, as a reader of server-sent events gives it. */
const eventSchema = z
  .object({
    id: z.string().optional().describe('its number; `progress` has none'),
    event: z.enum(['status', 'progress', 'epoch', 'checkpoint']),
    data: z.string().describe('JSON'),
  })
  .describe('each event of the stream');

/** The live events of a job. */
export async function eventRoutes(app: App, { database, jobWatch }: EventRoutesDeps): Promise<void> {
  const feed = new JobFeed(database.pool, jobWatch, app.log);

  app.get(
    '/v1/jobs/:id/events',
    {
      config: { scope: ['read', 'train'], vital: true },
      schema: {
        operationId: 'followJob',
        summary: 'Follow a job live',
        description: DESCRIPTION,
        tags: ['Training'],
        params: jobParamsSchema,
        response: {
          200: { description: 'The events', content: { 'text/event-stream': { schema: eventSchema } } },
          204: noContent,
          ...problemResponses(400, 401, 404, 422, 503),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const seen = lastEventId(request.headers['last-event-id']);
      const { status, lastEventId: last } = await findEventState(database.pool, request.project.id, id);
      if (ENDED.has(status) && seen >= last) return reply.code(204).send();
      const stream = reply.eventStream();
      try {
        // A number that the job has not come to yet was not this job's: nothing that comes is left out for it.
        for await (const event of feed.follow(id, Math.min(seen, last), stream.signal)) {
          const { type, data } = event;
          await stream.send({ event: type, data, ...('id' in event ? { id: event.id } : {}) });
        }
      } catch (error) {
        // The answer is under way: its end makes the client come back with the number of the last event it has.
        request.log.warn({ err: error }, 'a stream of events was cut');
      } finally {
        stream.end();
      }
      return reply;
    },
  );
}

/** Number of the last event that the client has; 0 where it has none. */
function lastEventId(header: string | string[] | undefined): number {
  if (header === undefined || header === '') return 0;
  if (typeof header !== 'string' || !/^\d{1,9}$/.test(header)) {
    throw new MalformedError('Last-Event-ID must be the id of an event of this job, a whole number.');
  }
  return Number(header);
}
