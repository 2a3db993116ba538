import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CachedDataset } from '../../src/database/dataset-cache.js';
import { commandJob } from '../../src/jobs/job-control.js';
import type { AttemptStore } from '../../src/trainer/attempt-store.js';
import { testDatabase } from '../support/postgres.js';
import { waitFor } from '../support/wait-for.js';
import { JobFixture, type StoredEpoch } from './job-fixture.js';
import { gone } from './processes.js';
import { smallData } from './small-fit.js';
import { Supervision } from './supervised.js';

const ROWS = 20_000;
/** 16,000 steps an epoch: long enough, at the speed of compiled steps, for several reports of progress in each. */
const LONG_EPOCHS = { batch_size: 1 };
const database = await testDatabase();
const data = smallData(ROWS);
const fixture = await JobFixture.create(database, data);
const supervision = await Supervision.open(database);

/** What a job of three long epochs leaves when nothing disturbs it. */
let undisturbed: Promise<StoredEpoch[]> | undefined;
function undisturbedEpochs(): Promise<StoredEpoch[]> {
  undisturbed ??= (async () => {
    const id = await fixture.createJob(LONG_EPOCHS);
    await supervision.supervisor().run(id);
    assert.equal(await fixture.status(id), 'succeeded');
    return fixture.epochs(id);
  })();
  return undisturbed;
}

const ask = (id: string, command: 'cancel' | 'pause' | 'resume') =>
  commandJob(database, fixture.projectId, id, command);

test('a child killed in the middle of an epoch costs that epoch only, and the bytes are those of an undisturbed job', async () => {
  const id = await fixture.createJob(LONG_EPOCHS);
  await supervision.supervisor({}, { store: supervision.inTheMiddleOf(2, supervision.killChild) }).run(id);
  const broken = await fixture.job(id);
  assert.deepEqual([broken.status, broken.attempt, broken.infrastructure_failures], ['queued', 1, 1]);
  assert.equal(await fixture.outbox(id), 2);
  assert.equal((await fixture.epochs(id)).length, 1);
  await supervision.supervisor().run(id);
  const job = await fixture.job(id);
  assert.deepEqual([job.status, job.attempt, job.infrastructure_failures], ['succeeded', 2, 0]);
  assert.deepEqual(await fixture.epochs(id), await undisturbedEpochs());
  const told = (epochs: number) => Array.from({ length: epochs }, () => ['epoch', 'checkpoint']).flat();
  assert.deepEqual(await fixture.events(id), [
    ...['queued', 'running', ...told(1), 'queued', 'running'],
    ...[...told(2), 'succeeded'],
  ]);
});

test('an attempt whose job another one has taken writes nothing more and ends its child', async () => {
  const id = await fixture.createJob(LONG_EPOCHS);
  let taken: unknown;
  const takeIt = async () => {
    await database.pool.query(`UPDATE jobs SET lease_until = now() - interval '1 s' WHERE id = $1`, [id]);
    await supervision.store.claim(id, 'worker-2', 60_000);
    taken = { job: await fixture.job(id), epochs: await fixture.epochs(id), events: await fixture.events(id) };
  };
  await supervision.supervisor({}, { store: supervision.inTheMiddleOf(2, takeIt) }).run(id);
  await gone(supervision.childPid);
  assert.deepEqual(
    { job: await fixture.job(id), epochs: await fixture.epochs(id), events: await fixture.events(id) },
    taken,
  );
  const { attempt, worker_id } = await fixture.job(id);
  assert.deepEqual([attempt, worker_id], [2, 'worker-2']);
  assert.deepEqual(await supervision.leftovers(), []);
});

test('an epoch that is done when the claim is lost is not written', async () => {
  const id = await fixture.createJob(LONG_EPOCHS);
  const store: Partial<AttemptStore> = {
    recordEpoch: async (jobId, attempt, epoch) => {
      await database.pool.query(`UPDATE jobs SET lease_until = now() - interval '1 s' WHERE id = $1`, [id]);
      await supervision.store.claim(jobId, 'worker-2', 60_000);
      return supervision.store.recordEpoch(jobId, attempt, epoch);
    },
  };
  await supervision.supervisor({ HEARTBEAT_MS: '60000', LEASE_MS: '180000' }, { store }).run(id);
  assert.deepEqual(await fixture.epochs(id), []);
  assert.deepEqual(await fixture.events(id), ['queued', 'running', 'running']);
  await gone(supervision.childPid);
});

test('a cancelled job ends soon: in the epoch in hand or the next', async () => {
  const id = await fixture.createJob({ ...LONG_EPOCHS, epochs: 1000 });
  await supervision.supervisor({}, { store: supervision.inTheMiddleOf(2, () => ask(id, 'cancel')) }).run(id);
  const job = await fixture.job(id);
  assert.deepEqual([job.status, job.stop_requested, job.error], ['cancelled', null, null]);
  assert.ok(job.finished_at instanceof Date);
  assert.ok((await fixture.epochs(id)).length <= 2);
  assert.equal((await fixture.events(id)).at(-1), 'cancelled');
});

test('a job that is paused and resumed ends with the bytes of an undisturbed one', async () => {
  const id = await fixture.createJob(LONG_EPOCHS);
  await supervision.supervisor({}, { store: supervision.inTheMiddleOf(2, () => ask(id, 'pause')) }).run(id);
  const paused = await fixture.job(id);
  assert.deepEqual([paused.status, paused.stop_requested, paused.finished_at], ['paused', null, null]);
  // The epoch in hand is kept where it stands.
  const done = (await fixture.epochs(id)).length;
  const point = await fixture.resumePoint(id);
  assert.deepEqual([done, point?.epoch], [1, 1]);
  assert.ok(Number(point?.step) > 0 && Number(point?.step) <= 16_000, `${point?.step}`);
  await supervision.supervisor().run(id);
  assert.equal(await fixture.status(id), 'paused');

  await ask(id, 'resume');
  await supervision.supervisor().run(id);
  assert.equal(await fixture.status(id), 'succeeded');
  assert.deepEqual(await fixture.epochs(id), await undisturbedEpochs());
  assert.equal(await fixture.resumePoint(id), undefined);
});

test('a request to stop is heard by notification, without waiting for the next heartbeat', async () => {
  const id = await fixture.createJob({ ...LONG_EPOCHS, epochs: 1000 });
  let changed: () => void = () => undefined;
  const askAndTell = async () => {
    await ask(id, 'cancel');
    changed();
  };
  const watchJob = (jobId: string, listener: () => void) => {
    assert.equal(jobId, id);
    changed = listener;
    return () => {
      changed = () => assert.fail('nobody listens any more');
    };
  };
  await supervision
    .supervisor(
      { HEARTBEAT_MS: '25000', LEASE_MS: '75000' },
      { store: supervision.inTheMiddleOf(2, askAndTell), watchJob },
    )
    .run(id);
  assert.equal(await fixture.status(id), 'cancelled');
});

test('a worker that stops hands its job back, and the next one ends it with the bytes of an undisturbed job', async () => {
  const id = await fixture.createJob(LONG_EPOCHS);
  let stopped: Promise<void> | undefined;
  const store = supervision.inTheMiddleOf(2, async () => {
    stopped = supervisor.stop();
  });
  const supervisor = supervision.supervisor({}, { store });
  await supervisor.run(id);
  await stopped;
  const job = await fixture.job(id);
  assert.deepEqual(
    [job.status, job.worker_id, job.lease_until, job.infrastructure_failures],
    ['queued', null, null, 0],
  );
  assert.equal(await fixture.outbox(id), 2);
  await assert.rejects(supervisor.run(id), /The worker is stopping/);

  await supervision.supervisor().run(id);
  assert.equal(await fixture.status(id), 'succeeded');
  assert.deepEqual(await fixture.epochs(id), await undisturbedEpochs());
});

test('a job that is asked to stop while it waits for its data stops at once, and the data that comes late is given up', async () => {
  const id = await fixture.createJob();
  const late: ((copy: CachedDataset) => void)[] = [];
  let released = 0;
  const materialize = () => {
    void ask(id, 'cancel');
    return new Promise<CachedDataset>((resolve) => late.push(resolve));
  };
  await supervision.supervisor({}, { datasets: { materialize } }).run(id);
  assert.equal(await fixture.status(id), 'cancelled');
  late[0]?.({
    files: [],
    release: async () => {
      released += 1;
    },
  });
  await waitFor('the copy to be given up', () => released === 1);
});
