import type { Database } from '../../database/client.js';
import type { App } from '../../http/app-type.js';
import { toPage } from '../../http/pagination.js';
import { problemResponses } from '../../http/problem-responses.js';
import { modelParamsSchema } from '../inference-schemas.js';
import { ServingRepository } from './serving-repository.js';
import {
  newServingSchema,
  numberedPageQuerySchema,
  servingPageSchema,
  servingSchema,
  versionPageSchema,
} from './serving-schemas.js';
import { listVersions } from './version-repository.js';

const tags = ['using a trained model'];

/** Versions of models, and which of them answers. */
export async function servingRoutes(
  app: App,
  { database }: { readonly database: Pick<Database, 'pool'> },
): Promise<void> {
  const servings = new ServingRepository(database);

  app.get(
    '/v1/models/:id/versions',
    {
      config: { scope: ['read', 'train'] },
      schema: {
        operationId: 'listVersions',
        summary: 'List the versions of a model, newest first: its jobs that have succeeded',
        tags,
        params: modelParamsSchema,
        querystring: numberedPageQuerySchema,
        response: { 200: versionPageSchema, ...problemResponses(401, 404, 422, 503) },
      },
    },
    async (request) =>
      toPage(
        await listVersions(database.pool, request.project.id, request.params.id, request.query),
        request.query.limit,
      ),
  );

  app.get(
    '/v1/models/:id/serving',
    {
      config: { scope: ['read', 'train'] },
      schema: {
        operationId: 'getServing',
        summary: 'What a model answers with where a request does not choose',
        tags,
        params: modelParamsSchema,
        response: { 200: servingSchema, ...problemResponses(401, 404, 503) },
      },
    },
    async (request) => servings.get(request.project.id, request.params.id),
  );

  app.put(
    '/v1/models/:id/serving',
    {
      config: { scope: 'train' },
      schema: {
        operationId: 'serve',
        summary: 'Pin what a model answers with: a checkpoint, or two that share the requests by weight',
        description:
          'Holds for predictions from the next request on, in all protocols. The checkpoints are kept, whatever the fit says of ' +
          'checkpoints, and the model cannot be deleted while they are served.',
        tags,
        params: modelParamsSchema,
        body: newServingSchema,
        response: { 200: servingSchema, ...problemResponses(400, 401, 404, 413, 422, 503) },
      },
    },
    async (request) => servings.put(request.project.id, request.params.id, request.body.targets),
  );

  app.delete(
    '/v1/models/:id/serving',
    {
      config: { scope: 'train' },
      schema: {
        operationId: 'resetServing',
        summary: 'Pin nothing: the newest succeeded job answers again, whichever that is',
        tags,
        params: modelParamsSchema,
        response: { 200: servingSchema, ...problemResponses(401, 404, 503) },
      },
    },
    async (request) => servings.reset(request.project.id, request.params.id),
  );

  app.post(
    '/v1/models/:id/serving/rollback',
    {
      config: { scope: 'train', idempotent: true },
      schema: {
        operationId: 'rollbackServing',
        summary: 'Go back to what was served before',
        description:
          'Called again, it goes back one step more. Answers 409 `nothing_served_before` at the beginning of the history.',
        tags,
        params: modelParamsSchema,
        response: { 200: servingSchema, ...problemResponses(401, 404, 409, 503) },
      },
    },
    async (request) => servings.rollback(request.project.id, request.params.id),
  );

  app.get(
    '/v1/models/:id/serving/history',
    {
      config: { scope: ['read', 'train'] },
      schema: {
        operationId: 'listServings',
        summary: 'What a model has answered with, newest revision first',
        tags,
        params: modelParamsSchema,
        querystring: numberedPageQuerySchema,
        response: { 200: servingPageSchema, ...problemResponses(401, 404, 422, 503) },
      },
    },
    async (request) =>
      toPage(await servings.history(request.project.id, request.params.id, request.query), request.query.limit),
  );
}
