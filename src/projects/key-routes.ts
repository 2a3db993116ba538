import type { Database } from '../database/client.js';
import type { App } from '../http/app-type.js';
import { pageQuerySchema, toPage } from '../http/pagination.js';
import { noContent, problemResponses } from '../http/problem-responses.js';
import {
  createdKeySchema,
  keyPageSchema,
  keyParamsSchema,
  keySchema,
  newKeySchema,
  rotateKeySchema,
} from './key-schemas.js';
import type { KeyService } from './key-service.js';
import { ProjectKeys } from './project-keys.js';

export interface KeyRoutesDeps {
  readonly database: Pick<Database, 'pool'>;
  readonly keys: Pick<KeyService, 'forget'>;
}

const tags = ['keys'];
/** No cache on the way may keep a secret. */
const UNSTORED = { 'cache-control': 'no-store' };
const ONCE =
  'The key is shown in this answer and never again. So no `Idempotency-Key` is heeded here, which would have to keep the ' +
  'answer: where an answer was lost, delete the key that the list shows, and make another.';

/** The keys of a project, for its admins. */
export async function keyRoutes(app: App, deps: KeyRoutesDeps): Promise<void> {
  const keys = new ProjectKeys(deps.database, (hash) => deps.keys.forget(hash));

  app.post(
    '/v1/keys',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'createKey',
        summary: 'Make an API key for this project',
        description: ONCE,
        tags,
        body: newKeySchema,
        response: { 201: createdKeySchema, ...problemResponses(400, 401, 403, 409, 413, 422, 503) },
      },
    },
    async ({ project, body }, reply) => {
      const key = await keys.create(project.id, body);
      return reply
        .code(201)
        .headers({ location: `/v1/keys/${key.id}`, ...UNSTORED })
        .send(key);
    },
  );

  app.get(
    '/v1/keys',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'listKeys',
        summary: 'List the keys of this project, newest first, revoked ones too',
        tags,
        querystring: pageQuerySchema,
        response: { 200: keyPageSchema, ...problemResponses(401, 403, 422, 503) },
      },
    },
    async ({ project, query }) => toPage(await keys.list(project.id, query), query.limit),
  );

  app.get(
    '/v1/keys/:id',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'getKey',
        summary: 'Look at a key',
        tags,
        params: keyParamsSchema,
        response: { 200: keySchema, ...problemResponses(401, 403, 404, 503) },
      },
    },
    ({ project, params }) => keys.get(project.id, params.id),
  );

  app.delete(
    '/v1/keys/:id',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'revokeKey',
        summary: 'Revoke a key for good',
        description: 'Other servers heed it within 2 s. The key stays in the list.',
        tags,
        params: keyParamsSchema,
        response: { 204: noContent, ...problemResponses(401, 403, 404, 503) },
      },
    },
    async ({ project, params }, reply) => {
      await keys.revoke(project.id, params.id);
      return reply.code(204).send();
    },
  );

  app.post(
    '/v1/keys/:id/rotate',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'rotateKey',
        summary: 'Replace a key without downtime',
        description: `Makes a key of the same name and scopes; the old one works on for \`grace_s\`. ${ONCE}`,
        tags,
        params: keyParamsSchema,
        body: rotateKeySchema,
        response: { 201: createdKeySchema, ...problemResponses(400, 401, 403, 404, 409, 413, 422, 503) },
      },
    },
    async ({ project, params, body }, reply) => {
      const key = await keys.rotate(project.id, params.id, body);
      return reply
        .code(201)
        .headers({ location: `/v1/keys/${key.id}`, ...UNSTORED })
        .send(key);
    },
  );
}
