import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { forward } from '../../../src/engine/network.js';
import { planDefinition } from '../../../src/engine/plan/plan-definition.js';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { postedArchitectureSchema, toArchitecture } from '../../../src/keras-format/architecture.js';
import { compileSchema } from '../../../src/keras-format/compile.js';

before(() => loadEngine('tensorflow'));

const ROWS = 40;
const SHAPE = [4, 3, 2];
const PICTURES = Array.from({ length: ROWS * 24 }, (_, place) => Math.sin(place));

/** What the layer makes of the pictures at a step of a job with this seed. */
function run(class_name: string, config: object, { training = true, seed = 3, step = 5 } = {}): number[] {
  const layers = [{ class_name, config: { name: 'augment', ...config } }];
  const plan = planDefinition({
    architecture: toArchitecture(postedArchitectureSchema.parse({ layers })),
    compile: compileSchema.parse({ loss: 'mse' }),
    inputShape: SHAPE,
  });
  return tf.tidy(() => {
    const randomKey = tf.tensor1d([seed, step], 'int32');
    const { predictions } = forward(plan, [], [tf.tensor(PICTURES, [ROWS, ...SHAPE])], { training, randomKey });
    return [...(predictions[0]?.output.dataSync() ?? [])];
  });
}

const rowsOf = (numbers: readonly number[]) =>
  Array.from({ length: ROWS }, (_, row) => numbers.slice(row * 24, row * 24 + 24));
const given = [...Float32Array.from(PICTURES)];

const LAYERS: [string, object][] = [
  ['RandomFlip', {}],
  ['RandomRotation', { factor: 0.2 }],
  ['RandomTranslation', { height_factor: 0.3, width_factor: [-0.1, 0.2] }],
  ['RandomZoom', { height_factor: 0.3 }],
  ['RandomZoom', { height_factor: 1, width_factor: [0.4, -0.2] }],
  ['RandomContrast', { factor: [0.5, 0.5], value_range: [-1, 1] }],
  ['RandomBrightness', { factor: 0.4, value_range: [-1, 1] }],
];
for (const [name, config] of LAYERS) {
  test(`${name} changes rows while training only, by what follows from seed, step and name`, () => {
    const trained = run(name, config);
    assert.notDeepEqual(trained, given);
    assert.deepEqual(run(name, config, { training: false }), given);
    assert.deepEqual(run(name, config), trained);
    assert.notDeepEqual(run(name, config, { step: 6 }), trained);
    assert.notDeepEqual(run(name, config, { seed: 4 }), trained);
    assert.notDeepEqual(run(name, { ...config, seed: 1 }), trained);
    assert.notDeepEqual(run(name, { ...config, name: 'other' }), trained);
  });
}

test('RandomFlip mirrors about half of the rows, each as a whole', () => {
  const mirrored = (row: readonly number[]) =>
    row.map((_, place) => {
      const [line, column, channel] = [Math.floor(place / 6), Math.floor(place / 2) % 3, place % 2];
      return row[line * 6 + (2 - column) * 2 + channel];
    });
  const before = rowsOf(given);
  const kinds = rowsOf(run('RandomFlip', { mode: 'horizontal' })).map((row, index) => {
    const original = before[index] ?? [];
    if (row.join() === original.join()) return 'same';
    assert.deepEqual(row, mirrored(original));
    return 'mirrored';
  });
  const count = kinds.filter((kind) => kind === 'mirrored').length;
  assert.ok(count > ROWS / 4 && count < (3 * ROWS) / 4, `${count} of ${ROWS}`);
});

test('RandomContrast moves each channel away from its mean by one factor a row', () => {
  const changed = rowsOf(run('RandomContrast', { factor: [0.5, 0.5], value_range: [-9, 9] }));
  changed.forEach((row, index) => {
    const original = rowsOf(given)[index] ?? [];
    const channel = (numbers: readonly number[], which: number) => numbers.filter((_, place) => place % 2 === which);
    const factors = [0, 1].flatMap((which) => {
      const values = channel(original, which);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return channel(row, which).map((value, place) => (value - mean) / ((values[place] ?? 0) - mean));
    });
    const [first = Number.NaN] = factors;
    assert.ok(first >= 0.5 && first <= 1.5, `a factor of ${first}`);
    for (const factor of factors) assert.ok(Math.abs(factor - first) < 1e-3, `${factor} beside ${first}`);
  });
});
