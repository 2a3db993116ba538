import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChildPool } from '../../src/trainer/child-pool.js';
import { silentLogger } from '../support/config.js';
import { testDatabase } from '../support/postgres.js';
import { JobFixture } from './job-fixture.js';
import { smallData } from './small-fit.js';
import { Supervision } from './supervised.js';

const ROWS = 20_000;
/** 16,000 steps an epoch: long enough, at the speed of compiled steps, for several reports of progress in each. */
const LONG_EPOCHS = { batch_size: 1 };
const database = await testDatabase();
const data = smallData(ROWS);
const fixture = await JobFixture.create(database, data);
const supervision = await Supervision.open(database);

test('a delivery takes a job to its end: an epoch row, a checkpoint and two events each epoch, nothing else', async () => {
  const id = await fixture.createJob();
  await supervision.supervisor().run(id);
  const job = await fixture.job(id);
  assert.deepEqual(
    [job.status, job.attempt, job.final_epoch, job.error, job.worker_id, job.lease_until, job.infrastructure_failures],
    ['succeeded', 1, 3, null, null, null, 0],
  );
  assert.deepEqual(job.progress, { epoch: 3, epochs: 3, step: 500, steps: 500, fraction: 1, eta_s: 0 });
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

test('a job that is not trained by a compiled program says why', async () => {
  const id = await fixture.createJob({ epochs: 1, batch_size: 4000 });
  const pool = new ChildPool({ size: 1, engine: 'cpu', threads: 1, logger: silentLogger });
  try {
    await supervision.supervisor({}, { pool }).run(id);
  } finally {
    await pool.close();
  }
  const { status, engine } = await fixture.job(id);
  assert.equal(status, 'succeeded');
  assert.deepEqual(engine, {
    backend: 'cpu',
    version: '4.22.0',
    reason: 'ENGINE=cpu asks for it',
    threads: 1,
    program: 'eager',
    program_reason: 'native TensorFlow is not at work',
  });
});

test("the job's own error is final at the first attempt", async () => {
  const id = await fixture.createJob();
  await database.pool.query(`UPDATE jobs SET fit = fit || '{"validation_split": 0.99999}' WHERE id = $1`, [id]);
  await supervision.supervisor().run(id);
  const job = await fixture.job(id);
  assert.deepEqual([job.status, job.attempt, job.infrastructure_failures], ['failed', 1, 0]);
  assert.deepEqual(job.error, { code: 'no_rows', detail: 'validation_split leaves no rows to train on' });
});

test('a job that fails by the infrastructure again and again is tried MAX_ATTEMPTS times and then fails', async () => {
  const id = await fixture.createJob({ ...LONG_EPOCHS, epochs: 1000 });
  const tries = [];
  for (let attempt = 1; attempt <= 4; attempt++) {
    await supervision
      .supervisor({ MAX_ATTEMPTS: '3' }, { store: supervision.beforeTraining(supervision.killChild) })
      .run(id);
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
  const early = supervision.beforeTraining(supervision.killChild);
  for (const store of [early, early, supervision.inTheMiddleOf(2, supervision.killChild), early]) {
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
