import { z } from 'zod';
import type { Config } from '../config.js';
import { type Database, withTransaction } from '../database/client.js';
import type { QuotaConfig } from '../database/project-limits.js';
import { Quotas } from '../database/quotas.js';
import type { App } from '../http/app-type.js';
import { etagOf, isUnchanged } from '../http/conditional.js';
import { toPage } from '../http/pagination.js';
import { preferredType } from '../http/preferred-type.js';
import { notModified, problemResponses } from '../http/problem-responses.js';
import { concernsJob } from '../http/request-log.js';
import { originOf } from '../http/request-trace.js';
import { fitSchema } from '../keras-format/fit.js';
import { attemptListSchema, listAttempts } from './attempt-history.js';
import { addJob } from './fit-service.js';
import { readEpochs, toCsv, toHistory } from './history.js';
import { commandJob, type JobCommand } from './job-control.js';
import { findPreparation, preparationSchema } from './job-preparation.js';
import { findHistoryKeys, findJob, listJobs, readJob } from './job-repository.js';
import {
  historySchema,
  type JobStatus,
  jobPageSchema,
  jobParamsSchema,
  jobSchema,
  jobsQuerySchema,
} from './job-schemas.js';
import { type JobRow, toJob } from './job-view.js';
import { placesOf } from './queue-place.js';

/** Seconds after which it is worth asking again for a job that is not through. */
const RETRY_AFTER_S = '1';
const UNDER_WAY: ReadonlySet<JobStatus> = new Set(['queued', 'running']);
const tags = ['Training'];

export interface JobRoutesDeps {
  readonly database: Database;
  readonly config: Pick<Config, 'MAX_MODEL_PARAMS' | 'MAX_MODEL_LAYERS' | 'MAX_MODEL_MEMORY_BYTES'> & QuotaConfig;
}

const COMMANDS: Readonly<Record<JobCommand, { summary: string; description: string }>> = {
  cancel: {
    summary: 'Stop a job for good',
    description:
      'A job that waits is cancelled at once; one that runs stops within about a second, and keeps the checkpoints of the ' +
      'epochs that it has done.',
  },
  pause: {
    summary: 'Stop a job for now',
    description: 'A job that waits is paused at once; one that runs stops within about a second. Resume takes it on.',
  },
  resume: {
    summary: 'Take a job on from its last checkpoint',
    description: 'Puts a paused, failed or cancelled job back into the queue; the epochs that it has done stay done.',
  },
};

/** Where the new job is, and when to look. */
const headersOf = ({ id }: { readonly id: string }) => ({
  location: `/v1/jobs/${id}`,
  'retry-after': RETRY_AFTER_S,
});

const waiting = (jobs: readonly JobRow[]) => jobs.filter(({ status }) => status === 'queued').map(({ id }) => id);

/** Fits and the jobs that they make. */
export async function jobRoutes(app: App, { database, config }: JobRoutesDeps): Promise<void> {
  const limits = {
    maxParams: config.MAX_MODEL_PARAMS,
    maxLayers: config.MAX_MODEL_LAYERS,
    maxMemoryBytes: config.MAX_MODEL_MEMORY_BYTES,
  };

  const quotas = new Quotas(config);

  const view = async (projectId: string, job: JobRow) =>
    toJob(job, (await placesOf(database.pool, projectId, waiting([job]))).get(job.id));

  app.post(
    '/v1/models/:id/fit',
    {
      config: {
        scope: 'train',
        idempotent: true,
        takesRoom: true,
        usesUp: ['jobs_waiting', 'checkpoint_bytes'],
      },
      schema: {
        operationId: 'fit',
        summary: 'Train a model',
        description:
          "Takes what Keras's fit takes. The job trains in the background; its definition is kept as it is now.",
        tags,
        params: jobParamsSchema,
        body: fitSchema,
        response: { 202: jobSchema, ...problemResponses(400, 401, 403, 404, 409, 413, 422, 429, 503) },
      },
    },
    async (request, reply) => {
      const { id: projectId } = request.project;
      // The answer is read before the job stands: one that stands must not be answered by an error, which would be repeated.
      const job = await withTransaction(database.pool, async (client) => {
        const surroundings = { quotas, origin: originOf(request) };
        const id = await addJob(client, limits, projectId, request.params.id, request.body, surroundings);
        const job = toJob(await readJob(client, id), (await placesOf(client, projectId, [id])).get(id));
        await request.keepAnswer(client, {
          status: 202,
          body: z.string().parse(reply.serializeInput(job, '202')),
          headers: headersOf(job),
        });
        return job;
      });
      concernsJob(request, job.id);
      return reply.code(202).headers(headersOf(job)).send(job);
    },
  );

  app.get(
    '/v1/jobs',
    {
      config: { scope: ['read', 'train'] },
      schema: {
        operationId: 'listJobs',
        summary: 'List jobs, newest first',
        tags,
        querystring: jobsQuerySchema,
        response: { 200: jobPageSchema, ...problemResponses(401, 422, 503) },
      },
    },
    async (request) => {
      const page = toPage(await listJobs(database, request.project.id, request.query), request.query.limit);
      const places = await placesOf(database.pool, request.project.id, waiting(page.data));
      return { data: page.data.map((job) => toJob(job, places.get(job.id))), has_more: page.has_more };
    },
  );

  app.get(
    '/v1/jobs/:id',
    {
      config: { scope: ['read', 'train'], vital: true },
      schema: {
        operationId: 'getJob',
        summary: 'Look at a job',
        description:
          'Answers 304 to `If-None-Match` while nothing has changed, and `Retry-After` while the job is not through.',
        tags,
        params: jobParamsSchema,
        response: { 200: jobSchema, 304: notModified, ...problemResponses(401, 404, 422, 503) },
      },
    },
    async (request, reply) => {
      const job = await findJob(database, request.project.id, request.params.id);
      if (UNDER_WAY.has(job.status)) reply.header('retry-after', RETRY_AFTER_S);
      const places = await placesOf(database.pool, request.project.id, waiting([job]));
      const place = places.get(job.id);
      if (isUnchanged(request, reply, etagOf(job.version, place?.position))) return reply.code(304).send();
      return reply.code(200).send(toJob(job, place));
    },
  );

  for (const command of ['cancel', 'pause', 'resume'] as const) {
    app.post(
      `/v1/jobs/:id/${command}`,
      {
        config: { scope: 'train', ...(command === 'resume' ? { usesUp: ['jobs_waiting'] } : { vital: true }) },
        schema: {
          operationId: `${command}Job`,
          ...COMMANDS[command],
          tags,
          params: jobParamsSchema,
          response: {
            200: jobSchema.describe('It is done'),
            202: jobSchema.describe('The worker that trains it has still to stop'),
            ...problemResponses(401, 404, 409, 422, 429, 503),
          },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const isDone = await commandJob(database, request.project.id, id, command, quotas);
        const job = await findJob(database, request.project.id, id);
        if (UNDER_WAY.has(job.status)) reply.header('retry-after', RETRY_AFTER_S);
        return reply.code(isDone ? 200 : 202).send(await view(request.project.id, job));
      },
    );
  }

  app.get(
    '/v1/jobs/:id/attempts',
    {
      config: { scope: ['read', 'train'] },
      schema: {
        operationId: 'listAttempts',
        summary: 'The times that a worker took the job up, newest first',
        tags,
        params: jobParamsSchema,
        response: { 200: attemptListSchema, ...problemResponses(401, 404, 422, 503) },
      },
    },
    async (request) => {
      const { id } = await findJob(database, request.project.id, request.params.id);
      return { data: await listAttempts(database.pool, id) };
    },
  );

  app.get(
    '/v1/jobs/:id/preparation',
    {
      config: { scope: ['read', 'train'] },
      schema: {
        operationId: 'getPreparation',
        summary: "What is done to a job's raw rows, with the figures of those that train",
        description:
          '404 `preparation_not_found` where the rows stay as they are, or as long as nothing has been fitted on them. A scaled target is divided ' +
          'by `multiply` to get back to its unit, and so is a mean absolute error of it.',
        tags,
        params: jobParamsSchema,
        response: { 200: preparationSchema, ...problemResponses(401, 404, 422, 503) },
      },
    },
    async (request) => findPreparation(database, request.project.id, request.params.id),
  );

  app.get(
    '/v1/jobs/:id/history',
    {
      config: { scope: ['read', 'train'] },
      schema: {
        operationId: 'getHistory',
        summary: "A job's metrics, epoch by epoch",
        description: '`Accept: text/csv` gets a table instead of JSON.',
        tags,
        params: jobParamsSchema,
        response: {
          200: {
            description: 'A value of each metric for each epoch that is done',
            content: { 'application/json': { schema: historySchema }, 'text/csv': { schema: z.string() } },
          },
          ...problemResponses(401, 404, 422, 503),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const keys = await findHistoryKeys(database, request.project.id, id);
      const history = toHistory(await readEpochs(database, id), keys);
      reply.header('vary', 'accept');
      if (preferredType(request, ['application/json', 'text/csv']) === 'text/csv') {
        return reply.type('text/csv; charset=utf-8').send(toCsv(history));
      }
      return reply.send(history);
    },
  );
}
