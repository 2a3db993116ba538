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

const ROWS = 5_000;
/** 4,000 steps an epoch: long enough for several reports of progress in each. */
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

/** Calls `then` once, when progress in the middle of this epoch is about to be written. */
function inTheMiddleOf(epoch: number, then: () => Promise<unknown>): Partial<AttemptStore> {
  let called = false;
  return {
    recordProgress: async (jobId, attempt, progress, metrics) => {
      if (!called && progress.epoch === epoch && progress.step < progress.steps) {
        called = true;
        await then();
      }
      return supervision.store.recordProgress(jobId, attempt, progress, metrics);
    },
  };
}

/** Calls `then` when a child is there and has not begun. */
function beforeTraining(then: () => Promise<unknown>): Partial<AttemptStore> {
  return {
    recordEngine: async (...values) => {
      await then();
      return supervision.store.recordEngine(...values);
    },
  };
}

const killChild = async () => process.kill(supervision.childPid, 'SIGKILL');
const ask = (id: string, command: 'cancel' | 'pause' | 'resume') =>
  commandJob(database, fixture.projectId, id, command);

test('a delivery takes a job to its end: an epoch row, a checkpoint and two events each epoch, nothing else', async () => {
  const id = await fixture.createJob();
  await supervision.supervisor().run(id);
  const job = await fixture.job(id);
  assert.deepEqual(
    [job.status, job.attempt, job.final_epoch, job.error, job.worker_id, job.lease_until, job.infrastructure_failures],
    ['succeeded', 1, 3, null, null, null, 0],
  );
  assert.deepEqual(job.progress, { epoch: 3, epochs: 3, step: 125, steps: 125, fraction: 1, eta_s: 0 });
  assert.deepEqual(
    (await fixture.epochs(id)).map(({ epoch, metrics, sha256 }) => [
      epoch,
      Object.keys(metrics as object),
      sha256.length,
    ]),
    [1, 2, 3].map((epoch) => [epoch, ['loss', 'accuracy', 'val_loss', 'val_accuracy'], 64]),
  );
  assert.deepEqual(await fixture.events(id), [
    ...['queued', 'running'],
    ...['epoch', 'checkpoint', 'epoch', 'checkpoint', 'epoch', 'checkpoint'],
    'succeeded',
  ]);
  assert.equal(job.last_event_id, 9);
  assert.deepEqual(await supervision.leftovers(), []);
});

test('a delivery of a job that has ended, or that another worker has, changes nothing', async () => {
  const ended = await fixture.createJob({ epochs: 1 });
  await supervision.supervisor().run(ended);
  const held = await fixture.createJob();
  await supervision.store.claim(held, 'worker-2', 60_000);
  for (const id of [ended, held]) {
    const before = await fixture.job(id);
    await supervision.supervisor().run(id);
    assert.deepEqual(await fixture.job(id), before);
  }
});

test('two jobs with the same seed end with the same bytes', async () => {
  const [first, second] = [await fixture.createJob(), await fixture.createJob()];
  await supervision.supervisor().run(first);
  await supervision.supervisor().run(second);
  assert.deepEqual(await fixture.epochs(first), await fixture.epochs(second));
});

test('a child killed in the middle of an epoch costs that epoch only, and the bytes are those of an undisturbed job', async () => {
  const id = await fixture.createJob(LONG_EPOCHS);
  await supervision.supervisor({}, { store: inTheMiddleOf(2, killChild) }).run(id);
  const broken = await fixture.job(id);
  assert.deepEqual([broken.status, broken.attempt, broken.infrastructure_failures], ['queued', 1, 1]);
  assert.equal(await fixture.outbox(id), 2);
  const done = (await fixture.epochs(id)).length;
  assert.ok(done === 1 || done === 2, `${done} epochs`);
  await supervision.supervisor().run(id);
  const job = await fixture.job(id);
  assert.deepEqual([job.status, job.attempt, job.infrastructure_failures], ['succeeded', 2, 0]);
  assert.deepEqual(await fixture.epochs(id), await undisturbedEpochs());
  const told = (epochs: number) => Array.from({ length: epochs }, () => ['epoch', 'checkpoint']).flat();
  assert.deepEqual(await fixture.events(id), [
    ...['queued', 'running', ...told(done), 'queued', 'running'],
    ...[...told(3 - done), 'succeeded'],
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
  await supervision.supervisor({}, { store: inTheMiddleOf(2, takeIt) }).run(id);
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
  await supervision.supervisor({ HEARTBEAT_MS: '60000' }, { store }).run(id);
  assert.deepEqual(await fixture.epochs(id), []);
  assert.deepEqual(await fixture.events(id), ['queued', 'running', 'running']);
  await gone(supervision.childPid);
});

test('a cancelled job ends soon: in the epoch in hand or the next', async () => {
  const id = await fixture.createJob({ ...LONG_EPOCHS, epochs: 1000 });
  await supervision.supervisor({}, { store: inTheMiddleOf(2, () => ask(id, 'cancel')) }).run(id);
  const job = await fixture.job(id);
  assert.deepEqual([job.status, job.stop_requested, job.error], ['cancelled', null, null]);
  assert.ok(job.finished_at instanceof Date);
  assert.ok((await fixture.epochs(id)).length <= 2);
  assert.equal((await fixture.events(id)).at(-1), 'cancelled');
});

test('a job that is paused and resumed ends with the bytes of an undisturbed one', async () => {
  const id = await fixture.createJob(LONG_EPOCHS);
  await supervision.supervisor({}, { store: inTheMiddleOf(2, () => ask(id, 'pause')) }).run(id);
  const paused = await fixture.job(id);
  assert.deepEqual([paused.status, paused.stop_requested, paused.finished_at], ['paused', null, null]);
  assert.ok((await fixture.epochs(id)).length <= 2);
  await supervision.supervisor().run(id);
  assert.equal(await fixture.status(id), 'paused');

  await ask(id, 'resume');
  await supervision.supervisor().run(id);
  assert.equal(await fixture.status(id), 'succeeded');
  assert.deepEqual(await fixture.epochs(id), await undisturbedEpochs());
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
  await supervision.supervisor({ HEARTBEAT_MS: '25000' }, { store: inTheMiddleOf(2, askAndTell), watchJob }).run(id);
  assert.equal(await fixture.status(id), 'cancelled');
});

test('a worker that stops hands its job back, and the next one ends it with the bytes of an undisturbed job', async () => {
  const id = await fixture.createJob(LONG_EPOCHS);
  let stopped: Promise<void> | undefined;
  const store = inTheMiddleOf(2, async () => {
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

test("the job's own error is final at the first attempt", async () => {
  const id = await fixture.createJob();
  await database.pool.query(`UPDATE jobs SET fit = fit || '{"validation_split": 0.9999}' WHERE id = $1`, [id]);
  await supervision.supervisor().run(id);
  const job = await fixture.job(id);
  assert.deepEqual([job.status, job.attempt, job.infrastructure_failures], ['failed', 1, 0]);
  assert.deepEqual(job.error, { code: 'no_rows', detail: 'validation_split leaves no rows to train on' });
});

test('a job that fails by the infrastructure again and again is tried MAX_ATTEMPTS times and then fails', async () => {
  const id = await fixture.createJob({ ...LONG_EPOCHS, epochs: 1000 });
  const tries = [];
  for (let attempt = 1; attempt <= 4; attempt++) {
    await supervision.supervisor({ MAX_ATTEMPTS: '3' }, { store: beforeTraining(killChild) }).run(id);
    const { status, attempt: made, infrastructure_failures } = await fixture.job(id);
    tries.push([status, made, infrastructure_failures]);
  }
  assert.deepEqual(tries, [
    ['queued', 1, 1],
    ['queued', 2, 2],
    ['failed', 3, 2],
    ['failed', 3, 2],
  ]);
  assert.deepEqual((await fixture.job(id)).error, {
    code: 'infrastructure_failure',
    detail:
      'Training broke off 3 times without finishing an epoch in between. The last time: The training process was killed (SIGKILL): by hand, or by the system for want of memory.',
  });
});

test('an epoch in between makes the failures count from zero', async () => {
  const id = await fixture.createJob({ ...LONG_EPOCHS, epochs: 1000 });
  const early = beforeTraining(killChild);
  for (const store of [early, early, inTheMiddleOf(2, killChild), early]) {
    await supervision.supervisor({ MAX_ATTEMPTS: '3' }, { store }).run(id);
  }
  const { status, attempt, infrastructure_failures } = await fixture.job(id);
  assert.deepEqual([status, attempt, infrastructure_failures], ['queued', 4, 2]);
});

test('a job whose dataset was deleted fails and says so', async () => {
  const id = await fixture.createJob();
  await database.pool.query('UPDATE jobs SET dataset_id = NULL WHERE id = $1', [id]);
  await supervision.supervisor().run(id);
  const job = await fixture.job(id);
  assert.equal(job.status, 'failed');
  assert.deepEqual(job.error, {
    code: 'dataset_deleted',
    detail: 'The dataset was deleted before the training was done.',
  });
});

test('data that cannot be had for now sends the job back to the queue', async () => {
  const id = await fixture.createJob();
  const materialize = async () => {
    throw new Error('ENOSPC: no space left on device');
  };
  await supervision.supervisor({}, { datasets: { materialize } }).run(id);
  const job = await fixture.job(id);
  assert.deepEqual([job.status, job.error, job.infrastructure_failures], ['queued', null, 1]);
});

test("training starts from another job's weights where the fit names them", async () => {
  const first = await fixture.createJob({ epochs: 2 });
  await supervision.supervisor().run(first);
  const next = { epochs: 1, initial: { job: first, checkpoint: 2 } };
  const [continued, again] = [await fixture.createJob(next), await fixture.createJob(next)];
  for (const id of [continued, again]) await supervision.supervisor().run(id);
  assert.equal(await fixture.status(continued), 'succeeded');
  assert.deepEqual(await fixture.epochs(continued), await fixture.epochs(again));
  assert.notEqual((await fixture.epochs(continued))[0]?.sha256, (await fixture.epochs(first))[0]?.sha256);
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
