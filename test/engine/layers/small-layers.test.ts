import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { openCompiled, openEager } from '../../../src/engine/training/open-program.js';
import { train } from '../../../src/engine/training/train.js';
import { TrainingError } from '../../../src/engine/training-spec.js';
import { InvalidError } from '../../../src/errors.js';
import { EngineFiles } from '../../support/engine-files.js';
import { sameBothWays } from '../../support/same-both-ways.js';
import { layer, planOf } from '../../support/small-plan.js';
import { collectEpochs, smallSpec } from '../../support/training-specs.js';

const files = await EngineFiles.create();
await loadEngine('tensorflow');

/** Each works on rows of 3 x 4. */
const MIDDLES = [
  [layer('ReLU'), layer('Dense', { units: 4 }), layer('ReLU', { max_value: 1, negative_slope: 0.1, threshold: 0.2 })],
  [layer('LeakyReLU', { alpha: 0.2 }), layer('ELU', { alpha: 0.5 })],
  [layer('PReLU', { shared_axes: 1, alpha_initializer: 'he_normal', alpha_regularizer: 'l2' })],
  [layer('Softmax', { axis: 1 }), layer('Softmax', { axis: [1, 2] })],
  [layer('Permute', { dims: [2, 1] }), layer('Flatten'), layer('RepeatVector', { n: 2 })],
  [layer('Masking', { mask_value: 0.5 }), layer('BatchNormalization')],
  [layer('Dropout', { rate: 0.3, noise_shape: [null, 1, null] }), layer('AlphaDropout', { rate: 0.2 })],
  [layer('SpatialDropout1D', { rate: 0.5, seed: 3 }), layer('GaussianNoise', { stddev: 0.3 })],
  [layer('GaussianDropout', { rate: 0.4 }), layer('ActivityRegularization', { l1: 0.01, l2: 0.1 })],
  [layer('Reshape', { target_shape: [3, 2, 2] }), layer('SpatialDropout2D', { rate: 0.4 })],
];
for (const middle of MIDDLES) {
  test(`compiled as eager, ${middle.map((each) => JSON.stringify(each)).join(', ')}`, async () => {
    const layers = [
      layer('Reshape', { target_shape: [3, 2] }),
      layer('Dense', { units: 4, use_bias: false }),
      ...middle,
      layer('Flatten'),
      layer('Dense', { units: 3, activation: 'softmax' }),
    ];
    await sameBothWays(await smallSpec(files, { layers, rows: 20, fit: { epochs: 2 } }));
  });
}

test('compiled as eager, Embedding with a mask', async () => {
  const layers = [
    layer('ReLU', { max_value: 1 }),
    layer('Embedding', { input_dim: 2, output_dim: 3, mask_zero: true, embeddings_regularizer: 'l2' }),
    layer('Rescaling', { scale: [1, 2, 3], offset: 0.5 }),
    layer('Normalization', { mean: 0.1, variance: 2 }),
    layer('Flatten'),
    layer('Dense', { units: 3, activation: 'softmax' }),
  ];
  await sameBothWays(await smallSpec(files, { layers, rows: 20, fit: { epochs: 2 } }));
});

test('a number that an Embedding has no row for ends the training with its name', async () => {
  for (const open of [openEager, openCompiled]) {
    const layers = [
      layer('Rescaling', { scale: 100 }),
      layer('Embedding', { input_dim: 4, output_dim: 2 }),
      layer('Flatten'),
      layer('Dense', { units: 3 }),
    ];
    const spec = await smallSpec(files, { layers, rows: 20 });
    await assert.rejects(
      train(spec, collectEpochs().hooks, open),
      (error: unknown) =>
        error instanceof TrainingError && error.code === 'unknown_id' && /no row -?\d/.test(error.message),
    );
  }
});

test('what does not fit is refused at its field', () => {
  const wrong: [string, object, string][] = [
    ['Permute', { dims: [1, 3] }, 'config/dims'],
    ['Permute', { dims: [1] }, 'config/dims'],
    ['RepeatVector', { n: 3 }, ''],
    ['PReLU', { shared_axes: [3] }, 'config/shared_axes'],
    ['Softmax', { axis: 0 }, 'config/axis'],
    ['Dropout', { rate: 0.1, noise_shape: [null, 3, 1] }, 'config/noise_shape'],
    ['SpatialDropout2D', { rate: 0.1 }, ''],
    ['Embedding', { input_dim: 3, output_dim: 2, input_length: 4 }, 'config/input_length'],
  ];
  for (const [className, config, field] of wrong) {
    assert.throws(
      () => planOf([layer(className, config)], [2, 3]),
      (error: unknown) =>
        error instanceof InvalidError && error.errors?.[0]?.pointer === `/layers/0/${field}`.replace(/\/$/, ''),
      className,
    );
  }
});

test("weights have Keras's names and shapes", () => {
  const layers = [
    layer('Embedding', { input_dim: 7, output_dim: 4 }),
    layer('PReLU', { shared_axes: [1] }),
    layer('Permute', { dims: [2, 1] }),
    layer('PReLU'),
  ];
  assert.deepEqual(
    planOf(layers, [5])?.weights.map(({ name, shape }) => [name, shape]),
    [
      ['embedding/embeddings', [7, 4]],
      ['p_re_lu/alpha', [1, 4]],
      ['p_re_lu_1/alpha', [4, 5]],
    ],
  );
});
