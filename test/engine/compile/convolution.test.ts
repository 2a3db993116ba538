import { test } from 'node:test';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { EngineFiles } from '../../support/engine-files.js';
import { sameBothWays } from '../../support/same-both-ways.js';
import { layer } from '../../support/small-plan.js';
import { smallSpec } from '../../support/training-specs.js';

const files = await EngineFiles.create();
await loadEngine('tensorflow');

/** Pictures of 5 x 4 with 2 channels, made of six numbers a row by a dense layer. */
const PICTURES = [layer('Dense', { units: 40 }), layer('Reshape', { target_shape: [5, 4, 2] })];
const CLASSIFIER = [layer('Flatten'), layer('Dense', { units: 3, activation: 'softmax' })];

/** Sequences of 10 steps of 4 numbers. */
const SEQUENCES = [layer('Dense', { units: 40 }), layer('Reshape', { target_shape: [10, 4] })];
const L2 = { class_name: 'L2', config: { l2: 0.01 } };

const ON_PICTURES = [
  layer('Conv2D', { filters: 4, kernel_size: 3, activation: 'relu', padding: 'same', strides: 2 }),
  layer('Conv2D', { filters: 3, kernel_size: [2, 1], activation: 'relu', use_bias: false, kernel_regularizer: L2 }),
  layer('Conv2D', { filters: 4, kernel_size: 2, dilation_rate: [2, 1], padding: 'same', activation: 'tanh' }),
  layer('Conv2D', { filters: 4, kernel_size: 2, dilation_rate: 2, groups: 2 }),
  layer('Conv2DTranspose', { filters: 3, kernel_size: 3, strides: 2, output_padding: [1, 0], activation: 'relu' }),
  layer('Conv2DTranspose', { filters: 3, kernel_size: 2, dilation_rate: 2, padding: 'same' }),
  layer('DepthwiseConv2D', { kernel_size: [3, 2], depth_multiplier: 2, activation: 'relu' }),
  layer('DepthwiseConv2D', { kernel_size: 2, strides: 2, dilation_rate: [1, 2], padding: 'same' }),
  layer('SeparableConv2D', { filters: 3, kernel_size: 2, depth_multiplier: 2, activation: 'relu' }),
  layer('MaxPooling2D'),
  layer('MaxPooling2D', { pool_size: [3, 2], strides: [1, 2], padding: 'same' }),
  layer('AveragePooling2D', { pool_size: 2, strides: 1, padding: 'same' }),
  layer('GlobalMaxPooling2D', { keepdims: true }),
  layer('GlobalAveragePooling2D'),
  layer('AdaptiveMaxPooling2D', { output_size: [2, 3] }),
  layer('AdaptiveAveragePooling2D', { output_size: 2 }),
  layer('ZeroPadding2D', { padding: [1, [0, 2]] }),
  layer('Cropping2D', { cropping: [[1, 0], 1] }),
  layer('RandomFlip'),
  layer('RandomRotation', { factor: 0.3 }),
  layer('RandomTranslation', { height_factor: 0.3, width_factor: 0.2, fill_mode: 'wrap', seed: 4 }),
  layer('RandomZoom', { height_factor: [-0.3, 0.1], width_factor: 0.2, interpolation: 'nearest' }),
  layer('RandomContrast', { factor: 0.4 }),
  layer('RandomBrightness', { factor: 0.4, value_range: [-2, 2] }),
  layer('UpSampling2D', { size: [2, 1] }),
  layer('UpSampling2D', { size: [1, 3], interpolation: 'bilinear' }),
];
const ON_SEQUENCES = [
  layer('Conv1D', { filters: 3, kernel_size: 3, padding: 'causal', dilation_rate: 2, activation: 'relu' }),
  layer('Conv1D', { filters: 4, kernel_size: 2, strides: 2, groups: 4 }),
  layer('Conv1DTranspose', { filters: 3, kernel_size: 3, strides: 2, padding: 'same', activation: 'relu' }),
  layer('DepthwiseConv1D', { kernel_size: 3, strides: 2, activation: 'relu' }),
  layer('SeparableConv1D', { filters: 3, kernel_size: 2, padding: 'same', pointwise_regularizer: L2 }),
  layer('MaxPooling1D', { strides: 1 }),
  layer('AveragePooling1D', { pool_size: 3, padding: 'same' }),
  layer('GlobalMaxPooling1D'),
  layer('GlobalAveragePooling1D', { keepdims: true }),
  layer('AdaptiveMaxPooling1D', { output_size: 3 }),
  layer('AdaptiveAveragePooling1D', { output_size: 4 }),
  layer('ZeroPadding1D', { padding: [0, 2] }),
  layer('Cropping1D', { cropping: 2 }),
  layer('UpSampling1D'),
];
for (const [before, tested] of [
  ...ON_PICTURES.map((tested) => [PICTURES, tested] as const),
  ...ON_SEQUENCES.map((tested) => [SEQUENCES, tested] as const),
]) {
  test(`compiled as eager, ${JSON.stringify(tested)}`, async () => {
    const layers = [...before, tested, ...CLASSIFIER];
    await sameBothWays(await smallSpec(files, { layers, rows: 14, fit: { epochs: 1 } }));
  });
}
