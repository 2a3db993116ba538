import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { commandJob } from '../src/jobs/job-control.js';
import { KeyRepository } from '../src/projects/key-repository.js';
import { KeyService } from '../src/projects/key-service.js';
import { descendants, stillRunning } from './launch/entry-process.js';
import { Workers } from './launch/workers.js';
import { silentLogger } from './support/config.js';
import { waitFor } from './support/wait-for.js';

const TAKEN_MS = 120_000;

/** What must hold of workers as processes, whichever queue rings them. @returns the workers, for what else is to be tested. */
export async function workerSuite(queue: 'postgres' | 'redis'): Promise<Workers> {
  const workers = await Workers.open(queue);

  test('a worker takes what waits in the outbox, trains it, and ends in order leaving nothing behind', async () => {
    const id = await workers.fixture.createJob();
    const worker = workers.start({ WORKER_PORT: '0' });
    await workers.reaches(id, 'succeeded');
    assert.equal(await workers.fixture.outbox(id), 0);
    assert.deepEqual(await workers.fixture.events(id), [
      ...['queued', 'running', 'epoch', 'checkpoint', 'epoch', 'checkpoint', 'epoch', 'checkpoint', 'succeeded'],
    ]);
    assert.match(worker.stderr(), /"engine":\{"backend":"/);
    const url = await waitFor('its port', () => /"url":"(http:[^"]+)"/.exec(worker.stderr())?.[1], TAKEN_MS);
    const keys = new KeyService(new KeyRepository(workers.database), silentLogger);
    const { key } = await keys.create('prometheus', 'any', { scopes: ['admin'] });
    const ask = (path: string, authorization = '') => fetch(new URL(path, url), { headers: { authorization } });
    const statuses = await Promise.all(['/livez', '/readyz', '/metrics'].map(async (path) => (await ask(path)).status));
    assert.deepEqual(statuses, [200, 200, 401]);
    const figures = await (await ask('/metrics', `Bearer ${key}`)).text();
    assert.match(figures, /^fitserve_worker_attempts_total\{ending="succeeded"\} 1$/m);
    assert.match(figures, /^fitserve_training_process_resident_bytes\{process="0"\} \d{8,}$/m);
    await workers.endInOrder(worker);
    assert.deepEqual(await readdir(join(workers.dataDir, 'scratch')), []);
  });

  test('SIGTERM in the middle of a job hands it back, and the next worker ends it with the bytes of an undisturbed job', async () => {
    const first = workers.start();
    const id = await workers.jobInTraining();
    await workers.endInOrder(first);
    const job = await workers.fixture.job(id);
    assert.deepEqual([job.status, job.worker_id, job.infrastructure_failures], ['queued', null, 0]);

    const second = workers.start();
    await workers.reaches(id, 'succeeded');
    assert.equal((await workers.fixture.job(id)).attempt, 2);
    assert.deepEqual(await workers.fixture.epochs(id), await workers.undisturbedEpochs());
    await workers.endInOrder(second);
  });

  test('a worker that is killed takes its child along, and another one goes on after the lease', async () => {
    const first = workers.start();
    const id = await workers.jobInTraining();
    const children = await descendants(first.pid);
    assert.equal(children.length, 1);
    first.signal('SIGKILL');
    await first.ended;
    await waitFor('the end of its child', async () => (await stillRunning(children)).length === 0);
    assert.equal(await workers.fixture.status(id), 'running');

    const second = workers.start();
    await workers.reaches(id, 'succeeded');
    const job = await workers.fixture.job(id);
    assert.deepEqual([job.attempt, job.infrastructure_failures], [2, 0]);
    assert.deepEqual(await workers.fixture.epochs(id), await workers.undisturbedEpochs());
    await workers.endInOrder(second);
  });

  test('a worker that slept through its lease writes nothing when it wakes up', async () => {
    const sleeper = workers.start();
    const id = await workers.jobInTraining({ epochs: 30 });
    const [child] = await descendants(sleeper.pid);
    sleeper.signal('SIGSTOP');
    const other = workers.start();
    await waitFor('the other worker', async () => (await workers.fixture.job(id)).attempt === 2, TAKEN_MS);
    sleeper.signal('SIGCONT');
    await waitFor('its child to end', async () => child && (await stillRunning([child])).length === 0);
    const { worker_id } = await workers.fixture.job(id);
    await commandJob(workers.database, workers.fixture.projectId, id, 'cancel');
    await workers.reaches(id, 'cancelled');
    assert.match(sleeper.stderr(), /the claim is lost/);
    assert.ok(other.stderr().includes(String(worker_id)));
    // Each epoch once, and no status of the sleeper's.
    const events = await workers.fixture.events(id);
    assert.deepEqual(
      events.filter((kind) => kind !== 'epoch' && kind !== 'checkpoint'),
      ['queued', 'running', 'running', 'running', 'cancelled'],
    );
    const epochs = (await workers.fixture.epochs(id)).map(({ epoch }) => epoch);
    assert.equal(events.filter((kind) => kind === 'epoch').length, epochs.length);
    await workers.endInOrder(sleeper);
    await workers.endInOrder(other);
  });

  return workers;
}
