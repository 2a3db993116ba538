import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { train } from '../../../src/engine/training/train.js';
import { TrainingError } from '../../../src/engine/training-spec.js';
import { EngineFiles } from '../../support/engine-files.js';
import { collectEpochs, smallSpec } from '../../support/training-specs.js';

const files = await EngineFiles.create();
await loadEngine('tensorflow');

const object = (class_name: string, config: object = {}) => ({ class_name, config });
const STEPS = [
  object('RepeatVector', { n: 4 }),
  object('GRU', { units: 4, return_sequences: true }),
  object('Dense', { units: 4 }),
];
const spelled = (layers: readonly object[] = STEPS) =>
  smallSpec(files, { layers, targets: 'labels', compile: { loss: 'ctc', metrics: [] } });

function isFault(code: string, detail: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof TrainingError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, detail);
    return true;
  };
}

for (const [label, shown] of [
  [4, /Row 7 has the label 4, and the labels of CTC are whole numbers from 1 to 3, with 0 where a row is filled up/],
  [-1, /Row 7 has the label -1/],
  [0.5, /Row 7 has the label 0.5/],
] as const) {
  test(`a label ${label} ends a job that trains towards CTC before its first step`, async () => {
    const spec = await spelled();
    const rows = Array.from({ length: spec.data.rows }, (_, row) => [1, row === 7 ? label : 2, 0]);
    const data = { ...spec.data, targets: [await files.floats('y', rows)] };
    const { hooks, epochs } = collectEpochs();
    await assert.rejects(train({ ...spec, data }, hooks), isFault('wrong_data', shown));
    assert.equal(epochs.length, 0);
  });
}

test('an output with a mask cannot be trained towards CTC, and the job says so', async () => {
  const masked = [object('Reshape', { target_shape: [6, 1] }), object('Masking'), ...STEPS.slice(1)];
  await assert.rejects(train(await spelled(masked), collectEpochs().hooks), isFault('masked_ctc', /mask_zero/));
});
