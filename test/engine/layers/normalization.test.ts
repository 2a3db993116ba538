import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { InvalidError } from '../../../src/errors.js';
import { EngineFiles } from '../../support/engine-files.js';
import { sameBothWays } from '../../support/same-both-ways.js';
import { layer, planOf } from '../../support/small-plan.js';
import { smallSpec } from '../../support/training-specs.js';

const files = await EngineFiles.create();
await loadEngine('tensorflow');

const NORMALIZERS = [
  layer('BatchNormalization'),
  layer('BatchNormalization', { axis: [1], momentum: 0.3, center: false }),
  layer('BatchNormalization', { scale: false, trainable: false }),
  layer('LayerNormalization', { axis: [1, 2] }),
  layer('LayerNormalization', { rms_scaling: true, center: false }),
  layer('GroupNormalization', { groups: 2 }),
  layer('GroupNormalization', { groups: -1, axis: 1, scale: false }),
  layer('UnitNormalization', { axis: [1, 2] }),
  layer('RMSNormalization', { axis: [1, 2] }),
];
for (const normalizer of NORMALIZERS) {
  test(`compiled as eager, ${JSON.stringify(normalizer)}`, async () => {
    const layers = [
      layer('Reshape', { target_shape: [3, 2] }),
      // A bias before a normalization has no gradient but rounding, which Adam would blow up.
      layer('Dense', { units: 4, use_bias: false }),
      normalizer,
      layer('Flatten'),
      layer('Dense', { units: 3, activation: 'softmax' }),
    ];
    await sameBothWays(await smallSpec(files, { layers, rows: 20, fit: { epochs: 2 } }));
  });
}

test("weights have Keras's names, shapes and order, and moving averages are never trained", () => {
  const network = planOf(
    [layer('BatchNormalization'), layer('LayerNormalization', { axis: [1, 2], center: false })],
    [2, 3],
  );
  assert.deepEqual(
    network?.weights.map(({ name, shape, trainable }) => [name, shape, trainable]),
    [
      ['batch_normalization/gamma', [3], true],
      ['batch_normalization/beta', [3], true],
      ['batch_normalization/moving_mean', [3], false],
      ['batch_normalization/moving_variance', [3], false],
      ['layer_normalization/gamma', [2, 3], true],
    ],
  );
});

test('axes and groups that do not fit are refused at their field', () => {
  const wrong: [string, object, string][] = [
    ['BatchNormalization', { axis: 3 }, 'axis'],
    ['LayerNormalization', { axis: [0, 1] }, 'axis'],
    ['LayerNormalization', { axis: [1, -2] }, 'axis'],
    ['RMSNormalization', { axis: 1 }, 'axis'],
    ['RMSNormalization', { axis: [-1, 1] }, 'axis'],
    ['GroupNormalization', { groups: 2 }, 'groups'],
  ];
  for (const [className, config, field] of wrong) {
    assert.throws(
      () => planOf([layer(className, config)], [2, 3]),
      (error: unknown) => error instanceof InvalidError && error.errors?.[0]?.pointer === `/layers/0/config/${field}`,
      className,
    );
  }
});
