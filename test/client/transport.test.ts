import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ApiError,
  AuthenticationError,
  ConflictError,
  ConnectionError,
  Fitserve,
  InvalidRequestError,
  NotFoundError,
  UnavailableError,
} from '../../client/src/index.js';
import { answering, json } from './answering.js';

const JOB = { id: 'job_1' };
const NOW = { 'retry-after': '0' };

test('a request carries the key, its parameters and its body', async () => {
  const { url, asked } = await answering(json(200, { data: [], has_more: false }), json(201, { id: 'mdl_1' }));
  const fitserve = new Fitserve({ baseUrl: url, apiKey: 'secret' });
  await fitserve.jobs.list({ status: 'running', limit: 3 }).first();
  await fitserve.models.create({ name: 'm', architecture: { layers: [] } });
  assert.deepEqual(
    asked.map(({ method, url, body, headers }) => [method, url, body, headers.authorization]),
    [
      ['GET', '/v1/jobs?status=running&limit=3', '', 'Bearer secret'],
      ['POST', '/v1/models', '{"name":"m","architecture":{"layers":[]}}', 'Bearer secret'],
    ],
  );
});

test('what is away for a while is asked again, and a repeated POST carries the same Idempotency-Key', async () => {
  const away = json(503, { code: 'unavailable', detail: 'the database is away' }, NOW);
  const { url, asked } = await answering(away, (reply) => reply.destroy(), away, json(202, JOB));
  const fitserve = new Fitserve({ baseUrl: url, apiKey: 'secret' });
  assert.deepEqual(await fitserve.models.fit('mdl_1', { dataset: 'dst_1' }), JOB);
  const keys = new Set(asked.map(({ headers }) => headers['idempotency-key']));
  assert.equal(asked.length, 4);
  assert.equal(keys.size, 1);
  assert.match(String([...keys][0]), /^[0-9a-f-]{36}$/);
});

test('two requests have two keys, and a key of the caller stands', async () => {
  const { url, asked } = await answering(json(202, JOB), json(202, JOB), json(202, JOB));
  const fitserve = new Fitserve({ baseUrl: url, apiKey: 'secret' });
  await fitserve.models.fit('mdl_1', { dataset: 'dst_1' });
  await fitserve.models.fit('mdl_1', { dataset: 'dst_1' });
  await fitserve.models.fit('mdl_1', { dataset: 'dst_1' }, { idempotencyKey: 'mine' });
  const keys = asked.map(({ headers }) => headers['idempotency-key']);
  assert.equal(new Set(keys).size, 3);
  assert.equal(keys[2], 'mine');
});

test('each kind of refusal has a class, and tells code, fields and request', async () => {
  const errors = [{ pointer: '/epochs', detail: 'must be more than 0', received: 0 }];
  const problem = (status: number) =>
    json(status, { status, code: 'word', detail: 'why', request_id: 'req_1', errors });
  const statuses = [400, 401, 403, 404, 409, 418, 422, 429, 503];
  const { url } = await answering(...statuses.map(problem));
  const fitserve = new Fitserve({ baseUrl: url, apiKey: 'secret', retries: 0 });
  const kinds = [];
  for (const status of statuses) {
    const error = await fitserve.jobs.get('job_1').catch((thrown: unknown) => thrown);
    assert.ok(error instanceof ApiError);
    assert.deepEqual([error.status, error.code, error.requestId, error.errors], [status, 'word', 'req_1', errors]);
    assert.equal(error.message, `GET /v1/jobs/job_1 was answered ${status}: why\n  /epochs: must be more than 0`);
    kinds.push(error.constructor);
  }
  assert.deepEqual(kinds, [
    InvalidRequestError,
    AuthenticationError,
    AuthenticationError,
    NotFoundError,
    ConflictError,
    ApiError,
    InvalidRequestError,
    UnavailableError,
    UnavailableError,
  ]);
});

test('a service that is not there is told after the last try', async () => {
  const { url, close } = await answering();
  await close();
  const fitserve = new Fitserve({ baseUrl: url, apiKey: 'secret', retries: 1 });
  const error = await fitserve.jobs.get('job_1').catch((thrown: unknown) => thrown);
  assert.ok(error instanceof ConnectionError);
  assert.match(error.message, /^GET \/v1\/jobs\/job_1 was not answered: .*ECONNREFUSED/);
});

test('an answer that is no JSON is told as it came', async () => {
  const { url } = await answering((reply) => reply.writeHead(502).end('bad gateway'));
  const error = await new Fitserve({ baseUrl: url, apiKey: 'secret', retries: 0 })
    .ready()
    .catch((thrown: unknown) => thrown);
  assert.equal(String(error), 'ApiError: GET /readyz was answered 502: bad gateway');
});

test('an abort ends the wait for another try, and is no error of the service', async () => {
  const { url, asked } = await answering(json(503, {}, { 'retry-after': '3600' }));
  const abort = new AbortController();
  const asking = new Fitserve({ baseUrl: url, apiKey: 'secret' }).jobs.get('job_1', { signal: abort.signal });
  const reason = new Error('enough');
  abort.abort(reason);
  await assert.rejects(asking, reason);
  assert.ok(asked.length <= 1);
});

test('a list is asked for page by page, as it is read', async () => {
  const { url, asked } = await answering(
    json(200, { data: [{ id: 'c' }, { id: 'b' }], has_more: true }),
    json(200, { data: [{ id: 'a' }], has_more: false }),
  );
  const ids = [];
  for await (const { id } of new Fitserve({ baseUrl: url, apiKey: 'secret' }).models.list({ limit: 2 })) ids.push(id);
  assert.deepEqual(ids, ['c', 'b', 'a']);
  assert.deepEqual(
    asked.map(({ url }) => url),
    ['/v1/models?limit=2', '/v1/models?limit=2&after=b'],
  );
});
