import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inheritedEnvironment } from '../src/config.js';
import { openDatabase } from '../src/database/client.js';
import { migrate } from '../src/database/migrate.js';
import { commandJob } from '../src/jobs/job-control.js';
import { descendants, type EntryProcess, startEntry, stillRunning } from './launch/entry-process.js';
import { atEnd } from './support/cleanup.js';
import { silentLogger, testConfig } from './support/config.js';
import { createTestDatabase, startTestPostgres } from './support/postgres.js';
import { startTestRedis } from './support/redis.js';
import { temporaryFolder } from './support/temporary-folder.js';
import { waitFor } from './support/wait-for.js';
import { JobFixture } from './trainer/job-fixture.js';
import { environmentOf } from './trainer/processes.js';
import { smallData } from './trainer/small-fit.js';

const TRAINED_MS = 120_000;
/** What must hold of workers as processes, whichever queue rings them. */
export async function workerSuite(queue: 'postgres' | 'redis'): Promise<void> {
  const queueSettings = queue === 'redis' ? { REDIS_URL: (await startTestRedis()).url } : {};
  const DATA_DIR = await temporaryFolder();
  /** A lease so short that a test need not wait for it, and quick looks at everything. */
  const SETTINGS = {
    DATA_DIR,
    LOG_LEVEL: 'info',
    LEASE_MS: '5000',
    HEARTBEAT_MS: '200',
    RETRY_FIRST_MS: '10',
    PROGRESS_INTERVAL_MS: '20',
    RELAY_INTERVAL_MS: '200',
    RECONCILE_INTERVAL_MS: '300',
  };
  const DATABASE_URL = await createTestDatabase();
  const database = openDatabase(testConfig(), DATABASE_URL, silentLogger);
  atEnd(database.close);
  const data = smallData(20_000);
  const fixture = await JobFixture.create(database, data);

  function startWorker(settings: Readonly<Record<string, string>> = {}): EntryProcess {
    return startEntry('worker.js', [], { ...SETTINGS, DATABASE_URL, ...queueSettings, ...settings });
  }

  /** Resolves when the job has the status; the reason why it cannot come is in the worker's log. */
  function reaches(id: string, status: string): Promise<unknown> {
    return waitFor(`${id} to be ${status}`, async () => (await fixture.status(id)) === status, TRAINED_MS);
  }

  /** A job of 16,000 steps an epoch that is somewhere after its first epoch. */
  async function jobInTraining(fit: Readonly<Record<string, unknown>> = { epochs: 4 }): Promise<string> {
    const id = await fixture.createJob({ batch_size: 1, ...fit });
    await waitFor('training', async () => (await fixture.epochs(id)).length > 0, TRAINED_MS);
    return id;
  }

  async function trainerOf({ pid }: EntryProcess): Promise<number> {
    const children = await descendants(pid);
    assert.equal(children.length, 1, JSON.stringify(children));
    return children[0]?.pid ?? 0;
  }

  async function endInOrder(worker: EntryProcess): Promise<void> {
    const children = await descendants(worker.pid);
    worker.signal('SIGTERM');
    assert.equal(await worker.ended, 0, worker.stderr());
    assert.deepEqual(await stillRunning(children), []);
  }

  test('a worker takes what waits in the outbox, trains it, and ends in order leaving nothing behind', async () => {
    const id = await fixture.createJob();
    const worker = startWorker();
    await reaches(id, 'succeeded');
    assert.equal(await fixture.outbox(id), 0);
    assert.deepEqual(await fixture.events(id), [
      ...['queued', 'running', 'epoch', 'checkpoint', 'epoch', 'checkpoint', 'epoch', 'checkpoint', 'succeeded'],
    ]);
    assert.match(worker.stderr(), /"engine":\{"backend":"/);
    await endInOrder(worker);
    assert.deepEqual(await readdir(join(DATA_DIR, 'scratch')), []);
  });

  test('jobs go through Redis where it is set, and a Redis that loses everything loses no job', async () => {
    const redis = await startTestRedis();
    const worker = startWorker({ REDIS_URL: redis.url });
    const first = await jobInTraining();
    await redis.kill();
    await reaches(first, 'succeeded');
    assert.equal((await fixture.job(first)).attempt, 1);
    await redis.start();
    const second = await fixture.createJob();
    await reaches(second, 'succeeded');
    await endInOrder(worker);
  });

  test('TensorFlow and the credentials are never in the same process', async () => {
    const redis = await startTestRedis();
    const secrets = { REDIS_URL: redis.url, BOOTSTRAP_API_KEY: 'a-secret-of-twenty-characters' };
    const worker = startWorker(secrets);
    const id = await jobInTraining({ epochs: 1000 });
    const trainer = await trainerOf(worker);
    const engine = (await fixture.job(id)).engine;
    const usesLibrary = async (pid: number) => (await readFile(`/proc/${pid}/maps`, 'utf8')).includes('libtensorflow');
    assert.equal(await usesLibrary(worker.pid), false);
    assert.equal(await usesLibrary(trainer), (engine as { backend: string }).backend === 'tensorflow');

    const environment = await environmentOf(trainer);
    for (const name of ['DATABASE_URL', 'REDIS_URL', 'BOOTSTRAP_API_KEY', 'DATA_DIR']) {
      assert.equal(environment.has(name), false, name);
    }
    const values = [...environment.values()].join('\n');
    for (const secret of [DATABASE_URL, ...Object.values(secrets)]) assert.equal(values.includes(secret), false);
    const commandLine = await readFile(`/proc/${trainer}/cmdline`, 'utf8');
    assert.equal(commandLine.includes('postgresql:'), false);

    await commandJob(database, fixture.projectId, id, 'cancel');
    await reaches(id, 'cancelled');
    await endInOrder(worker);
  });

  test('SIGTERM in the middle of a job hands it back, and the next worker ends it with the bytes of an undisturbed job', async () => {
    const first = startWorker();
    const id = await jobInTraining();
    await endInOrder(first);
    const job = await fixture.job(id);
    assert.deepEqual([job.status, job.worker_id, job.infrastructure_failures], ['queued', null, 0]);

    const undisturbed = await fixture.createJob({ batch_size: 1, epochs: 4 });
    const second = startWorker();
    await reaches(id, 'succeeded');
    await reaches(undisturbed, 'succeeded');
    assert.equal((await fixture.job(id)).attempt, 2);
    assert.deepEqual(await fixture.epochs(id), await fixture.epochs(undisturbed));
    await endInOrder(second);
  });

  test('a worker that is killed takes its child along, and another one goes on after the lease', async () => {
    const first = startWorker();
    const id = await jobInTraining();
    const children = await descendants(first.pid);
    assert.equal(children.length, 1);
    first.signal('SIGKILL');
    await first.ended;
    await waitFor('the end of its child', async () => (await stillRunning(children)).length === 0);
    assert.equal(await fixture.status(id), 'running');

    const second = startWorker();
    await reaches(id, 'succeeded');
    const job = await fixture.job(id);
    assert.deepEqual([job.attempt, job.infrastructure_failures], [2, 0]);
    const undisturbed = await fixture.createJob({ batch_size: 1, epochs: 4 });
    await reaches(undisturbed, 'succeeded');
    assert.deepEqual(await fixture.epochs(id), await fixture.epochs(undisturbed));
    await endInOrder(second);
  });

  test('a worker that slept through its lease writes nothing when it wakes up', async () => {
    const sleeper = startWorker();
    const id = await jobInTraining({ epochs: 30 });
    const [child] = await descendants(sleeper.pid);
    sleeper.signal('SIGSTOP');
    const other = startWorker();
    await waitFor('the other worker', async () => (await fixture.job(id)).attempt === 2, TRAINED_MS);
    sleeper.signal('SIGCONT');
    await waitFor('its child to end', async () => child && (await stillRunning([child])).length === 0);
    const { worker_id } = await fixture.job(id);
    await commandJob(database, fixture.projectId, id, 'cancel');
    await reaches(id, 'cancelled');
    assert.match(sleeper.stderr(), /the claim is lost/);
    assert.ok(other.stderr().includes(String(worker_id)));
    // Each epoch once, and no status of the sleeper's.
    const events = await fixture.events(id);
    assert.deepEqual(
      events.filter((kind) => kind !== 'epoch' && kind !== 'checkpoint'),
      ['queued', 'running', 'running', 'running', 'cancelled'],
    );
    const epochs = (await fixture.epochs(id)).map(({ epoch }) => epoch);
    assert.equal(events.filter((kind) => kind === 'epoch').length, epochs.length);
    await endInOrder(sleeper);
    await endInOrder(other);
  });

  test('a Postgres that is restarted while a job trains costs no attempt', async () => {
    const postgres = await startTestPostgres();
    await migrate(postgres.connectionString, silentLogger);
    const own = openDatabase(testConfig(), postgres.connectionString, silentLogger);
    atEnd(own.close);
    const jobs = await JobFixture.create(own, data);
    const worker = startWorker({ DATABASE_URL: postgres.connectionString, LEASE_MS: '30000' });
    const id = await jobs.createJob({ batch_size: 1, epochs: 6 });
    await waitFor('training', async () => (await jobs.epochs(id)).length > 0, TRAINED_MS);
    await postgres.stop();
    await postgres.start();
    await waitFor('success', async () => (await jobs.status(id)) === 'succeeded', TRAINED_MS);
    const job = await jobs.job(id);
    assert.deepEqual([job.attempt, job.infrastructure_failures], [1, 0]);
    assert.equal((await jobs.epochs(id)).length, 6);
    await endInOrder(worker);
  });

  test('a worker with a concurrency of two trains two jobs at once, each in a process of its own', async () => {
    const worker = startWorker({ WORKER_CONCURRENCY: '2', ENGINE_THREADS: '1' });
    const ids = await Promise.all([jobInTraining({ epochs: 1000 }), jobInTraining({ epochs: 1000 })]);
    assert.equal((await descendants(worker.pid)).length, 2);
    for (const id of ids) await commandJob(database, fixture.projectId, id, 'pause');
    for (const id of ids) await reaches(id, 'paused');
    assert.equal((await descendants(worker.pid)).length, 2);
    await endInOrder(worker);
  });

  test('a worker ends in order when the process that forked it is gone', async () => {
    const modulePath = fileURLToPath(new URL('../src/worker.js', import.meta.url));
    const worker = fork(modulePath, [], {
      env: { ...inheritedEnvironment(), ...SETTINGS, DATABASE_URL },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const ended = once(worker, 'exit');
    worker.disconnect();
    assert.deepEqual(await ended, [0, null]);
  });

  test('by itself it says that it needs DATABASE_URL', async () => {
    const worker = startEntry('worker.js', [], { ...SETTINGS });
    assert.equal(await worker.ended, 78);
    assert.match(worker.stderr(), /^fitserve: A worker by itself needs DATABASE_URL/);
  });
}
