import { join } from 'node:path';
import multipart from '@fastify/multipart';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Config } from '../config.js';
import { openIngestPool } from '../data/ingest-pool.js';
import type { Database } from '../database/client.js';
import type { QuotaConfig } from '../database/project-limits.js';
import { Quotas } from '../database/quotas.js';
import type { App } from '../http/app-type.js';
import { pageOf, pageQuerySchema, toPage } from '../http/pagination.js';
import { preferredType } from '../http/preferred-type.js';
import { noContent, problemResponses } from '../http/problem-responses.js';
import type { Logger } from '../logger.js';
import { DatasetRepository } from './dataset-repository.js';
import {
  type DatasetView,
  datasetParamsSchema,
  datasetSchema,
  inlineBodySchema,
  previewQuerySchema,
  previewSchema,
  statisticsSchema,
  uploadBodySchema,
} from './dataset-schemas.js';
import { DatasetService } from './dataset-service.js';
import { PartialUploadRepository } from './partial-upload-repository.js';
import { partialUploadRoutes } from './partial-upload-routes.js';
import { partialUploadViewSchema } from './partial-upload-schemas.js';
import { readDataset } from './read-dataset.js';
import { toPartialUploadView } from './stored-partial-upload.js';
import { MULTIPART_LIMITS } from './upload-parts.js';
import { UploadRepository } from './upload-repository.js';

const SWEEP_MS = 3_600_000;
const TAGS = ['datasets'];

export interface DatasetRoutesDeps {
  readonly config: Pick<Config, 'BODY_LIMIT_BYTES' | 'UPLOAD_LIMIT_BYTES' | 'UPLOAD_KEEP_MS' | 'DATA_DIR'> &
    QuotaConfig;
  readonly database: Pick<Database, 'prisma' | 'pool'>;
  readonly logger: Pick<Logger, 'warn' | 'info'>;
}

/** Adds the routes below /v1/datasets. */
export async function datasetRoutes(app: App, { config, database, logger }: DatasetRoutesDeps): Promise<void> {
  const ingestPool = openIngestPool();
  app.addHook('onClose', () => ingestPool.close());
  const quotas = new Quotas(config);
  const partialUploads = new PartialUploadRepository(database, {
    limitBytes: config.UPLOAD_LIMIT_BYTES,
    keepMs: config.UPLOAD_KEEP_MS,
  });
  // Before anything of it is read; what it takes in the end is counted when it is made.
  const hasRoom = ({ project }: FastifyRequest) => quotas.requireDatasetRoom(database.pool, project.id, 1);
  const service = new DatasetService({
    datasets: new DatasetRepository(database),
    uploads: new UploadRepository(database, quotas),
    partialUploads,
    ingestPool,
    logger,
  });
  sweepRegularly(app, service, Math.min(SWEEP_MS, config.UPLOAD_KEEP_MS), logger);
  await app.register(async (scope: App) => partialUploadRoutes(scope, partialUploads, config));
  await app.register(async (scope: App) => createRoute(scope, service, partialUploads, config, hasRoom));

  app.get(
    '/v1/datasets',
    {
      config: { scope: ['read', 'data'] },
      schema: {
        operationId: 'listDatasets',
        tags: TAGS,
        summary: 'List the datasets, newest first',
        querystring: pageQuerySchema,
        response: { 200: pageOf(datasetSchema), ...problemResponses(401, 422) },
      },
    },
    async ({ project, query: { limit, after } }) =>
      toPage(await service.list(project.id, { limit: limit + 1, after }), limit),
  );

  app.get(
    '/v1/datasets/:id',
    {
      config: { scope: ['read', 'data'] },
      schema: {
        operationId: 'getDataset',
        tags: TAGS,
        summary: 'Get a dataset',
        params: datasetParamsSchema,
        response: { 200: datasetSchema, ...problemResponses(401, 404) },
      },
    },
    ({ project, params }) => service.get(project.id, params.id),
  );

  app.delete(
    '/v1/datasets/:id',
    {
      config: { scope: 'data' },
      schema: {
        operationId: 'deleteDataset',
        tags: TAGS,
        summary: 'Delete a dataset',
        description:
          'Refused with 409 `dataset_in_use` while a queued, running or paused job needs it, or an evaluation or batch prediction under way.',
        params: datasetParamsSchema,
        response: { 204: noContent, ...problemResponses(401, 404, 409) },
      },
    },
    async ({ project, params }, reply) => {
      await service.delete(project.id, params.id);
      return reply.code(204).send();
    },
  );

  app.get(
    '/v1/datasets/:id/preview',
    {
      config: { scope: ['read', 'data'] },
      schema: {
        operationId: 'previewDataset',
        tags: TAGS,
        summary: 'Look at the first rows',
        description:
          'Fewer than `limit` where the rows are large; 50,000 numbers are shown at most. `Accept: image/png` gets rows that are ' +
          'pictures as pictures, side by side on one sheet, up to a million numbers of them.',
        params: datasetParamsSchema,
        querystring: previewQuerySchema,
        response: {
          200: {
            description: 'The first rows as they were given, before `scale`',
            content: {
              'application/json': { schema: previewSchema },
              'image/png': { schema: z.string().meta({ format: 'binary' }) },
            },
          },
          ...problemResponses(401, 404, 409, 422),
        },
      },
    },
    async (request, reply) => {
      const { project, params, query } = request;
      reply.header('vary', 'accept');
      if (preferredType(request, ['application/json', 'image/png']) === 'application/json') {
        return reply.send(await service.preview(project.id, params.id, query.limit));
      }
      const png = await service.previewPictures(project.id, params.id, query.limit);
      return sendPng(reply, png);
    },
  );

  app.get(
    '/v1/datasets/:id/statistics',
    {
      config: { scope: ['read', 'data'] },
      schema: {
        operationId: 'getDatasetStatistics',
        tags: TAGS,
        summary: 'Get figures of the columns, pixels and classes',
        params: datasetParamsSchema,
        response: { 200: statisticsSchema, ...problemResponses(401, 404) },
      },
    },
    ({ project, params }) => service.statistics(project.id, params.id),
  );
}

/** Bytes, which the schemas of JSON do not describe. */
function sendPng(reply: FastifyReply, png: Buffer): FastifyReply {
  return reply.type('image/png').send(png);
}

/** POST, in a scope of its own: here bodies are streams, and nothing of them is parsed on this thread. */
async function createRoute(
  app: App,
  service: DatasetService,
  partialUploads: PartialUploadRepository,
  config: DatasetRoutesDeps['config'],
  hasRoom: (request: FastifyRequest) => Promise<void>,
): Promise<void> {
  const spoolFolder = join(config.DATA_DIR, 'tmp');
  await app.register(multipart, { limits: MULTIPART_LIMITS, throwFileSizeLimit: false });
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', (_request, payload, done) => done(null, payload));
  app.post(
    '/v1/datasets',
    {
      config: { scope: 'data', idempotent: true, bulk: true, takesRoom: true, usesUp: ['dataset_bytes'] },
      onRequest: hasRoom,
      // The body is read, and checked, by its handler; the schema is for the description of the API.
      validatorCompiler: () => () => true,
      schema: {
        operationId: 'createDataset',
        tags: TAGS,
        summary: 'Create a dataset',
        description:
          'As JSON for small data, as `multipart/form-data` for files: first the part `options` (JSON; it may be left out ' +
          'where nothing needs to be said), then one or more parts `file`, or parts `upload` that name files which have come ' +
          'by `/v1/uploads`. Nothing is stored before all of it is right. With uploads and ' +
          'the header `Prefer: respond-async` the answer is 202 at once with the first upload, ' +
          'which tells how far it is, and in the end has a `dataset` or a `problem`.',
        body: {
          content: {
            'application/json': { schema: inlineBodySchema },
            'multipart/form-data': { schema: uploadBodySchema },
          },
        },
        response: {
          201: datasetSchema,
          202: partialUploadViewSchema,
          ...problemResponses(400, 401, 403, 404, 409, 413, 415, 422, 503),
        },
      },
    },
    async (request, reply) => {
      const { id: requestId, project } = request;
      const made = await readDataset<Made>(request, config, {
        fromFiles: async (files, parts) => ({
          dataset: await service.create(project.id, files, { ...parts, spoolFolder }),
        }),
        fromUploads: async (ids, parts) => {
          const make = await service.claimUploads(project.id, ids, { ...parts, spoolFolder, requestId });
          if (!asksToRespondAsync(request)) return { dataset: await make() };
          make().catch((error: unknown) => request.log.warn({ err: error }, 'no dataset was made of an upload'));
          return { upload: ids[0] ?? '' };
        },
      });
      if ('dataset' in made) {
        return reply.code(201).header('location', `/v1/datasets/${made.dataset.id}`).send(made.dataset);
      }
      const view = toPartialUploadView(await partialUploads.get(project.id, made.upload));
      const headers = {
        location: `/v1/uploads/${made.upload}`,
        'retry-after': '1',
        'preference-applied': 'respond-async',
      };
      return reply.code(202).headers(headers).send(view);
    },
  );
}

/** A dataset, or the upload at which can be seen how far it is. */
type Made = { readonly dataset: DatasetView } | { readonly upload: string };

/** Whether the client would rather not wait: RFC 7240. */
function asksToRespondAsync({ headers }: FastifyRequest): boolean {
  return /(^|[,;\s])respond-async\b/i.test([headers.prefer].flat().join());
}

function sweepRegularly(app: App, service: DatasetService, everyMs: number, logger: DatasetRoutesDeps['logger']): void {
  const sweep = () => {
    service.sweep().catch((error) => logger.warn({ err: error }, 'abandoned uploads could not be looked for'));
  };
  const timer = setInterval(sweep, everyMs).unref();
  app.addHook('onReady', async () => sweep());
  app.addHook('onClose', async () => clearInterval(timer));
}
