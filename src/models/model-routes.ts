import { z } from 'zod';
import type { Config } from '../config.js';
import type { Database } from '../database/client.js';
import { summarySchema } from '../engine/plan/summary.js';
import type { App } from '../http/app-type.js';
import { pageQuerySchema } from '../http/pagination.js';
import { preferredType } from '../http/preferred-type.js';
import { noContent, problemResponses } from '../http/problem-responses.js';
import { isIdOf } from '../ids.js';
import { compileSchema } from '../keras-format/compile.js';
import { layerSchema } from '../keras-format/layers/layers.js';
import { limitsOf } from './definition.js';
import { ModelRepository } from './model-repository.js';
import {
  dryRunSchema,
  modelPageSchema,
  modelParamsSchema,
  modelSchema,
  newModelQuerySchema,
  newModelSchema,
} from './model-schemas.js';
import { ModelService } from './model-service.js';
import { refuseManyLayers } from './posted-layers.js';
import { modelStatusSchema } from './version-status.js';

export interface ModelDeps {
  readonly database: Pick<Database, 'pool'>;
  readonly config: Pick<Config, 'MAX_MODEL_PARAMS' | 'MAX_MODEL_LAYERS' | 'MAX_MODEL_MEMORY_BYTES'>;
}

const SUMMARY_TYPES = ['application/json', 'text/plain'] as const;
const MODEL_TYPES = ['application/json', 'text/x-python'] as const;

/** Models: what Keras's `Sequential`, `add`, `compile` and `summary` do. */
export async function modelRoutes(app: App, { database, config }: ModelDeps): Promise<void> {
  const models = new ModelService(new ModelRepository(database), limitsOf(config));
  const tags = ['models'];

  app.post(
    '/v1/models',
    {
      config: { scope: 'train', idempotent: true },
      preValidation: async (request) => refuseManyLayers(request.body, config.MAX_MODEL_LAYERS),
      schema: {
        operationId: 'createModel',
        summary: 'Create a model, or with dry_run only check and summarize it',
        tags,
        body: newModelSchema,
        querystring: newModelQuerySchema,
        response: { 200: dryRunSchema, 201: modelSchema, ...problemResponses(400, 401, 409, 413, 422, 503) },
      },
    },
    async (request, reply) => {
      if (request.query.dry_run) return reply.code(200).send(models.dryRun(request.body));
      const model = await models.create(request.project.id, request.body);
      return reply.code(201).header('location', `/v1/models/${model.id}`).send(model);
    },
  );

  app.get(
    '/v1/models',
    {
      config: { scope: ['read', 'train'] },
      schema: {
        operationId: 'listModels',
        summary: 'List models, newest first',
        tags,
        querystring: pageQuerySchema,
        response: { 200: modelPageSchema, ...problemResponses(401, 422, 503) },
      },
    },
    async (request) => models.list(request.project.id, request.query),
  );

  app.get(
    '/v1/models/:id',
    {
      config: { scope: ['read', 'train'] },
      schema: {
        operationId: 'getModel',
        summary: 'Get a model; with Accept: text/x-python the Python that builds, compiles and fits it in Keras',
        tags,
        description:
          "With a model's name instead of its id, the status of its versions as TensorFlow Serving tells it, of the newest model " +
          'of that name; what its id answers has that, too.',
        params: modelParamsSchema,
        response: {
          200: {
            description: 'The model',
            content: {
              'application/json': { schema: z.union([modelSchema, modelStatusSchema]) },
              'text/x-python': { schema: z.string() },
            },
          },
          ...problemResponses(401, 404, 503),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if (!isIdOf('model', id)) return reply.type('application/json').send(await models.status(request.project.id, id));
      reply.header('vary', 'accept');
      if (preferredType(request, MODEL_TYPES) === 'application/json') {
        return reply.type('application/json').send(await models.get(request.project.id, id));
      }
      return reply.type('text/x-python; charset=utf-8').send(await models.python(request.project.id, id));
    },
  );

  app.delete(
    '/v1/models/:id',
    {
      config: { scope: 'train' },
      schema: {
        operationId: 'deleteModel',
        summary: 'Delete a model with its jobs and checkpoints',
        description:
          'Answers 409 `model_in_use` while a job of the model is queued, running or paused, and `model_is_served` while a ' +
          'checkpoint of it is pinned.',
        tags,
        params: modelParamsSchema,
        response: { 204: noContent, ...problemResponses(401, 404, 409, 503) },
      },
    },
    async (request, reply) => {
      await models.remove(request.project.id, request.params.id);
      return reply.code(204).send();
    },
  );

  app.post(
    '/v1/models/:id/layers',
    {
      config: { scope: 'train', idempotent: true },
      schema: {
        operationId: 'addLayer',
        summary: "Add a layer at the end, as Keras's add()",
        description: 'Answers 409 `model_has_jobs` once the model has a job.',
        tags,
        params: modelParamsSchema,
        body: layerSchema,
        response: { 200: modelSchema, ...problemResponses(400, 401, 404, 409, 413, 422, 503) },
      },
    },
    async (request) => models.addLayer(request.project.id, request.params.id, request.body),
  );

  app.put(
    '/v1/models/:id/compile',
    {
      config: { scope: 'train' },
      schema: {
        operationId: 'compileModel',
        summary: "Set optimizer, loss and metrics, as Keras's compile()",
        description: 'A model can be compiled again at any time; jobs keep what they were made with.',
        tags,
        params: modelParamsSchema,
        body: compileSchema,
        response: { 200: modelSchema, ...problemResponses(400, 401, 404, 413, 422, 503) },
      },
    },
    async (request) => models.compile(request.project.id, request.params.id, request.body),
  );

  app.get(
    '/v1/models/:id/summary',
    {
      config: { scope: ['read', 'train'] },
      schema: {
        operationId: 'summarizeModel',
        summary: "Keras's summary: as JSON, or as its table with Accept: text/plain",
        tags,
        params: modelParamsSchema,
        response: {
          200: {
            description: 'The summary',
            content: { 'application/json': { schema: summarySchema }, 'text/plain': { schema: z.string() } },
          },
          ...problemResponses(401, 404, 503),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      reply.header('vary', 'accept');
      if (preferredType(request, SUMMARY_TYPES) === 'application/json') {
        return reply.type('application/json').send(await models.summary(request.project.id, id));
      }
      return reply.type('text/plain; charset=utf-8').send(await models.summaryTable(request.project.id, id));
    },
  );
}
