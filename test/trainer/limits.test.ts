import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { listAttempts } from '../../src/jobs/attempt-history.js';
import { commandJob } from '../../src/jobs/job-control.js';
import { testDatabase } from '../support/postgres.js';
import { JobFixture } from './job-fixture.js';
import { gone } from './processes.js';
import { smallData } from './small-fit.js';
import { Supervision } from './supervised.js';

/** 16,000 steps an epoch, and more epochs than a test waits for. */
const ENDLESS = { batch_size: 1, epochs: 100_000 };
const database = await testDatabase();
const fixture = await JobFixture.create(database, smallData(20_000));
const supervision = await Supervision.open(database);

async function endings(id: string) {
  return (await listAttempts(database.pool, id)).map(({ attempt, ending }) => [attempt, ending]);
}

test('a training process that takes more memory than it may is killed, and its job alone fails, for good and with the reason', async () => {
  const [greedy, modest] = [await fixture.createJob(ENDLESS), await fixture.createJob()];
  // TensorFlow alone takes more than this.
  await supervision.supervisor({ TRAINING_MEMORY_BYTES: String(100 * 2 ** 20) }).run(greedy);
  const job = await fixture.job(greedy);
  assert.deepEqual([job.status, job.attempt, job.infrastructure_failures], ['failed', 1, 0]);
  const { code, detail } = job.error as { code: string; detail: string };
  assert.equal(code, 'out_of_memory');
  assert.match(detail, /^Training took \d\.\d GiB of memory; the limit for this model and data is 0\.1 GiB\.$/);
  assert.deepEqual(await endings(greedy), [[1, 'failed']]);
  await gone(supervision.childPid);
  await supervision.supervisor().run(modest);
  assert.equal(await fixture.status(modest), 'succeeded');
});

test('the system takes a training process before the others where memory ends', async () => {
  const id = await fixture.createJob({ epochs: 1 });
  let score = '';
  const store = supervision.beforeTraining(async () => {
    score = await readFile(`/proc/${supervision.childPid}/oom_score_adj`, 'utf8');
  });
  await supervision.supervisor({}, { store }).run(id);
  assert.equal(score.trim(), '500');
});

test('a job that trains for longer than it may fails with what it has, over all its attempts, and can be resumed', async () => {
  const id = await fixture.createJob({ ...ENDLESS, max_duration_s: 600 });
  // An attempt of 598 s that was handed back, before this one.
  await supervision.store.claim(id, 'worker-2', 60_000);
  await database.pool.query(`UPDATE job_attempts SET started_at = now() - interval '598 s' WHERE job_id = $1`, [id]);
  await supervision.store.finish(id, 1, { kind: 'released', cause: 'shutdown', detail: 'The worker is stopping.' });
  await supervision.supervisor().run(id);
  const failed = await fixture.job(id);
  assert.equal(failed.status, 'failed');
  assert.deepEqual(failed.error, {
    code: 'max_duration_exceeded',
    detail: 'Training took longer than max_duration_s. What was trained stays; resume goes on from there.',
  });
  assert.deepEqual(await endings(id), [
    [2, 'failed'],
    [1, 'handed_back'],
  ]);

  await commandJob(database, fixture.projectId, id, 'resume');
  const claimed = await supervision.store.claim(id, 'worker-3', 60_000);
  assert.deepEqual(claimed?.maxDuration, { seconds: 600, leftS: 600 });
});
