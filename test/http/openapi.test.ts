import assert from 'node:assert/strict';
import { test } from 'node:test';
import multipart from '@fastify/multipart';
import { z } from 'zod';
import { pageOf, pageQuerySchema } from '../../src/http/pagination.js';
import { noContent, problemResponses } from '../../src/http/problem-responses.js';
import { testDatabase } from '../support/postgres.js';
import { commonApp } from './common-app.js';

const database = await testDatabase();
const part = z.strictObject({ size: z.int().positive() }).meta({ id: 'TestPart' });
const thing = z.strictObject({ name: z.string(), parts: z.array(part).default([]) }).meta({ id: 'TestThing' });
z.strictObject({ never: z.string() }).meta({ id: 'TestUnused' });

const { app, authorization } = await commonApp(database, async (app) => {
  const params = z.strictObject({ id: z.string().describe('its id') });
  app.get(
    '/v1/things',
    {
      config: { scope: ['read', 'data'] },
      schema: { operationId: 'listThings', querystring: pageQuerySchema, response: { 200: pageOf(thing) } },
    },
    async () => ({ data: [{ name: 'a', parts: [] }], has_more: false }),
  );
  app.post(
    '/v1/things',
    {
      config: { scope: 'data', idempotent: true },
      schema: { operationId: 'createThing', body: thing, response: { 201: thing, ...problemResponses(401, 422) } },
    },
    async (request, reply) => reply.code(201).send(request.body),
  );
  app.delete(
    '/v1/things/:id',
    {
      config: { scope: 'data' },
      schema: { operationId: 'deleteThing', params, response: { 204: noContent, ...problemResponses(404) } },
    },
    async (_request, reply) => reply.code(204).send(),
  );
  app.get('/open', { config: { open: true }, schema: { operationId: 'open', response: { 200: thing } } }, async () => ({
    name: 'a',
    parts: [],
  }));
  await app.register(async (scope) => {
    await scope.register(multipart);
    const body = {
      content: {
        'application/json': { schema: thing },
        'multipart/form-data': { schema: z.strictObject({ options: part, file: z.string().describe('the file') }) },
      },
    };
    scope.post(
      '/v1/uploads',
      { config: { scope: 'data' }, schema: { operationId: 'upload', body } },
      async (request) => ({
        body: request.body ?? null,
      }),
    );
  });
});
const described = (await app.inject('/openapi.json')).json();

test('the description is OpenAPI 3.1 with the version of the package and a bearer key', () => {
  assert.equal(described.openapi, '3.1.0');
  assert.equal(described.info.title, 'fitserve');
  assert.match(described.info.version, /^\d+\.\d+\.\d+$/);
  assert.deepEqual(described.components.securitySchemes, { apiKey: { type: 'http', scheme: 'bearer' } });
  assert.deepEqual(described.security, [{ apiKey: [] }]);
});

test('named schemas are components, those in use and no others', () => {
  const { schema } = described.paths['/v1/things'].post.requestBody.content['application/json'];
  assert.deepEqual(schema, { $ref: '#/components/schemas/TestThingInput' });
  assert.deepEqual(described.components.schemas.TestThingInput.properties.parts.items, {
    $ref: '#/components/schemas/TestPartInput',
  });
  assert.equal(described.components.schemas.TestThingInput.additionalProperties, false);
  assert.equal(described.components.schemas.TestUnused, undefined);
  assert.equal(described.components.schemas.TestUnusedInput, undefined);
});

test('problems are described with their media type and one shared schema', () => {
  const { responses } = described.paths['/v1/things'].post;
  assert.deepEqual(Object.keys(responses), ['201', '400', '401', '403', '422', '429', '503']);
  assert.deepEqual(Object.keys(described.paths['/open'].get.responses), ['200', '400', '422']);
  assert.deepEqual(responses['422'].content, {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
  });
});

test('what a route takes besides its body is described: query, path, Idempotency-Key, scopes, no key', () => {
  const query = described.paths['/v1/things'].get.parameters;
  assert.deepEqual(query.find(({ name }: { name: string }) => name === 'limit').schema, {
    default: 20,
    type: 'integer',
    minimum: 1,
    maximum: 100,
  });
  const [id] = described.paths['/v1/things/{id}'].delete.parameters;
  assert.deepEqual([id.in, id.name, id.required], ['path', 'id', true]);
  const [key] = described.paths['/v1/things'].post.parameters;
  assert.deepEqual([key.in, key.name], ['header', 'idempotency-key']);
  assert.deepEqual(described.paths['/open'].get.security, []);
  // Any one of the scopes will do.
  assert.deepEqual(described.paths['/v1/things'].get.security, [{ apiKey: ['read'] }, { apiKey: ['data'] }]);
});

test('a body may have a schema for each media type; JSON is checked against its own', async () => {
  const { content } = described.paths['/v1/uploads'].post.requestBody;
  assert.deepEqual(content['application/json'].schema, { $ref: '#/components/schemas/TestThingInput' });
  assert.equal(content['multipart/form-data'].schema.properties.file.description, 'the file');
  const send = (payload: object) =>
    app.inject({ method: 'POST', url: '/v1/uploads', headers: { authorization }, payload });
  assert.deepEqual((await send({ name: 'a' })).json(), { body: { name: 'a', parts: [] } });
  assert.equal((await send({ name: 1 })).statusCode, 422);
  const form = new FormData();
  form.append('x', 'y');
  const { body, headers } = await encoded(form);
  const uploaded = await app.inject({
    method: 'POST',
    url: '/v1/uploads',
    headers: { authorization, ...headers },
    payload: body,
  });
  assert.equal(uploaded.statusCode, 200, uploaded.body);
});

async function encoded(form: FormData): Promise<{ body: Buffer; headers: Record<string, string> }> {
  const response = new Response(form);
  const type = response.headers.get('content-type') ?? '';
  return { body: Buffer.from(await response.arrayBuffer()), headers: { 'content-type': type } };
}

test('answers are checked against their schema: 204 has no body', async () => {
  const response = await app.inject({ method: 'DELETE', url: '/v1/things/1', headers: { authorization } });
  assert.equal(response.statusCode, 204);
  assert.equal(response.body, '');
});

test('the documentation page loads everything from this server, under a policy that lets it work', async () => {
  const page = await app.inject('/docs/');
  assert.equal(page.statusCode, 200);
  assert.doesNotMatch(page.body, /https?:\/\//);
  const policy = String(page.headers['content-security-policy']);
  assert.match(policy, /^default-src 'self';/);
  assert.doesNotMatch(policy, /upgrade-insecure-requests|https:/);
  for (const [, path] of page.body.matchAll(/(?:src|href)="([^"]+)"/g)) {
    assert.equal((await app.inject(new URL(path ?? '', 'http://localhost/docs/').pathname)).statusCode, 200, path);
  }
  assert.deepEqual((await app.inject('/docs/json')).json(), described);
});

test('answers of the API let a browser do nothing with them', async () => {
  const { headers } = await app.inject({ url: '/v1/things', headers: { authorization } });
  assert.equal(headers['content-security-policy'], "default-src 'none';frame-ancestors 'none'");
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['strict-transport-security'], undefined);
});
