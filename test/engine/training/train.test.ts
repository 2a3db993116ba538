import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { openEager } from '../../../src/engine/training/open-program.js';
import { train } from '../../../src/engine/training/train.js';
import type { EpochResult, TrainingSpec } from '../../../src/engine/training-spec.js';
import { TrainingError } from '../../../src/engine/training-spec.js';
import { EngineFiles } from '../../support/engine-files.js';
import { collectEpochs, smallSpec } from '../../support/training-specs.js';
import { waitFor } from '../../support/wait-for.js';

const files = await EngineFiles.create();
await loadEngine('tensorflow');

const WITH_DROPOUT = [
  { class_name: 'Dense', config: { units: 8, activation: 'relu' } },
  { class_name: 'Dropout', config: { rate: 0.3 } },
  { class_name: 'Dense', config: { units: 3, activation: 'softmax' } },
];

async function run(spec: TrainingSpec): Promise<EpochResult[]> {
  const { hooks, epochs } = collectEpochs();
  await train(spec, hooks);
  return epochs;
}

function last(epochs: readonly EpochResult[]): EpochResult {
  const result = epochs.at(-1);
  assert.ok(result);
  return result;
}

for (const optimizer of [
  'sgd',
  { class_name: 'SGD', config: { momentum: 0.9, nesterov: true } },
  'adagrad',
  'rmsprop',
  { class_name: 'RMSprop', config: { centered: true, momentum: 0.5 } },
  'adam',
  { class_name: 'Adam', config: { amsgrad: true } },
  'adadelta',
  'adamw',
  'adamax',
  'nadam',
  'ftrl',
  'lion',
  { class_name: 'Nadam', config: { use_ema: true, ema_overwrite_frequency: 3, weight_decay: 0.1, clipnorm: 0.1 } },
  { class_name: 'Adam', config: { gradient_accumulation_steps: 3, use_ema: true } },
  {
    class_name: 'SGD',
    config: {
      learning_rate: { class_name: 'CosineDecay', config: { initial_learning_rate: 0.1, decay_steps: 12 } },
    },
  },
]) {
  test(`${JSON.stringify(optimizer)}: a job resumed after its first epoch ends in the same bytes`, async () => {
    const spec = await smallSpec(files, { layers: WITH_DROPOUT, compile: { optimizer } });
    const whole = await run(spec);
    const first = whole[0];
    assert.ok(first);
    const { path } = await files.raw('checkpoint', 'float32', [], first.checkpoint.bytes);
    const resumed = await run({ ...spec, resume: { path, state: first.checkpoint.state } });
    assert.deepEqual(
      resumed.map(({ epoch }) => epoch),
      [2, 3],
    );
    assert.deepEqual(
      resumed.map(({ logs }) => logs),
      whole.slice(1).map(({ logs }) => logs),
    );
    assert.ok(Buffer.from(last(resumed).checkpoint.bytes).equals(last(whole).checkpoint.bytes));
    assert.deepEqual(last(resumed).checkpoint.state, last(whole).checkpoint.state);
  });
}

test('the same job twice gives the same bytes, another seed gives others', async () => {
  const spec = await smallSpec(files, { layers: WITH_DROPOUT });
  const bytes = async (seed: number) => last(await run({ ...spec, fit: { ...spec.fit, seed } })).checkpoint.bytes;
  const first = Buffer.from(await bytes(1));
  assert.ok(first.equals(await bytes(1)));
  assert.ok(!first.equals(await bytes(2)));
});

test('learns: the loss falls and most rows are told right', async () => {
  const spec = await smallSpec(files, { rows: 300, fit: { epochs: 30, validationSplit: 0 } });
  const epochs = await run({
    ...spec,
    model: { ...spec.model, compile: { ...spec.model.compile, optimizer: 'rmsprop' } },
  });
  assert.equal(epochs.length, 30);
  assert.ok((last(epochs).logs.loss ?? 9) < 0.6 * (epochs[0]?.logs.loss ?? 0), JSON.stringify(last(epochs).logs));
  assert.ok((last(epochs).logs.accuracy ?? 0) > 0.8, JSON.stringify(last(epochs).logs));
});

test('a signal stops it between stretches, and what was stored stays', async () => {
  const controller = new AbortController();
  const spec = await smallSpec(files, { fit: { epochs: 1000 } });
  const { hooks, epochs } = collectEpochs(controller.signal);
  const outcome = await train(spec, {
    ...hooks,
    onProgress: ({ epoch }) => {
      if (epoch === 3) controller.abort();
    },
  });
  assert.equal(outcome.stopped, true);
  assert.deepEqual(
    epochs.map(({ epoch }) => epoch),
    outcome.finalEpoch === 3 ? [1, 2, 3] : [1, 2],
  );
});

test('at most one epoch is ahead of the store, and a store that fails ends training', async () => {
  const spec = await smallSpec(files, { fit: { epochs: 50 } });
  const { hooks } = collectEpochs();
  const seen: number[] = [];
  const failing = train(spec, {
    ...hooks,
    onEpoch: async ({ epoch }) => {
      seen.push(epoch);
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (epoch === 2) throw new Error('the store is full');
    },
  });
  await assert.rejects(failing, /the store is full/);
  assert.deepEqual(seen, [1, 2]);
});

test('of an epoch that takes long, no more than a second is trained before the one before it is stored', async (t) => {
  // A clock that jumps by more than a second each time it is read: then not a step may be made ahead.
  const now = performance.now.bind(performance);
  let jumpedMs = 0;
  t.mock.method(performance, 'now', () => {
    jumpedMs += 1_001;
    return now() + jumpedMs;
  });
  const spec = await smallSpec(files);
  const { hooks, epochs } = collectEpochs();
  let store: () => void = () => undefined;
  let isHeld = false;
  let ahead = 0;
  const training = train(spec, {
    ...hooks,
    onProgress: ({ epoch, step }) => {
      if (isHeld && epoch === 2 && step > 0) ahead++;
    },
    onEpoch: async (result) => {
      await hooks.onEpoch(result);
      if (result.epoch > 1) return;
      isHeld = true;
      await new Promise<void>((resolve) => {
        store = resolve;
      });
      isHeld = false;
    },
  });
  await waitFor('the first epoch', () => isHeld);
  // It would make steps meanwhile if it made any.
  await new Promise((resolve) => setTimeout(resolve, 100));
  const madeAhead = ahead;
  store();
  assert.deepEqual(await training, { stopped: false, finalEpoch: 3 });
  assert.deepEqual([madeAhead, epochs.length], [0, 3]);
});

test('the best epoch is the one of the smallest validation loss', async () => {
  const epochs = await run(await smallSpec(files, { fit: { epochs: 6 } }));
  const losses = epochs.map(({ logs }) => logs.val_loss ?? Number.NaN);
  const smallest = Math.min(...losses);
  assert.deepEqual(last(epochs).checkpoint.state.best, {
    epoch: losses.indexOf(smallest) + 1,
    monitor: 'val_loss',
    value: smallest,
  });
});

test("another model's checkpoint is refused as the job's own fault", async () => {
  const spec = await smallSpec(files);
  const other = last(
    await run(
      await smallSpec(files, { layers: [{ class_name: 'Dense', config: { units: 3, activation: 'softmax' } }] }),
    ),
  );
  const { path } = await files.raw('other', 'float32', [], other.checkpoint.bytes);
  await assert.rejects(run({ ...spec, initial: { path, state: other.checkpoint.state } }), (error: unknown) => {
    assert.ok(error instanceof TrainingError);
    assert.equal(error.code, 'wrong_checkpoint');
    return true;
  });
});

test('training leaves no tensor behind', async () => {
  const spec = await smallSpec(files, { layers: WITH_DROPOUT });
  await run(spec);
  const before = tf.memory().numTensors;
  for (let repetition = 0; repetition < 3; repetition++) await run(spec);
  assert.equal(tf.memory().numTensors, before);
});

test('operation by operation it leaves no tensor behind either, of rows that were looked up too', async () => {
  const layers = [
    { class_name: 'Embedding', config: { input_dim: 2, output_dim: 3 } },
    { class_name: 'Flatten', config: {} },
    { class_name: 'Dense', config: { units: 3, activation: 'softmax', kernel_constraint: 'max_norm' } },
  ];
  const spec = await smallSpec(files, { layers, compile: { optimizer: 'adagrad' } });
  const { hooks } = collectEpochs();
  await train(spec, hooks, openEager);
  const before = tf.memory().numTensors;
  await train(spec, hooks, openEager);
  assert.equal(tf.memory().numTensors, before);
});
