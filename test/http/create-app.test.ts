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

const database = await testDatabase();
const { app, authorization } = await commonApp(database, (app) => {
  const thing = z.strictObject({ name: z.string().min(1).max(50), size: z.number().positive().optional() });
  app.post('/v1/things', { schema: { body: thing } }, async ({ body }) => body);
  app.post('/v1/things/:id/stop', { schema: { params: z.strictObject({ id: z.string() }) } }, async () => ({}));
  app.get('/v1/things', { schema: { querystring: pageQuerySchema } }, async ({ query }) => query);
  app.get('/v1/things/:id', { schema: { params: z.strictObject({ id: z.string() }) } }, async ({ params }) => {
    throw new NotFoundError('thing', params.id);
  });
  app.get('/v1/broken', { schema: {} }, async () => {
    throw new Error('password=hunter2 at /srv/secret.ts:12');
  });
  app.get('/v1/away', { schema: {} }, async () => {
    throw Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' });
  });
});

const JSON_TYPE = 'application/json';
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

/** What is wrong, and the status, code and pointers that must come back. */
const WRONG: ReadonlyArray<{
  what: string;
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  url?: string;
  type?: string | null;
  body?: string;
  status: number;
  code: string;
  pointers?: readonly string[];
}> = [
  { what: 'JSON that is cut off', body: '{"name": "a"', status: 400, code: 'malformed_request' },
  { what: 'JSON with a trailing comma', body: '{"name": "a",}', status: 400, code: 'malformed_request' },
  { what: 'NaN as a bare word', body: '{"name": "a", "size": NaN}', status: 400, code: 'malformed_request' },
  { what: 'single quotes', body: "{'name': 'a'}", status: 400, code: 'malformed_request' },
  { what: 'bytes that are no text', body: '\u0000\u0001', status: 400, code: 'malformed_request' },
  { what: 'an empty body', body: '', status: 400, code: 'malformed_request' },
  { what: 'no body and no type', type: null, status: 400, code: 'malformed_request' },
  { what: '__proto__', body: '{"name":"a","__proto__":{"x":1}}', status: 400, code: 'malformed_request' },
  { what: '__proto__ in escapes', body: '{"name":"a","\\u005f_proto__":1}', status: 400, code: 'malformed_request' },
  { what: 'constructor.prototype', body: '{"constructor":{"prototype":{}}}', status: 400, code: 'malformed_request' },
  { what: 'nesting of 201 levels', body: nested(201), status: 400, code: 'malformed_request' },
  { what: 'nesting of 100,000 levels', body: nested(100_000), status: 400, code: 'malformed_request' },
  {
    what: 'nesting of 100,000 levels that never close',
    body: '['.repeat(100_000),
    status: 400,
    code: 'malformed_request',
  },
  { what: 'nesting of 200 levels', body: nested(200), status: 422, code: 'invalid_request', pointers: [''] },
  { what: 'an array', body: '[1]', status: 422, code: 'invalid_request', pointers: [''] },
  { what: 'a string', body: '"name"', status: 422, code: 'invalid_request', pointers: [''] },
  { what: 'plain text', type: 'text/plain', body: 'name', status: 415, code: 'unsupported_media_type' },
  {
    what: 'a form',
    type: 'application/x-www-form-urlencoded',
    body: 'name=a',
    status: 415,
    code: 'unsupported_media_type',
  },
  { what: 'XML', type: 'application/xml', body: '<name/>', status: 415, code: 'unsupported_media_type' },
  { what: 'a body without a type', type: null, body: '{"name":"a"}', status: 415, code: 'unsupported_media_type' },
  { what: 'a type that is none', type: 'json', body: '{"name":"a"}', status: 415, code: 'unsupported_media_type' },
  { what: 'a body over 2 MiB', body: `{"name":"${'a'.repeat(2 ** 21)}"}`, status: 413, code: 'too_large' },
  { what: 'a missing field', body: '{}', status: 422, code: 'invalid_request', pointers: ['/name'] },
  { what: 'null', body: '{"name":null}', status: 422, code: 'invalid_request', pointers: ['/name'] },
  { what: 'a wrong type', body: '{"name":7}', status: 422, code: 'invalid_request', pointers: ['/name'] },
  {
    what: 'a name of 51 characters',
    body: `{"name":"${'a'.repeat(51)}"}`,
    status: 422,
    code: 'invalid_request',
    pointers: ['/name'],
  },
  {
    what: 'two wrong fields',
    body: '{"name":"","size":-1}',
    status: 422,
    code: 'invalid_request',
    pointers: ['/name', '/size'],
  },
  {
    what: 'a number past the largest',
    body: '{"name":"a","size":1e999}',
    status: 422,
    code: 'invalid_request',
    pointers: ['/size'],
  },
  {
    what: 'an unknown field',
    body: '{"name":"a","colour":1}',
    status: 422,
    code: 'invalid_request',
    pointers: ['/colour'],
  },
  {
    what: 'toString',
    body: '{"name":"a","toString":1}',
    status: 422,
    code: 'invalid_request',
    pointers: ['/toString'],
  },
  {
    what: 'constructor',
    body: '{"name":"a","constructor":1}',
    status: 422,
    code: 'invalid_request',
    pointers: ['/constructor'],
  },
  {
    what: 'an unknown query parameter',
    url: '/v1/things?dry=1',
    body: '{"name":"a"}',
    status: 422,
    code: 'invalid_request',
    pointers: ['/query/dry'],
  },
  {
    what: 'a body where none is taken',
    url: '/v1/things/1/stop',
    body: '{"force":true}',
    status: 422,
    code: 'invalid_request',
    pointers: ['/force'],
  },
  {
    what: 'a limit of 0',
    method: 'GET',
    url: '/v1/things?limit=0',
    status: 422,
    code: 'invalid_request',
    pointers: ['/query/limit'],
  },
  {
    what: 'a limit of 101',
    method: 'GET',
    url: '/v1/things?limit=101',
    status: 422,
    code: 'invalid_request',
    pointers: ['/query/limit'],
  },
  {
    what: 'a limit of ten',
    method: 'GET',
    url: '/v1/things?limit=ten',
    status: 422,
    code: 'invalid_request',
    pointers: ['/query/limit'],
  },
  {
    what: 'an empty limit',
    method: 'GET',
    url: '/v1/things?limit=',
    status: 422,
    code: 'invalid_request',
    pointers: ['/query/limit'],
  },
  {
    what: 'a limit of 1e1',
    method: 'GET',
    url: '/v1/things?limit=1e1',
    status: 422,
    code: 'invalid_request',
    pointers: ['/query/limit'],
  },
  {
    what: 'two limits',
    method: 'GET',
    url: '/v1/things?limit=1&limit=2',
    status: 422,
    code: 'invalid_request',
    pointers: ['/query/limit'],
  },
  {
    what: '__proto__ in the query',
    method: 'GET',
    url: '/v1/things?__proto__=1',
    status: 422,
    code: 'invalid_request',
    pointers: ['/query/__proto__'],
  },
  { what: 'an unknown id', method: 'GET', url: '/v1/things/x', status: 404, code: 'thing_not_found' },
  { what: 'an unknown route', method: 'GET', url: '/v1/nothing', status: 404, code: 'route_not_found' },
  { what: 'an unknown route outside', method: 'GET', url: '/nothing', status: 404, code: 'route_not_found' },
  {
    what: 'a path that climbs',
    method: 'GET',
    url: '/docs/static/../../package.json',
    status: 404,
    code: 'route_not_found',
  },
  {
    what: 'an id of 301 characters',
    method: 'GET',
    url: `/v1/things/${'x'.repeat(301)}`,
    status: 404,
    code: 'route_not_found',
  },
  { what: 'broken percent-encoding', method: 'GET', url: '/v1/things/%zz', status: 400, code: 'malformed_request' },
  { what: 'a NUL in the path', method: 'GET', url: '/v1/things/a%00b', status: 400, code: 'malformed_request' },
  { what: 'a NUL in the query', method: 'GET', url: '/v1/things?after=%00', status: 400, code: 'malformed_request' },
  { what: 'a wrong method', method: 'PATCH', status: 405, code: 'method_not_allowed' },
  { what: 'a fault of ours', method: 'GET', url: '/v1/broken', status: 500, code: 'internal_error' },
  { what: 'a database that is away', method: 'GET', url: '/v1/away', status: 503, code: 'unavailable' },
];

for (const { what, method = 'POST', url = '/v1/things', type = JSON_TYPE, body, status, code, pointers } of WRONG) {
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
