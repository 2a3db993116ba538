import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallbackList } from '../../../src/engine/callbacks/callback-list.js';
import { callbacksStateSchema } from '../../../src/engine/checkpoint.js';
import { callbackSchema } from '../../../src/keras-format/callbacks.js';
import { compiledMetrics, compileSchema } from '../../../src/keras-format/compile.js';
import type { CheckpointPolicy } from '../../../src/keras-format/fit.js';

const metrics = compiledMetrics(compileSchema.parse({ loss: 'mse', metrics: ['accuracy'] }), ['output']);

function make(callbacks: readonly object[], earlier?: unknown, policy?: CheckpointPolicy): CallbackList {
  const state = earlier === undefined ? undefined : callbacksStateSchema.parse(JSON.parse(JSON.stringify(earlier)));
  return new CallbackList(
    callbacks.map((callback) => callbackSchema.parse(callback)),
    metrics,
    state,
    policy,
  );
}

/** Tells a list of epochs with these losses; it is made anew from its state before each of them. */
function told(callbacks: readonly object[], losses: readonly number[], policy?: CheckpointPolicy, best?: number) {
  let list = make(callbacks, undefined, policy);
  let learningRate = 1;
  const obsolete: number[] = [];
  const rates: number[] = [];
  losses.some((loss, index) => {
    list = make(callbacks, list.state(), policy);
    list.epochEnded({ epoch: index + 1, step: 4, logs: { loss, accuracy: -loss }, learningRate });
    learningRate = list.learningRate ?? learningRate;
    rates.push(learningRate);
    obsolete.push(...list.obsolete(index + 1, best));
    return list.stop !== undefined;
  });
  return { list, rates, obsolete, epochs: rates.length };
}

const early = (config: object) => ({ class_name: 'EarlyStopping', config: { monitor: 'loss', ...config } });
const reduce = (config: object) => ({ class_name: 'ReduceLROnPlateau', config: { monitor: 'loss', ...config } });
const keep = (config: object) => ({ class_name: 'ModelCheckpoint', config: { monitor: 'loss', ...config } });

test('EarlyStopping made from its own state before each epoch stops at the same one, and names it', () => {
  const { list, epochs } = told([early({ patience: 2, restore_best_weights: true })], [3, 2, 2.5, 2.1, 1]);
  assert.equal(epochs, 4);
  assert.equal(list.finalEpoch(4), 2);
  assert.deepEqual(list.stop, {
    code: 'early_stopping',
    epoch: 4,
    step: 4,
    detail: 'EarlyStopping: no improvement of loss for 2 epochs, whose best was 2 at epoch 2.',
  });
});

test('a metric that should rise is watched for rising, by its own word', () => {
  const { list, epochs } = told([early({ monitor: 'accuracy', restore_best_weights: true })], [3, 2, 1, 1.5]);
  assert.equal(epochs, 4);
  assert.equal(list.finalEpoch(4), 3);
});

test('a first value of NaN is never improved on, as in Keras', () => {
  const { epochs, list } = told([early({ patience: 3, restore_best_weights: true })], [Number.NaN, 1, 0.5, 0.1]);
  assert.equal(epochs, 4);
  assert.equal(list.finalEpoch(4), 1);
});

test('ReduceLROnPlateau counts its cooldown, and stops at min_lr', () => {
  const rates = told([reduce({ factor: 0.5, patience: 1, cooldown: 1, min_lr: 0.2 })], [1, 1, 1, 1, 1, 1, 1, 1]).rates;
  const least = Math.fround(0.2);
  assert.deepEqual(rates, [1, 0.5, 0.25, least, least, least, least, least]);
});

test('a loss that is not finite outranks a callback that stops at the same epoch', () => {
  const { list } = told([early({ patience: 0 }), { class_name: 'TerminateOnNaN' }], [1, Number.POSITIVE_INFINITY]);
  assert.equal(list.stop?.code, 'loss_not_finite');
  assert.equal(list.stop?.detail, 'TerminateOnNaN: the loss became Infinity at epoch 2, step 4.');
});

test('TerminateOnNaN with raise_error ends the job before the epoch counts', () => {
  const list = make([{ class_name: 'TerminateOnNaN', config: { raise_error: true } }]);
  list.stepsEnded(1, 1, 4);
  assert.throws(() => list.stepsEnded(Number.NaN, 2, 3), /the loss became NaN at epoch 2, step 3/);
});

test('without a ModelCheckpoint every checkpoint is kept', () => {
  assert.deepEqual(told([early({ patience: 9 })], [3, 4, 5]).obsolete, []);
});

test('save_best_only keeps the improvements, the latest, and what may be restored', () => {
  assert.deepEqual(told([keep({ save_best_only: true })], [3, 4, 2, 5, 6]).obsolete, [2, 4]);
  assert.deepEqual(told([keep({ save_freq: 2 })], [3, 4, 2, 5, 6]).obsolete, [1, 3]);
  const restores = early({ patience: 9, restore_best_weights: true });
  const never = keep({ save_best_only: true, initial_value_threshold: 0 });
  assert.deepEqual(told([never, restores], [3, 4, 2, 5, 6]).obsolete, [1, 2, 4]);
});

test('a fit says how many checkpoints stay, and of which epochs; the newest and the best always do', () => {
  const losses = [1, 2, 3, 4, 5, 6, 7];
  assert.deepEqual(told([], losses).obsolete, []);
  assert.deepEqual(told([], losses, { every: 1, keep: 2 }).obsolete, [1, 2, 3, 4, 5]);
  assert.deepEqual(told([], losses, { every: 1, keep: 2 }, 3).obsolete, [1, 2, 4, 5]);
  assert.deepEqual(told([], losses, { every: 3 }).obsolete, [1, 2, 4, 5]);
  assert.deepEqual(told([], losses, { every: 2, keep: 1 }).obsolete, [1, 3, 2, 5, 4]);
});

test('a ModelCheckpoint says of which epochs, and the fit how many of them stay', () => {
  const checkpoint = keep({ save_best_only: true });
  assert.deepEqual(told([checkpoint], [5, 4, 6, 3, 2, 7], { every: 1, keep: 2 }).obsolete, [3, 1, 2]);
});
