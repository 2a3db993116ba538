import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { openEager, openProgram } from '../../../src/engine/training/open-program.js';
import { train } from '../../../src/engine/training/train.js';
import type { EpochResult, TrainingSpec } from '../../../src/engine/training-spec.js';
import { EngineFiles } from '../../support/engine-files.js';
import { collectEpochs, smallSpec } from '../../support/training-specs.js';

type Checkpoint = EpochResult['checkpoint'];

const files = await EngineFiles.create();
await loadEngine('tensorflow');

const LAYERS = [
  { class_name: 'Dense', config: { units: 8, activation: 'relu' } },
  { class_name: 'BatchNormalization', config: {} },
  { class_name: 'Dropout', config: { rate: 0.3 } },
  { class_name: 'Dense', config: { units: 3, activation: 'softmax' } },
];
/** A program that cannot be compiled would fall back to the eager one. */
const PROGRAMS = { compiled: openProgram, eager: openEager } as const;

/** Trains until progress was told so often, if it is; the checkpoints of epochs, and the one in the middle of an epoch. */
async function run(spec: TrainingSpec, program: keyof typeof PROGRAMS, stopAfter = Number.POSITIVE_INFINITY) {
  const stop = new AbortController();
  const { hooks, epochs } = collectEpochs(stop.signal);
  let partial: Checkpoint | undefined;
  let told = 0;
  const onProgress = () => {
    told += 1;
    if (told === stopAfter) stop.abort();
  };
  const onPartial = async (checkpoint: Checkpoint) => {
    partial = checkpoint;
  };
  const outcome = await train(spec, { ...hooks, onProgress, onPartial }, PROGRAMS[program]);
  return { epochs, partial, outcome };
}

async function resumeAt(spec: TrainingSpec, { bytes, state }: Checkpoint): Promise<TrainingSpec> {
  const { path } = await files.raw('partial', 'float32', [], bytes);
  // As it comes back from the database.
  return { ...spec, resume: { path, state: JSON.parse(JSON.stringify(state)) } };
}

const seen = ({ epoch, logs, checkpoint }: EpochResult) => ({
  epoch,
  logs,
  state: checkpoint.state,
  bytes: Buffer.from(checkpoint.bytes).toString('hex'),
});

for (const program of ['compiled', 'eager'] as const) {
  for (const optimizer of [
    'adam',
    { class_name: 'SGD', config: { momentum: 0.9, nesterov: true } },
    { class_name: 'Adam', config: { gradient_accumulation_steps: 3, use_ema: true } },
  ]) {
    test(`${program}, ${JSON.stringify(optimizer)}: a job stopped in the middle of any epoch, again and again, ends in the same bytes`, async () => {
      const spec = await smallSpec(files, { rows: 90, layers: LAYERS, compile: { optimizer } });
      const whole = (await run(spec, program)).epochs.map(seen);
      const done: ReturnType<typeof seen>[] = [];
      const stops: number[] = [];
      for (let next = spec; ; ) {
        const { epochs, partial, outcome } = await run(next, program, 1 + stops.length);
        done.push(...epochs.map(seen));
        if (!outcome.stopped) break;
        // Between two epochs there is nothing but the checkpoint of the one that is done.
        const latest = partial ?? epochs.at(-1)?.checkpoint;
        assert.ok(latest);
        stops.push(latest.state.partial?.step ?? 0);
        next = await resumeAt(spec, latest);
      }
      assert.deepEqual(done, whole);
      assert.equal(stops[0], 4);
      assert.ok(stops.filter((step) => step > 0).length >= 2, stops.join());
    });
  }
}

const SCHEDULED = {
  class_name: 'SGD',
  config: {
    momentum: 0.9,
    learning_rate: { class_name: 'CosineDecay', config: { initial_learning_rate: 0.1, decay_steps: 9 } },
  },
};
for (const optimizer of ['adagrad', 'adadelta', 'rmsprop', 'adamw', 'adamax', 'nadam', 'ftrl', 'lion', SCHEDULED]) {
  test(`compiled, ${JSON.stringify(optimizer)}: a job stopped in the middle of its first epoch ends in the same bytes`, async () => {
    const spec = await smallSpec(files, { rows: 90, layers: LAYERS, compile: { optimizer } });
    const { partial, epochs } = await run(spec, 'compiled', 1);
    assert.ok(partial);
    assert.equal(epochs.length, 0);
    const resumed = await run(await resumeAt(spec, partial), 'compiled');
    assert.deepEqual(resumed.epochs.map(seen), (await run(spec, 'compiled')).epochs.map(seen));
  });
}

test('a job that is stopped before its first step, or between two epochs, has nothing to keep', async () => {
  const spec = await smallSpec(files, { fit: { validationSplit: 0, batchSize: 50 } });
  const { epochs, partial, outcome } = await run(spec, 'compiled', 1);
  assert.deepEqual([epochs.length, partial, outcome], [1, undefined, { stopped: true, finalEpoch: 1 }]);
});

test('a stop in the middle of a validation keeps the steps of the epoch', async () => {
  const spec = await smallSpec(files, { rows: 90, fit: { batchSize: 45, validationSplit: 0.5 } });
  // One stretch for the one step, then the validation, which tells after each batch.
  const { partial, epochs } = await run(spec, 'eager', 1);
  assert.deepEqual([epochs.length, partial?.state.partial?.step], [0, 1]);
  const resumed = await run(await resumeAt(spec, partial as Checkpoint), 'eager');
  assert.deepEqual(resumed.epochs.map(seen), (await run(spec, 'eager')).epochs.map(seen));
});
