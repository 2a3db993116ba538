import assert from 'node:assert/strict';
import { test } from 'node:test';
import { datasetRoutes } from '../../src/datasets/dataset-routes.js';
import { jobRoutes } from '../../src/jobs/job-routes.js';
import { nextJob } from '../../src/jobs/turns.js';
import { modelRoutes } from '../../src/models/model-routes.js';
import { limitRequests } from '../../src/projects/limit-requests.js';
import { projectRoutes } from '../../src/projects/project-routes.js';
import { RateLimiter } from '../../src/projects/rate-limiter.js';
import { StoredTokens } from '../../src/projects/token-store.js';
import { commonApp } from '../http/common-app.js';
import { silentLogger, testConfig } from '../support/config.js';
import { testDatabase } from '../support/postgres.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { SMALL_DATASET, SMALL_MODEL } from './small-things.js';

const database = await testDatabase();
const config = testConfig({
  DATA_DIR: await temporaryFolder('limits'),
  PROJECT_MAX_WAITING: '100',
  PROJECT_DATASET_BYTES: '1000',
});
const {
  app,
  keys,
  authorization: operator,
} = await commonApp(database, async (app) => {
  const limiter = new RateLimiter(new StoredTokens(database.pool), silentLogger);
  limitRequests(app, { database: database.pool, config, limiter });
  await datasetRoutes(app, { config, database, logger: silentLogger });
  await modelRoutes(app, { config, database });
  await jobRoutes(app, { config, database });
  await projectRoutes(app, { config, database });
});

function send(method: 'GET' | 'POST' | 'PUT', url: string, by: string, payload?: object) {
  return app.inject({ method, url, headers: { authorization: by }, ...(payload === undefined ? {} : { payload }) });
}

async function fresh(name: string) {
  const { key, stored } = await keys.create(name, name);
  return { by: `Bearer ${key}`, id: stored.project.id, hash: stored.hash };
}

async function setLimits(id: string, limits: object) {
  const response = await send('PUT', `/v1/projects/${id}/limits`, operator, limits);
  assert.equal(response.statusCode, 200, response.body);
  return response.json();
}

test('the operator sets what a project may have: numbers, null for no limit, and what is left out as the settings say', async () => {
  const { id } = await fresh('chosen');
  const { limits } = await setLimits(id, { jobs_waiting: 3, dataset_bytes: null, requests_per_s: 7 });
  assert.deepEqual(limits, {
    jobs_waiting: 3,
    jobs_running: null,
    dataset_bytes: null,
    checkpoint_bytes: null,
    requests_per_s: 7,
  });
  assert.equal((await setLimits(id, {})).limits.dataset_bytes, 1000);
  const wrong = await send('PUT', `/v1/projects/${id}/limits`, operator, { jobs_waiting: 0, jobs: 1 });
  assert.equal(wrong.statusCode, 422);
});

test("a project's own admin sees its limits and sets none, of its own or of others", async () => {
  const [own, other] = [await fresh('own'), await fresh('other')];
  const refused = await send('PUT', `/v1/projects/${own.id}/limits`, own.by, {});
  assert.deepEqual([refused.statusCode, refused.json().code], [403, 'not_operator']);
  assert.equal((await send('PUT', `/v1/projects/${other.id}/limits`, own.by, {})).statusCode, 404);
  const seen = (await send('GET', '/v1/projects', own.by)).json();
  assert.deepEqual([seen.data.map(({ id }: { id: string }) => id), seen.has_more], [[own.id], false]);
});

test('the operator sees all projects, page by page', async () => {
  const made = [await fresh('p1'), await fresh('p2'), await fresh('p3')].map(({ id }) => id).reverse();
  const first = (await send('GET', '/v1/projects?limit=2', operator)).json();
  assert.deepEqual([first.data.map(({ id }: { id: string }) => id), first.has_more], [made.slice(0, 2), true]);
  const next = (await send('GET', `/v1/projects?limit=1&after=${made[1]}`, operator)).json();
  assert.equal(next.data[0].id, made[2]);
});

test('the limits of its row hold for a project, and its answers tell what is left', async () => {
  const { by, id } = await fresh('held');
  await setLimits(id, { dataset_bytes: 50, jobs_waiting: 1 });
  const first = await send('POST', '/v1/datasets', by, SMALL_DATASET);
  assert.equal(first.statusCode, 201);
  assert.equal(first.headers['ratelimit-policy'], '"dataset-bytes";q=50;qu="content-bytes"');
  assert.equal(first.headers.ratelimit, '"dataset-bytes";r=26');
  assert.equal((await send('POST', '/v1/datasets', by, SMALL_DATASET)).statusCode, 201);
  const refused = await send('POST', '/v1/datasets', by, SMALL_DATASET);
  assert.deepEqual([refused.statusCode, refused.headers.ratelimit], [403, '"dataset-bytes";r=2']);

  const made = await send('POST', '/v1/models', by, SMALL_MODEL);
  const fit = () => send('POST', `/v1/models/${made.json().id}/fit`, by, { dataset: first.json().id });
  const accepted = await fit();
  assert.deepEqual([accepted.statusCode, accepted.headers.ratelimit], [202, '"jobs-waiting";r=0']);
  assert.equal((await fit()).statusCode, 429);
  await setLimits(id, { jobs_waiting: null });
  assert.equal((await fit()).statusCode, 202);
});

test('a project trains as many jobs at once as its row says, whatever the setting', async () => {
  await database.pool.query("UPDATE jobs SET status = 'cancelled'");
  const { by, id } = await fresh('running');
  const dataset = (await send('POST', '/v1/datasets', by, SMALL_DATASET)).json().id;
  const made = (await send('POST', '/v1/models', by, SMALL_MODEL)).json().id;
  for (let job = 0; job < 2; job++) await send('POST', `/v1/models/${made}/fit`, by, { dataset });
  const first = await nextJob(database.pool, 0);
  await database.pool.query("UPDATE jobs SET status = 'running' WHERE id = $1", [first]);
  assert.notEqual(await nextJob(database.pool, 0), null);
  await setLimits(id, { jobs_running: 1 });
  assert.equal(await nextJob(database.pool, 0), null);
  assert.equal(await nextJob(database.pool, 5), null);
  await setLimits(id, { jobs_running: null });
  assert.notEqual(await nextJob(database.pool, 1), null);
});

test('requests past the rate of a project are refused with 429, and the others are told what is left', async () => {
  const { by, id, hash } = await fresh('fast');
  const { by: slow } = await fresh('slow');
  await setLimits(id, { requests_per_s: 20 });
  keys.forget(hash);
  const started = performance.now();
  const answers = await Promise.all(Array.from({ length: 100 }, () => send('GET', '/v1/models', by)));
  const seconds = (performance.now() - started) / 1000;
  const allowed = answers.filter(({ statusCode }) => statusCode === 200);
  const refused = answers.filter(({ statusCode }) => statusCode === 429);
  assert.equal(allowed.length + refused.length, 100);
  assert.ok(allowed.length >= 20 && allowed.length <= 20 * (seconds + 1) + 2, `${allowed.length} in ${seconds} s`);
  assert.equal(refused[0]?.json().code, 'too_many_requests');
  assert.equal(refused[0]?.headers['retry-after'], '1');
  assert.equal(allowed[0]?.headers['ratelimit-policy'], '"requests";q=20;w=1');
  assert.match(String(allowed[0]?.headers.ratelimit), /^"requests";r=\d+;t=1$/);
  assert.equal((await send('GET', '/v1/models', slow)).statusCode, 200);
});
