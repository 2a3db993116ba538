import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import multipart from '@fastify/multipart';
import { z } from 'zod';
import { ConflictError, ServiceError } from '../../src/errors.js';
import { IdempotencyStore } from '../../src/http/idempotency-store.js';
import { testDatabase } from '../support/postgres.js';
import { commonApp } from './common-app.js';

const database = await testDatabase();
let created = 0;
let failures = 0;
const { app, keys, authorization } = await commonApp(database, async (app) => {
  const config = { scope: 'data', idempotent: true } as const;
  const body = z.strictObject({ name: z.string(), wait_ms: z.number().default(0) });
  app.post('/v1/things', { config, schema: { body } }, async (request, reply) => {
    await sleep(request.body.wait_ms);
    created += 1;
    // Field order, number format and a NUL that jsonb would not keep.
    const answer = `{"z":1.0,"id":"thing_${created}","a":"\\u0000é"}`;
    return reply
      .code(201)
      .header('location', `/v1/things/${created}`)
      .type('application/json')
      .serializer(String)
      .send(answer);
  });
  app.post('/v1/others', { config: { scope: 'data' }, schema: { body } }, async () => ({ created: ++created }));
  app.post('/v1/failing', { config, schema: { body } }, async ({ body: { name } }) => {
    failures += 1;
    if (name === 'ours') throw new Error('broken');
    if (name === 'busy') throw new ServiceError(429, 'too_many', 'Too many.');
    throw new ConflictError('wrong_state', 'Not now.');
  });
  await app.register(async (scope) => {
    scope.removeContentTypeParser('application/json');
    scope.addContentTypeParser('application/json', (_request, _payload, done) => done(null));
    scope.post('/v1/streams', { config, schema: {} }, async ({ raw }, reply) => {
      let bytes = 0;
      for await (const chunk of raw) bytes += Buffer.byteLength(chunk);
      return reply.code(201).send({ id: ++created, bytes });
    });
  });
  await app.register(async (scope) => {
    await scope.register(multipart, { limits: { fileSize: 2 ** 30 } });
    scope.post('/v1/uploads', { config, schema: {} }, async (request, reply) => {
      let bytes = 0;
      for await (const part of request.parts()) {
        if (part.type !== 'file') continue;
        for await (const chunk of part.file) bytes += chunk.length;
      }
      created += 1;
      return reply.code(201).send({ id: created, bytes });
    });
    scope.post('/v1/refused', { config, schema: {} }, async () => {
      failures += 1;
      throw new ConflictError('wrong_state', 'Not now.');
    });
  });
});
let lastKey = 0;
const newKey = () => `key-${++lastKey}`;

function post(url: string, key: string, payload: object, authorizedBy = authorization) {
  return app.inject({ method: 'POST', url, headers: { authorization: authorizedBy, 'idempotency-key': key }, payload });
}

test('the same key and body get the first answer again, byte for byte', async () => {
  const key = newKey();
  const first = await post('/v1/things', key, { name: 'a' });
  const again = await post('/v1/things', key, { name: 'a' });
  assert.equal(first.statusCode, 201);
  assert.equal(again.statusCode, 201);
  assert.equal(again.body, first.body);
  assert.equal(again.headers.location, first.headers.location);
  assert.equal(again.headers['content-type'], first.headers['content-type']);
  assert.equal(first.headers['idempotency-replayed'], undefined);
  assert.equal(again.headers['idempotency-replayed'], 'true');
});

test('the same key with another body, query or route is refused', async () => {
  const key = newKey();
  await post('/v1/things', key, { name: 'a' });
  for (const response of [
    await post('/v1/things', key, { name: 'b' }),
    await post('/v1/failing', key, { name: 'a' }),
    await post('/v1/uploads', key, {}),
  ]) {
    if (response.statusCode === 415) continue;
    assert.equal(response.statusCode, 422);
    assert.equal(response.json().code, 'idempotency_key_reused');
  }
});

test('twenty at once create one thing; the others get its answer or are told that it runs', async () => {
  const key = newKey();
  const before = created;
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => post('/v1/things', key, { name: 'a', wait_ms: 50 })),
  );
  assert.equal(created, before + 1);
  const done = answers.filter(({ statusCode }) => statusCode === 201);
  const running = answers.filter(({ statusCode }) => statusCode === 409);
  assert.equal(done.length + running.length, 20);
  assert.ok(done.length >= 1);
  assert.equal(new Set(done.map(({ body }) => body)).size, 1);
  for (const response of running) {
    assert.equal(response.json().code, 'request_in_progress');
    assert.equal(response.headers['retry-after'], '1');
  }
  assert.equal((await post('/v1/things', key, { name: 'a', wait_ms: 50 })).body, done[0]?.body);
});

test("another project's keys are its own", async () => {
  const key = newKey();
  const other = await keys.create('other', 'other project');
  const mine = await post('/v1/things', key, { name: 'a' });
  const theirs = await post('/v1/things', key, { name: 'a' }, `Bearer ${other.key}`);
  assert.notEqual(theirs.body, mine.body);
});

test('a failure of ours is not kept: the request can be sent again', async () => {
  for (const [name, status] of [
    ['ours', 500],
    ['busy', 429],
  ] as const) {
    const key = newKey();
    const before = failures;
    assert.equal((await post('/v1/failing', key, { name })).statusCode, status);
    assert.equal((await post('/v1/failing', key, { name })).statusCode, status);
    assert.equal(failures, before + 2);
  }
});

test('a refusal is kept like any answer', async () => {
  const key = newKey();
  const before = failures;
  const first = await post('/v1/failing', key, { name: 'state' });
  const again = await post('/v1/failing', key, { name: 'state' });
  assert.equal(first.statusCode, 409);
  assert.equal(again.body, first.body);
  assert.equal(failures, before + 1);
});

test('a body that is not valid uses no key up', async () => {
  const key = newKey();
  assert.equal((await post('/v1/things', key, { nam: 'a' })).statusCode, 422);
  assert.equal((await post('/v1/things', key, { name: 'a' })).statusCode, 201);
});

test('routes that create nothing, and requests without a key, are not touched', async () => {
  const key = newKey();
  const numbers = [await post('/v1/others', key, { name: 'a' }), await post('/v1/others', key, { name: 'a' })];
  assert.notEqual(numbers[0]?.body, numbers[1]?.body);
});

test('a key that cannot be one is refused', async () => {
  for (const key of ['', 'two words', 'x'.repeat(256), 'naïve']) {
    assert.equal((await post('/v1/things', key, { name: 'a' })).statusCode, 400, key);
  }
});

test('a key whose request died with its server is free again once its claim has expired', async () => {
  const key = newKey();
  const store = new IdempotencyStore(database.pool);
  const project = await database.prisma.project.findUniqueOrThrow({ where: { name: 'default' } });
  const claimed = await store.claim(project.id, key, 'x');
  assert.equal(claimed.state, 'claimed');
  assert.equal((await store.claim(project.id, key, 'x')).state, 'running');
  await database.pool.query("UPDATE idempotency_keys SET created_at = now() - interval '61 s' WHERE key = $1", [key]);
  assert.equal((await post('/v1/things', key, { name: 'a' })).statusCode, 201);
  if (claimed.state === 'claimed') await store.keep(claimed.claim, 'x', { status: 200, body: 'late', headers: {} });
  assert.match((await post('/v1/things', key, { name: 'a' })).body, /thing_/);
});

test('an answer is forgotten after a day', async () => {
  const key = newKey();
  const first = await post('/v1/things', key, { name: 'a' });
  await database.pool.query("UPDATE idempotency_keys SET created_at = now() - interval '25 h' WHERE key = $1", [key]);
  assert.notEqual((await post('/v1/things', key, { name: 'a' })).body, first.body);
  await database.pool.query("UPDATE idempotency_keys SET created_at = now() - interval '25 h' WHERE key = $1", [key]);
  await new IdempotencyStore(database.pool).purge();
  const { rowCount } = await database.pool.query('SELECT 1 FROM idempotency_keys WHERE key = $1', [key]);
  assert.equal(rowCount, 0);
});

function upload(url: string, key: string, content: Buffer) {
  const form = new FormData();
  form.append('file', new Blob([content]), 'rows.csv');
  return fetch(new URL(url, address), {
    method: 'POST',
    headers: { authorization, 'idempotency-key': key },
    body: form,
  });
}
const address = await app.listen({ port: 0, host: '127.0.0.1' });

test('a body that its handler reads as a stream reaches it whole, and is recognized', async () => {
  const key = newKey();
  const payload = { rows: 'x'.repeat(2 ** 20) };
  const first = await post('/v1/streams', key, payload);
  assert.equal(first.json().bytes, JSON.stringify(payload).length);
  assert.equal((await post('/v1/streams', key, payload)).body, first.body);
  assert.equal((await post('/v1/streams', key, { rows: 'y' })).statusCode, 422);
});

test('an upload sent again is recognized by its bytes, whatever its boundary', async () => {
  const key = newKey();
  const content = Buffer.alloc(3 * 2 ** 20, 'row,1,2\n');
  const first = await upload('/v1/uploads', key, content);
  const answer = await first.text();
  assert.equal(first.status, 201, answer);
  assert.equal(JSON.parse(answer).bytes, content.length);
  const again = await upload('/v1/uploads', key, content);
  assert.equal(await again.text(), answer);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  content[content.length - 1] = 0;
  assert.equal((await upload('/v1/uploads', key, content)).status, 422);
});

test('an upload that was refused before it was read can be sent again', async () => {
  const key = newKey();
  const before = failures;
  const content = Buffer.alloc(3 * 2 ** 20);
  await upload('/v1/refused', key, content).catch(() => undefined);
  await upload('/v1/refused', key, content).catch(() => undefined);
  assert.equal(failures, before + 2);
});
