import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { BOARD_PATH } from '../../src/http/auth.js';
import { createQueueBackend } from '../../src/queue/queue.js';
import { queueBoard } from '../../src/queue/queue-board.js';
import { commonApp } from '../http/common-app.js';
import { atEnd } from '../support/cleanup.js';
import { silentLogger, testConfig } from '../support/config.js';
import { testDatabase } from '../support/postgres.js';
import { startTestRedis } from '../support/redis.js';

const database = await testDatabase();
const redis = await startTestRedis();
const config = testConfig({ REDIS_URL: redis.url });
const { app, keys, key, authorization } = await commonApp(database, (scope) => queueBoard(scope, config, BOARD_PATH));
const queuesSchema = z.object({
  queues: z.array(z.object({ name: z.string(), readOnlyMode: z.boolean(), counts: z.record(z.string(), z.number()) })),
});

test('the queue on Redis is shown to admins, to browsers with the key as a password, and to nobody else', async () => {
  const basic = (password: string) => `Basic ${Buffer.from(`anyone:${password}`).toString('base64')}`;
  const { key: reader } = await keys.create('reader', 'any', { scopes: ['read'] });
  const statuses = async (path: string) => {
    const given = [
      undefined,
      'Bearer wrong',
      basic('wrong'),
      `Bearer ${reader}`,
      basic(reader),
      authorization,
      basic(key),
    ];
    return Promise.all(
      given.map(
        async (one) => (await app.inject({ url: path, headers: one ? { authorization: one } : {} })).statusCode,
      ),
    );
  };
  for (const path of ['/queues/', '/queues/api/queues?page=1', '/queues/static/images/logo.svg'])
    assert.deepEqual(await statuses(path), [401, 401, 401, 403, 403, 200, 200], path);
  const refused = await app.inject('/queues/');
  assert.match(String(refused.headers['www-authenticate']), /^Basic realm="fitserve"/);
  assert.equal(refused.json().code, 'unauthorized');
});

test('it shows the deliveries that wait, by its own scripts alone, and lets nothing be changed', async () => {
  const backend = createQueueBackend(config, database.connectionString, silentLogger);
  atEnd(() => backend.close());
  await backend.addDelivery({ jobId: 'job_shown', priority: 0 });
  const ask = (method: 'GET' | 'PUT', url: string) => app.inject({ method, url, headers: { authorization } });
  const { queues } = queuesSchema.parse((await ask('GET', '/queues/api/queues?page=1')).json());
  assert.deepEqual(
    queues.map(({ name, readOnlyMode, counts }) => [name, readOnlyMode, counts.prioritized]),
    [['training', true, 1]],
  );
  const emptied = await ask('PUT', '/queues/api/queues/training/empty');
  assert.equal(emptied.statusCode, 405);
  assert.equal((await backend.counts()).waiting, 1);

  const page = await ask('GET', '/queues/');
  const policy = String(page.headers['content-security-policy']);
  assert.match(policy, /script-src 'self';/);
  assert.match(policy, /frame-ancestors 'none'/);
  const scripts = [...page.body.matchAll(/<script[^>]*\bsrc="([^"]+)"/g)].map(([, source]) => source ?? '');
  assert.ok(scripts.length > 0);
  for (const source of scripts) assert.equal((await ask('GET', `/queues/${source}`)).statusCode, 200, source);
  // What stands in the page itself must be data: its policy runs none of it.
  for (const [tag] of page.body.matchAll(/<script(?![^>]*\bsrc=)[^>]*>/g))
    assert.match(tag, /type="application\/json"/);
});

test('while Redis is away the page says so, and no text of a driver', async () => {
  await redis.stop();
  const answer = await app.inject({ url: '/queues/api/queues', headers: { authorization } });
  assert.equal(answer.statusCode, 503);
  assert.equal(answer.json().detail, 'The queue does not answer.');
});

test('where the queue is in Postgres there is no such page', async () => {
  const { app: plain } = await commonApp(database, (scope) => queueBoard(scope, testConfig(), BOARD_PATH));
  assert.equal((await plain.inject({ url: '/queues/', headers: { authorization } })).statusCode, 404);
});
