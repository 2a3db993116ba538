import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { openDatabase } from '../../src/database/client.js';
import { UnavailableError } from '../../src/errors.js';
import { type EngineStatus, type HealthDeps, healthRoutes } from '../../src/health/health-routes.js';
import { createQueueBackend } from '../../src/queue/queue.js';
import { commonApp } from '../http/common-app.js';
import { atEnd } from '../support/cleanup.js';
import { silentLogger, testConfig } from '../support/config.js';
import { startTestPostgres, testDatabase } from '../support/postgres.js';

const shared = await testDatabase();
const config = testConfig();
const ENGINE: EngineStatus = { backend: 'cpu', version: '4.22.0', reason: 'TensorFlow is not installed' };

async function healthApp(deps: Partial<HealthDeps> = {}) {
  const queue = createQueueBackend(config, shared.connectionString, silentLogger);
  atEnd(() => queue.close());
  const { app } = await commonApp(shared, async (app) => {
    await healthRoutes(app, { database: shared, queue, engineStatus: () => ENGINE, logger: silentLogger, ...deps });
  });
  return app;
}

test('a service that has everything is ready, and says which engine it runs on and why', async () => {
  const app = await healthApp();
  const response = await app.inject('/readyz');
  assert.equal(response.statusCode, 200, response.body);
  assert.deepEqual(response.json(), { status: 'ready', engine: ENGINE });
});

test('clients of the Open Inference Protocol hear the same, without a key', async () => {
  const app = await healthApp();
  const [live, ready] = [await app.inject('/v2/health/live'), await app.inject('/v2/health/ready')];
  assert.deepEqual([live.statusCode, live.json()], [200, { live: true }]);
  assert.deepEqual([ready.statusCode, ready.json()], [200, { ready: true }]);
});

test('while the engine loads, the service is ready for all else', async () => {
  const app = await healthApp({ engineStatus: () => null });
  assert.deepEqual((await app.inject('/readyz')).json(), { status: 'ready', engine: null });
});

test('while Postgres is stopped, /readyz names it and /livez still answers; both recover', async () => {
  const server = await startTestPostgres();
  const database = openDatabase(config, server.connectionString, silentLogger);
  atEnd(() => database.close());
  const app = await healthApp({ database });
  const detail = async () => (await app.inject('/readyz')).json().detail;
  assert.match(await detail(), /^Not ready: migrations: are not applied: \w+/);
  await server.stop();
  assert.match(await detail(), /database: does not answer/);
  assert.equal((await app.inject('/readyz')).statusCode, 503);
  assert.equal((await app.inject('/v2/health/ready')).statusCode, 503);
  assert.equal((await app.inject('/livez')).statusCode, 200);
  await server.start();
  assert.doesNotMatch(await detail(), /database/);
});

test('a database that takes connections and says nothing holds /readyz up for less than 2 s', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  assert.ok(typeof address === 'object' && address !== null);
  const url = `postgresql://nobody@127.0.0.1:${address.port}/nothing`;
  const database = openDatabase(config, url, silentLogger);
  const queue = createQueueBackend(config, url, silentLogger);
  const app = await healthApp({ database, queue });
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const started = performance.now();
      const response = await app.inject('/readyz');
      return { response, ms: performance.now() - started };
    }),
  );
  for (const { response, ms } of answers) {
    assert.equal(response.statusCode, 503);
    assert.match(response.json().detail, /database: does not answer in time.*queue: does not answer in time/);
    assert.ok(ms < 2_000, `${ms} ms`);
  }
  await new Promise<void>((resolve) => {
    silent.getConnections((_error, connections) => {
      assert.ok(connections <= config.DATABASE_POOL_SIZE, `${connections} connections`);
      resolve();
    });
  });
  silent.close();
  await Promise.all([queue.close(), database.close()]);
});

test('what the queue says of itself is told', async () => {
  const ping = () => Promise.reject(new UnavailableError('Redis may drop deliveries.'));
  const app = await healthApp({ queue: { ping } });
  const response = await app.inject('/readyz');
  assert.equal(response.statusCode, 503);
  assert.equal(response.headers['retry-after'], '1');
  assert.equal(response.json().detail, 'Not ready: queue: Redis may drop deliveries.');
});
