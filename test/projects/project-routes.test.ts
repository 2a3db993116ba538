import assert from 'node:assert/strict';
import { test } from 'node:test';
import { datasetRoutes } from '../../src/datasets/dataset-routes.js';
import { jobRoutes } from '../../src/jobs/job-routes.js';
import { modelRoutes } from '../../src/models/model-routes.js';
import { auditChanges } from '../../src/projects/audit-log.js';
import { keyRoutes } from '../../src/projects/key-routes.js';
import { projectRoutes } from '../../src/projects/project-routes.js';
import { commonApp } from '../http/common-app.js';
import { silentLogger, testConfig } from '../support/config.js';
import { testDatabase } from '../support/postgres.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { waitFor } from '../support/wait-for.js';
import { SMALL_DATASET, SMALL_MODEL } from './small-things.js';

const database = await testDatabase();
const config = testConfig({
  DATA_DIR: await temporaryFolder('project'),
  PROJECT_MAX_WAITING: '2',
  PROJECT_DATASET_BYTES: '100',
  PROJECT_CHECKPOINT_BYTES: '1000',
});
const { app, keys, key, authorization } = await commonApp(database, async (app) => {
  auditChanges(app, database.pool, config.AUDIT_KEEP_MS);
  await datasetRoutes(app, { config, database, logger: silentLogger });
  await modelRoutes(app, { config, database });
  await jobRoutes(app, { config, database });
  await keyRoutes(app, { database, keys: { forget: (hash) => keys.forget(hash) } });
  await projectRoutes(app, { config, database });
});

function send(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, by = authorization) {
  return app.inject({ method, url, headers: { authorization: by }, ...(payload === undefined ? {} : { payload }) });
}

async function made(url: string, payload: object, by = authorization): Promise<string> {
  const response = await send('POST', url, payload, by);
  assert.ok(response.statusCode < 300, response.body);
  return response.json().id;
}

async function usageOf(by: string) {
  return (await send('GET', '/v1/project', undefined, by)).json().usage;
}

async function fresh(name: string): Promise<string> {
  return `Bearer ${(await keys.create(name, name)).key}`;
}

test('a project tells its name, the key that asks, what it has and what it may have', async () => {
  const by = await fresh('told');
  const dataset = await made('/v1/datasets', SMALL_DATASET, by);
  await made(`/v1/models/${await made('/v1/models', SMALL_MODEL, by)}/fit`, { dataset }, by);
  const told = (await send('GET', '/v1/project', undefined, by)).json();
  assert.deepEqual([told.name, told.key.scopes.length], ['told', 5]);
  assert.deepEqual(told.usage, { jobs_waiting: 1, jobs_running: 0, dataset_bytes: 24, checkpoint_bytes: 0 });
  assert.deepEqual(told.limits, {
    jobs_waiting: 2,
    jobs_running: null,
    dataset_bytes: 100,
    checkpoint_bytes: 1000,
    requests_per_s: null,
  });
});

test('fits and resumed jobs past the places in the queue are refused with 429, of many at once too', async () => {
  const by = await fresh('waiting');
  const dataset = await made('/v1/datasets', SMALL_DATASET, by);
  const id = await made('/v1/models', SMALL_MODEL, by);
  const fits = await Promise.all([1, 2, 3, 4].map(() => send('POST', `/v1/models/${id}/fit`, { dataset }, by)));
  assert.deepEqual(fits.map(({ statusCode }) => statusCode).sort(), [202, 202, 429, 429]);
  const refused = fits.find(({ statusCode }) => statusCode === 429);
  assert.equal(refused?.json().code, 'too_many_jobs_waiting');
  assert.equal(refused?.headers['retry-after'], '10');

  const paused = fits.find(({ statusCode }) => statusCode === 202)?.json().id;
  assert.equal((await send('POST', `/v1/jobs/${paused}/pause`, undefined, by)).statusCode, 200);
  await made(`/v1/models/${id}/fit`, { dataset }, by);
  assert.equal((await send('POST', `/v1/jobs/${paused}/resume`, undefined, by)).statusCode, 429);
  assert.equal((await usageOf(by)).jobs_waiting, 2);
});

test('datasets past their bytes are refused with 403, and nothing of them stays', async () => {
  const by = await fresh('bytes');
  const all = await Promise.all(Array.from({ length: 6 }, () => send('POST', '/v1/datasets', SMALL_DATASET, by)));
  // Four of 24 bytes fit into 100.
  assert.deepEqual(all.map(({ statusCode }) => statusCode).sort(), [201, 201, 201, 201, 403, 403]);
  assert.equal(all.find(({ statusCode }) => statusCode === 403)?.json().code, 'dataset_quota_exceeded');
  assert.equal((await usageOf(by)).dataset_bytes, 96);
  const first = all.find(({ statusCode }) => statusCode === 201)?.json().id;
  assert.equal((await send('DELETE', `/v1/datasets/${first}`, undefined, by)).statusCode, 204);
  await made('/v1/datasets', SMALL_DATASET, by);
});

test('a project whose checkpoints have reached their bytes starts no more fits', async () => {
  const by = await fresh('checkpoints');
  const dataset = await made('/v1/datasets', SMALL_DATASET, by);
  const id = await made('/v1/models', SMALL_MODEL, by);
  const job = await made(`/v1/models/${id}/fit`, { dataset }, by);
  await database.pool.query(
    `INSERT INTO checkpoints (job_id, epoch, size_bytes, sha256, state, metrics) VALUES ($1, 1, 1000, '', '{}', '{}')`,
    [job],
  );
  const refused = await send('POST', `/v1/models/${id}/fit`, { dataset }, by);
  assert.deepEqual([refused.statusCode, refused.json().code], [403, 'checkpoint_quota_exceeded']);
  assert.equal((await usageOf(by)).checkpoint_bytes, 1000);
});

interface Audited {
  readonly key: string;
  readonly request_id: string;
  readonly method: string;
  readonly route: string;
  readonly resource: string;
  readonly outcome: string;
}

test('what changes something, or tries to, is in the audit log with its key, and what only looks is not', async () => {
  const { key: secret, stored } = await keys.create('auditor', 'audited');
  const by = `Bearer ${secret}`;
  const narrow = await keys.create('reader', 'audited', { scopes: ['read'] });
  const created = await send('POST', '/v1/models', { ...SMALL_MODEL, name: 'do-not-tell' }, by);
  const id = created.json().id;
  await send('GET', '/v1/models', undefined, by);
  await send('DELETE', `/v1/models/${id}`, undefined, `Bearer ${narrow.key}`);
  await send('DELETE', `/v1/models/${id}`, undefined, by);
  await send('DELETE', `/v1/keys/${key}`, undefined, by);
  const made = (await send('POST', '/v1/keys', { name: 'more' }, by)).json();
  const entries = await waitFor('the audit log', async () => {
    const { data }: { data: Audited[] } = (await send('GET', '/v1/audit', undefined, by)).json();
    return data.length === 5 ? data : null;
  });
  assert.deepEqual(
    entries.map(({ key, method, route, resource, outcome }) => [key, method, route, resource, outcome]).reverse(),
    [
      [stored.id, 'POST', '/v1/models', `/v1/models/${id}`, 'done'],
      [narrow.stored.id, 'DELETE', '/v1/models/{id}', `/v1/models/${id}`, 'refused'],
      [stored.id, 'DELETE', '/v1/models/{id}', `/v1/models/${id}`, 'done'],
      [stored.id, 'DELETE', '/v1/keys/{id}', '/v1/keys/…', 'refused'],
      [stored.id, 'POST', '/v1/keys', `/v1/keys/${made.id}`, 'done'],
    ],
  );
  assert.equal(entries.at(-1)?.request_id, created.headers['x-request-id']);
  const { rows: all } = await database.pool.query('SELECT audit_entries::text AS text FROM audit_entries');
  for (const { text } of all) assert.doesNotMatch(text, /fsk_|do-not-tell/);

  const page = (await send('GET', '/v1/audit?limit=2', undefined, by)).json();
  assert.deepEqual([page.data.length, page.has_more], [2, true]);
  const rest = (await send('GET', `/v1/audit?limit=4&after=${page.data[1].id}`, undefined, by)).json();
  assert.deepEqual([rest.data.length, rest.has_more], [3, false]);
});
