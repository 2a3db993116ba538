import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { z } from 'zod';
import { NotFoundError } from '../../src/errors.js';
import { pageQuerySchema } from '../../src/http/pagination.js';
import { problemSchema } from '../../src/http/problem.js';
import { testDatabase } from '../support/postgres.js';
import { commonApp } from './common-app.js';
import { JSON_TYPE, WRONG_MESSAGES } from './wrong-messages.js';

const database = await testDatabase();
const config = { scope: 'read' } as const;
const { app, authorization } = await commonApp(database, (app) => {
  const thing = z.strictObject({ name: z.string().min(1).max(50), size: z.number().positive().optional() });
  app.post('/v1/things', { config, schema: { body: thing } }, async ({ body }) => body);
  app.post('/v1/things/:id/stop', { config, schema: { params: z.strictObject({ id: z.string() }) } }, async () => ({}));
  app.get('/v1/things', { config, schema: { querystring: pageQuerySchema } }, async ({ query }) => query);
  app.get('/v1/things/:id', { config, schema: { params: z.strictObject({ id: z.string() }) } }, async ({ params }) => {
    throw new NotFoundError('thing', params.id);
  });
  app.get('/v1/broken', { config, schema: {} }, async () => {
    throw new Error('password=hunter2 at /srv/secret.ts:12');
  });
  app.get('/v1/away', { config, schema: {} }, async () => {
    throw Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' });
  });
});

for (const {
  what,
  method = 'POST',
  url = '/v1/things',
  type = JSON_TYPE,
  body,
  status,
  code,
  pointers,
} of WRONG_MESSAGES) {
  test(`${what} is answered ${status} ${code}`, async () => {
    const response = await app.inject({
      method,
      url,
      headers: {
        authorization,
        ...(type === null || (body === undefined && method === 'GET') ? {} : { 'content-type': type }),
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    assert.equal(response.statusCode, status, response.body);
    assert.match(String(response.headers['content-type']), /^application\/problem\+json/);
    const problem = problemSchema.strict().parse(response.json());
    assert.equal(problem.status, status);
    assert.equal(problem.code, code);
    assert.equal(problem.type, `urn:fitserve:problem:${code}`);
    assert.equal(problem.request_id, response.headers['x-request-id']);
    assert.deepEqual(
      problem.errors?.map(({ pointer }) => pointer),
      pointers,
    );
  });
}

test('a body that is not UTF-8 is answered 400', async () => {
  const payload = Buffer.from('7b226e616d65223a22ff227d', 'hex');
  const headers = { authorization, 'content-type': JSON_TYPE };
  const response = await app.inject({ method: 'POST', url: '/v1/things', headers, payload });
  assert.equal(response.statusCode, 400);
  assert.equal(response.json().detail, 'The body is not UTF-8.');
});

test('the app is alive after all of them', async () => {
  const payload = { name: 'a', size: 1 };
  const response = await app.inject({ method: 'POST', url: '/v1/things', headers: { authorization }, payload });
  assert.deepEqual(response.json(), payload);
});

test('a wrong method is told which are right', async () => {
  const response = await app.inject({ method: 'PUT', url: '/v1/things', headers: { authorization } });
  assert.equal(response.headers.allow, 'GET, HEAD, POST');
});

test('a fault of ours tells nothing of its inside', async () => {
  const response = await app.inject({ url: '/v1/broken', headers: { authorization } });
  assert.doesNotMatch(response.body, /hunter2|secret/);
});

test('a database that is away says when to ask again, and nothing of its address', async () => {
  const response = await app.inject({ url: '/v1/away', headers: { authorization } });
  assert.equal(response.headers['retry-after'], '5');
  assert.doesNotMatch(response.body, /ECONNREFUSED|10\.0\.0\.7/);
});

test('the position of broken JSON is told', async () => {
  const response = await app.inject({
    method: 'POST',
    url: '/v1/things',
    headers: { authorization, 'content-type': JSON_TYPE },
    payload: '{"name": oops}',
  });
  assert.match(response.json().detail, /not valid JSON/);
});

test("a caller's request id is taken when it is harmless", async () => {
  const ask = async (id: string) =>
    (await app.inject({ url: '/openapi.json', headers: { 'x-request-id': id } })).headers['x-request-id'];
  assert.equal(await ask('trace-1.2_3'), 'trace-1.2_3');
  assert.match(String(await ask('a b')), /^req_/);
  assert.match(String(await ask('x'.repeat(65))), /^req_/);
  assert.match(String(await ask('"><script>')), /^req_/);
});

test('defaults are filled in, and digits become a number', async () => {
  const ask = async (url: string) => (await app.inject({ url, headers: { authorization } })).json();
  assert.deepEqual(await ask('/v1/things'), { limit: 20 });
  assert.deepEqual(await ask('/v1/things?limit=7&after=dst_1'), { limit: 7, after: 'dst_1' });
});

test('what is not HTTP is answered 400 as a problem, and the connection ends', async () => {
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write('HELO there\r\n\r\n');
  const answer = await text(socket);
  assert.match(answer, /^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json/);
  assert.equal(problemSchema.parse(JSON.parse(answer.slice(answer.indexOf('{')))).code, 'malformed_request');
});
