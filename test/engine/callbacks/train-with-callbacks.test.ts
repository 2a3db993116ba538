import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { openCompiled, openEager, type ProgramOpener } from '../../../src/engine/training/open-program.js';
import { train } from '../../../src/engine/training/train.js';
import type { TrainingSpec } from '../../../src/engine/training-spec.js';
import { callbackSchema } from '../../../src/keras-format/callbacks.js';
import { EngineFiles } from '../../support/engine-files.js';
import { collectEpochs, numbersOf, smallSpec } from '../../support/training-specs.js';

const files = await EngineFiles.create();
await loadEngine('tensorflow');

async function run(spec: TrainingSpec, open?: ProgramOpener) {
  const { hooks, epochs } = collectEpochs();
  const outcome = await train(spec, hooks, open);
  return { outcome, epochs };
}

const PLATEAUS = [
  { class_name: 'ReduceLROnPlateau', config: { factor: 0.5, patience: 1, min_delta: 0.02 } },
  { class_name: 'EarlyStopping', config: { patience: 3, min_delta: 0.02, restore_best_weights: true } },
].map((callback) => callbackSchema.parse(callback));

test('a job resumed after any of its epochs, the last included, decides as one that was never interrupted', async () => {
  const spec = await smallSpec(files, {
    compile: { optimizer: { class_name: 'Adam', config: { learning_rate: 0.02 } } },
    fit: { epochs: 40, callbacks: PLATEAUS },
  });
  const whole = await run(spec);
  assert.equal(whole.outcome.stopReason?.code, 'early_stopping');
  assert.equal(whole.outcome.stopReason?.epoch, whole.epochs.length);
  assert.ok(
    whole.outcome.finalEpoch < whole.epochs.length && whole.epochs.length < 40,
    `${whole.epochs.length} epochs`,
  );
  assert.ok(new Set(whole.epochs.map(({ learningRate }) => learningRate)).size > 2);
  for (const { epoch, checkpoint } of whole.epochs.slice(-5)) {
    const { path } = await files.raw('checkpoint', 'float32', [], checkpoint.bytes);
    const state = JSON.parse(JSON.stringify(checkpoint.state));
    const resumed = await run({ ...spec, resume: { path, state } });
    assert.deepEqual(resumed.outcome, whole.outcome);
    const told = ({ durationS: _, ...rest }: (typeof whole.epochs)[number]) => rest;
    assert.deepEqual(resumed.epochs.map(told), whole.epochs.slice(epoch).map(told));
  }
});

for (const [way, open] of Object.entries({ compiled: openCompiled, eager: openEager })) {
  test(`${way}: TerminateOnNaN ends an epoch at the batch whose loss is not finite, with that batch's update made`, async () => {
    const options = {
      layers: [{ class_name: 'Dense', config: { units: 1 } }],
      targets: 'values' as const,
      compile: { optimizer: { class_name: 'SGD', config: { learning_rate: 1e6 } }, loss: 'mse', metrics: [] },
      rows: 200,
    };
    const callbacks = [callbackSchema.parse({ class_name: 'TerminateOnNaN' })];
    const { outcome, epochs } = await run(await smallSpec(files, { ...options, fit: { callbacks, epochs: 9 } }), open);
    const [only] = epochs;
    assert.ok(only && epochs.length === 1);
    assert.equal(only.logs.loss, Number.POSITIVE_INFINITY);
    assert.equal(only.steps, 20);
    assert.deepEqual(outcome, {
      stopped: false,
      finalEpoch: 1,
      stopReason: {
        code: 'loss_not_finite',
        epoch: 1,
        step: only.step,
        detail: `TerminateOnNaN: the loss became Infinity at epoch 1, step ${only.step}.`,
      },
    });
    // The same steps without the callback: a fit on the rows of so many batches.
    const inOrder = { epochs: 1, shuffle: false };
    const ended = await run(await smallSpec(files, { ...options, fit: { ...inOrder, callbacks } }), open);
    const step = ended.epochs[0]?.step ?? 0;
    assert.ok(step > 1 && step < 20, `${step} steps`);
    const validationSplit = 1 - (step * 8 + 0.5) / options.rows;
    const whole = await run(await smallSpec(files, { ...options, fit: { ...inOrder, validationSplit } }), open);
    assert.deepEqual(
      numbersOf(ended.epochs[0]?.checkpoint.bytes ?? new Uint8Array()),
      numbersOf(whole.epochs[0]?.checkpoint.bytes ?? new Uint8Array()),
    );
  });
}

test('how a program trains is told before its first step, with the reason where it is not compiled', async () => {
  const spec = await smallSpec(files, { fit: { epochs: 1 } });
  const told: unknown[] = [];
  const { hooks } = collectEpochs();
  const hearing = {
    ...hooks,
    onProgram: (info: unknown) => void told.push(info),
    onProgress: () => void told.push('step'),
  };
  await train(spec, hearing);
  await train(spec, hearing, openEager);
  assert.deepEqual(
    told.filter((what, index) => what !== 'step' || told[index - 1] !== 'step'),
    [{ program: 'compiled' }, 'step', { program: 'eager', program_reason: 'it was asked for' }, 'step'],
  );
});
