import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '../support/postgres.js';
import { JobFixture } from './job-fixture.js';
import { gone } from './processes.js';
import { smallData } from './small-fit.js';
import { Supervision } from './supervised.js';

/** 16,000 steps an epoch: several reports of progress in each. */
const LONG_EPOCHS = { batch_size: 1 };
const database = await testDatabase();
const fixture = await JobFixture.create(database, smallData(20_000));
const supervision = await Supervision.open(database);
const stopChild = async () => void process.kill(supervision.childPid, 'SIGSTOP');

test('a training process that hangs is killed, and the job goes on later to the bytes of an undisturbed one', async () => {
  const [id, undisturbed] = [await fixture.createJob(LONG_EPOCHS), await fixture.createJob(LONG_EPOCHS)];
  await supervision
    .supervisor({ STALL_MS: '1000', RETRY_FIRST_MS: '60000' }, { store: supervision.inTheMiddleOf(2, stopChild) })
    .run(id);
  await gone(supervision.childPid);
  const broken = await fixture.job(id);
  assert.deepEqual([broken.status, broken.attempt, broken.infrastructure_failures], ['queued', 1, 1]);
  const waitMs = Number(broken.not_before) - Number(broken.queued_at);
  assert.ok(waitMs >= 30_000 && waitMs <= 60_000, `${waitMs}`);

  await supervision.supervisor().run(id);
  assert.deepEqual([await fixture.status(id), (await fixture.job(id)).attempt], ['queued', 1]);
  await database.pool.query('UPDATE jobs SET not_before = now() WHERE id = $1', [id]);
  for (const job of [id, undisturbed]) await supervision.supervisor().run(job);
  const job = await fixture.job(id);
  assert.deepEqual([job.status, job.attempt, job.not_before], ['succeeded', 2, null]);
  assert.deepEqual(await fixture.epochs(id), await fixture.epochs(undisturbed));
});

test('a training process that hangs at every attempt fails the job and says so', async () => {
  const id = await fixture.createJob();
  const settings = { STALL_MS: '200', MAX_ATTEMPTS: '2' };
  for (let attempt = 1; attempt <= 2; attempt++) {
    await supervision.supervisor(settings, { store: supervision.beforeTraining(stopChild) }).run(id);
  }
  const { status, error } = await fixture.job(id);
  assert.equal(status, 'failed');
  assert.match(
    (error as { detail: string }).detail,
    /^Training broke off 2 times .* The last time: The training process said nothing for \d+ s and was ended\.$/,
  );
});
