import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveCheckpoint } from '../../src/checkpoints/checkpoint-repository.js';
import { commandJob } from '../../src/jobs/job-control.js';
import { postedArchitectureSchema, toArchitecture } from '../../src/keras-format/architecture.js';
import { compileSchema } from '../../src/keras-format/compile.js';
import { testDatabase } from '../support/postgres.js';
import { JobFixture } from './job-fixture.js';
import { smallData } from './small-fit.js';
import { Supervision } from './supervised.js';

const database = await testDatabase();
const fixture = await JobFixture.create(database, smallData(20_000));
const supervision = await Supervision.open(database);

/** No improvement is ever large enough: it stops after two epochs without, and the first is the best. */
const CALLBACKS = [
  { class_name: 'ReduceLROnPlateau', config: { patience: 1, min_delta: 100, factor: 0.5 } },
  { class_name: 'EarlyStopping', config: { patience: 2, min_delta: 100, restore_best_weights: true } },
  { class_name: 'ModelCheckpoint', config: { save_best_only: true, initial_value_threshold: -1 } },
];
/** 16,000 steps an epoch, so that a child can be killed in the middle of one. */
const FIT = { batch_size: 1, epochs: 9, callbacks: CALLBACKS };

async function outcomeOf(id: string) {
  const { status, final_epoch, best, error } = await fixture.job(id);
  const { rows } = await database.pool.query(
    'SELECT epoch, learning_rate FROM epoch_metrics WHERE job_id = $1 ORDER BY 1',
    [id],
  );
  const events = await database.pool.query(
    `SELECT data FROM job_events WHERE job_id = $1 AND type = 'status' ORDER BY id DESC LIMIT 1`,
    [id],
  );
  const { attempts: _, ...last } = events.rows[0].data;
  const final = await resolveCheckpoint(database.pool, { projectId: fixture.projectId, jobId: id }, 'final');
  return { status, final_epoch, best, error, last, rates: rows, final: final.sha256, epochs: await fixture.epochs(id) };
}

test('a job that is to restore its best weights, killed and resumed, ends as one that was not', async () => {
  const undisturbed = await fixture.createJob(FIT);
  await supervision.supervisor().run(undisturbed);
  const whole = await outcomeOf(undisturbed);
  assert.deepEqual([whole.status, whole.final_epoch], ['succeeded', 1]);
  assert.deepEqual(
    whole.rates.map(({ learning_rate }) => learning_rate),
    [Math.fround(0.001), Math.fround(0.001), Math.fround(0.0005)],
  );
  assert.equal(whole.last.stop_reason.epoch, 3);
  assert.match(whole.last.stop_reason.detail, /^EarlyStopping: no improvement of val_loss for 2 epochs/);
  assert.deepEqual((await fixture.job(undisturbed)).engine, {
    ...((await fixture.job(undisturbed)).engine as object),
    program: 'compiled',
  });

  const killed = await fixture.createJob(FIT);
  await supervision.supervisor({}, { store: supervision.inTheMiddleOf(2, supervision.killChild) }).run(killed);
  assert.equal(await fixture.status(killed), 'queued');
  await supervision.supervisor({}, { store: supervision.inTheMiddleOf(3, supervision.killChild) }).run(killed);
  assert.equal(await fixture.status(killed), 'queued');
  await supervision.supervisor().run(killed);
  assert.equal((await fixture.job(killed)).attempt, 3);
  assert.deepEqual(await outcomeOf(killed), whole);

  // What is neither the best, nor the latest, nor restored is gone; its epoch stays in the history.
  const kept = (await fixture.epochs(killed)).filter(({ sha256 }) => sha256 !== null).map(({ epoch }) => epoch);
  const { epoch: best } = whole.best as { epoch: number };
  assert.deepEqual(kept, [...new Set([1, best, 3])].sort());
});

test('a loss that is not finite fails the job with epoch and step, keeps its history, and stays so when resumed', async () => {
  const layers = [{ class_name: 'Dense', config: { units: 1 } }];
  const architecture = toArchitecture(postedArchitectureSchema.parse({ layers }));
  const optimizer = { class_name: 'SGD', config: { learning_rate: 1e6 } };
  await database.pool.query('UPDATE models SET architecture = $2, compile = $3 WHERE id = $1', [
    fixture.modelId,
    JSON.stringify(architecture),
    JSON.stringify(compileSchema.parse({ optimizer, loss: 'mse' })),
  ]);
  const id = await fixture.createJob({ callbacks: [{ class_name: 'TerminateOnNaN' }] });
  await supervision.supervisor().run(id);
  const failed = await outcomeOf(id);
  const { code, detail, ...at } = failed.error as { code: string; detail: string };
  assert.deepEqual([failed.status, code, failed.final_epoch], ['failed', 'loss_not_finite', 1]);
  const { step } = failed.last.stop_reason;
  assert.deepEqual(at, { epoch: 1, step });
  assert.ok(step > 0 && step < 500, `${step}`);
  assert.match(detail, new RegExp(`^TerminateOnNaN: the loss became (NaN|Infinity) at epoch 1, step ${step}\\.$`));
  assert.equal(failed.epochs.length, 1);

  await commandJob(database, fixture.projectId, id, 'resume');
  await supervision.supervisor().run(id);
  assert.deepEqual(await outcomeOf(id), failed);

  const raising = await fixture.createJob({
    callbacks: [{ class_name: 'TerminateOnNaN', config: { raise_error: true } }],
  });
  await supervision.supervisor().run(raising);
  const raised = await fixture.job(raising);
  assert.deepEqual([raised.status, raised.error], ['failed', { code, detail, ...at }]);
});
