import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inheritedEnvironment } from '../src/config.js';
import { openDatabase } from '../src/database/client.js';
import { migrate } from '../src/database/migrate.js';
import { commandJob } from '../src/jobs/job-control.js';
import { descendants, startEntry } from './launch/entry-process.js';
import { atEnd } from './support/cleanup.js';
import { silentLogger, testConfig } from './support/config.js';
import { startTestPostgres } from './support/postgres.js';
import { startTestRedis } from './support/redis.js';
import { waitFor } from './support/wait-for.js';
import { JobFixture } from './trainer/job-fixture.js';
import { environmentOf } from './trainer/processes.js';
import { workerSuite } from './worker-suite.js';

const SOON_MS = 120_000;
const workers = await workerSuite('postgres');

// What does not depend on the queue is tested once.

test('jobs go through Redis where it is set, and a Redis that loses everything loses no job', async () => {
  const redis = await startTestRedis();
  const worker = workers.start({ REDIS_URL: redis.url });
  const first = await workers.jobInTraining();
  await redis.kill();
  await workers.reaches(first, 'succeeded');
  assert.equal((await workers.fixture.job(first)).attempt, 1);
  await redis.start();
  const second = await workers.fixture.createJob();
  await workers.reaches(second, 'succeeded');
  await workers.endInOrder(worker);
});

test('TensorFlow and the credentials are never in the same process', async () => {
  const redis = await startTestRedis();
  const secrets = { REDIS_URL: redis.url, BOOTSTRAP_API_KEY: 'a-secret-of-twenty-characters' };
  const worker = workers.start(secrets);
  const id = await workers.jobInTraining({ epochs: 1000 });
  const trainer = await workers.trainerOf(worker);
  const engine = (await workers.fixture.job(id)).engine;
  const usesLibrary = async (pid: number) => (await readFile(`/proc/${pid}/maps`, 'utf8')).includes('libtensorflow');
  assert.equal(await usesLibrary(worker.pid), false);
  assert.equal(await usesLibrary(trainer), (engine as { backend: string }).backend === 'tensorflow');

  const environment = await environmentOf(trainer);
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'BOOTSTRAP_API_KEY', 'DATA_DIR']) {
    assert.equal(environment.has(name), false, name);
  }
  const values = [...environment.values()].join('\n');
  for (const secret of [workers.databaseUrl, ...Object.values(secrets)]) assert.equal(values.includes(secret), false);
  const commandLine = await readFile(`/proc/${trainer}/cmdline`, 'utf8');
  assert.equal(commandLine.includes('postgresql:'), false);

  await commandJob(workers.database, workers.fixture.projectId, id, 'cancel');
  await workers.reaches(id, 'cancelled');
  await workers.endInOrder(worker);
});

test('a Postgres that is restarted while a job trains costs no attempt', async () => {
  const postgres = await startTestPostgres();
  await migrate(postgres.connectionString, silentLogger);
  const own = openDatabase(testConfig(), postgres.connectionString, silentLogger);
  atEnd(own.close);
  const jobs = await JobFixture.create(own, workers.data);
  const worker = workers.start({ DATABASE_URL: postgres.connectionString, LEASE_MS: '30000' });
  const id = await jobs.createJob({ batch_size: 1, epochs: 6 });
  await waitFor('training', async () => (await jobs.epochs(id)).length > 0, SOON_MS);
  await postgres.stop();
  await postgres.start();
  await waitFor('success', async () => (await jobs.status(id)) === 'succeeded', SOON_MS);
  const job = await jobs.job(id);
  assert.deepEqual([job.attempt, job.infrastructure_failures], [1, 0]);
  assert.equal((await jobs.epochs(id)).length, 6);
  await workers.endInOrder(worker);
});

test('a worker with a concurrency of two trains two jobs at once, each in a process of its own', async () => {
  const worker = workers.start({ WORKER_CONCURRENCY: '2', ENGINE_THREADS: '1' });
  const ids = await Promise.all([workers.jobInTraining({ epochs: 1000 }), workers.jobInTraining({ epochs: 1000 })]);
  assert.equal((await descendants(worker.pid)).length, 2);
  for (const id of ids) await commandJob(workers.database, workers.fixture.projectId, id, 'pause');
  for (const id of ids) await workers.reaches(id, 'paused');
  assert.equal((await descendants(worker.pid)).length, 2);
  await workers.endInOrder(worker);
});

test('a worker ends in order when the process that forked it is gone', async () => {
  const modulePath = fileURLToPath(new URL('../src/worker.js', import.meta.url));
  const worker = fork(modulePath, [], {
    env: { ...inheritedEnvironment(), ...workers.settings, DATABASE_URL: workers.databaseUrl },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ended = once(worker, 'exit');
  worker.disconnect();
  assert.deepEqual(await ended, [0, null]);
});

test('by itself it says that it needs DATABASE_URL', async () => {
  const worker = startEntry('worker.js', [], { ...workers.settings });
  assert.equal(await worker.ended, 78);
  assert.match(worker.stderr(), /^fitserve: A worker by itself needs DATABASE_URL/);
});
