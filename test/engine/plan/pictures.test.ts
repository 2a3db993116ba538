import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outputShapeOf, weightsOf } from '../../../src/engine/plan/network-plan.js';
import { InvalidError } from '../../../src/errors.js';
import { postedArchitectureSchema } from '../../../src/keras-format/architecture.js';
import { layer, planOf } from '../../support/small-plan.js';

const PICTURE = [7, 6, 4];
const SEQUENCE = [9, 4];

for (const [class_name, config, inputShape, output, weights] of [
  ['Conv2D', { filters: 3, kernel_size: [3, 2], strides: 2 }, PICTURE, [3, 3, 3], [[3, 2, 4, 3], [3]]],
  ['Conv2D', { filters: 6, kernel_size: 3, groups: 2, use_bias: false }, PICTURE, [5, 4, 6], [[3, 3, 2, 6]]],
  ['Conv1D', { filters: 3, kernel_size: 4, padding: 'causal', strides: 2 }, SEQUENCE, [5, 3], [[4, 4, 3], [3]]],
  ['Conv2DTranspose', { filters: 3, kernel_size: 1, strides: 2 }, PICTURE, [14, 12, 3], [[1, 1, 3, 4], [3]]],
  [
    'Conv2DTranspose',
    { filters: 3, kernel_size: 3, strides: 2, padding: 'same', output_padding: [0, 1] },
    PICTURE,
    [13, 12, 3],
    [[3, 3, 3, 4], [3]],
  ],
  ['DepthwiseConv1D', { kernel_size: 3, depth_multiplier: 2, padding: 'same' }, SEQUENCE, [9, 8], [[3, 4, 2], [8]]],
  [
    'SeparableConv2D',
    { filters: 5, kernel_size: 2, depth_multiplier: 2, dilation_rate: 3 },
    PICTURE,
    [4, 3, 5],
    [[2, 2, 4, 2], [1, 1, 8, 5], [5]],
  ],
  ['MaxPooling2D', { pool_size: [3, 2], padding: 'same' }, PICTURE, [3, 3, 4], []],
  ['GlobalAveragePooling2D', { keepdims: true }, PICTURE, [1, 1, 4], []],
  ['ZeroPadding2D', { padding: [1, [0, 2]] }, PICTURE, [9, 8, 4], []],
  ['Cropping1D', { cropping: [2, 0] }, SEQUENCE, [7, 4], []],
  ['UpSampling2D', { size: [1, 3] }, PICTURE, [7, 18, 4], []],
] as const) {
  test(`${class_name} with ${JSON.stringify(config)} makes rows of ${output}`, () => {
    const network = planOf([layer(class_name, config)], inputShape);
    assert.ok(network);
    assert.deepEqual(outputShapeOf(network), output);
    assert.deepEqual(
      weightsOf(network).map(({ shape }) => shape),
      weights,
    );
  });
}

test("Keras 2's unused fields of a depthwise convolution are read over", () => {
  const config = { filters: 2, kernel_size: 2, groups: 1, kernel_initializer: 'ones', kernel_regularizer: null };
  const network = planOf([layer('SeparableConv2D', config)], PICTURE);
  assert.equal(JSON.parse(JSON.stringify(network?.layers[0]?.layer.config)).groups, undefined);
});

for (const [class_name, config, inputShape, field, detail] of [
  ['Conv2D', { filters: 3, kernel_size: 8 }, PICTURE, '/kernel_size', /window of 8 does not fit the 7 of dimension 1/],
  ['Conv2D', { filters: 3, kernel_size: 3, groups: 3 }, PICTURE, '/groups', /4 channels/],
  ['Conv2D', { filters: 3, kernel_size: 3, groups: 2 }, PICTURE, '/groups', /3 filters/],
  ['Conv2D', { filters: 3, kernel_size: 3, strides: 2, dilation_rate: 2 }, PICTURE, '/dilation_rate', /both/],
  [
    'Conv2DTranspose',
    { filters: 3, kernel_size: 3, output_padding: 1 },
    PICTURE,
    '/output_padding',
    /below its stride/,
  ],
  ['DepthwiseConv2D', { kernel_size: 3, strides: [1, 2] }, PICTURE, '/strides', /same stride/],
  ['MaxPooling1D', { pool_size: 10 }, SEQUENCE, '/pool_size', /does not fit/],
  ['Cropping2D', { cropping: 3 }, PICTURE, '/cropping', /nothing is left of the 6 of dimension 2/],
  ['RandomFlip', {}, SEQUENCE, '', /height, width, channels/],
] as const) {
  test(`${class_name} with ${JSON.stringify(config)} is refused`, () => {
    assert.throws(
      () => planOf([layer(class_name, config)], inputShape),
      (error: unknown) => {
        assert.ok(error instanceof InvalidError, String(error));
        const [fault] = error.errors ?? [];
        assert.equal(fault?.pointer, field === '' ? '/layers/0' : `/layers/0/config${field}`);
        assert.match(fault?.detail ?? '', detail);
        return true;
      },
    );
  });
}

test('channels first are refused with what to do', () => {
  const layers = [{ class_name: 'Conv2D', config: { filters: 2, kernel_size: 2, data_format: 'channels_first' } }];
  const { success, error } = postedArchitectureSchema.safeParse({ layers });
  assert.equal(success, false);
  assert.match(JSON.stringify(error?.issues), /only channels_last is supported/);
});
