import { after, before, test } from 'node:test';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { EngineFiles } from '../../support/engine-files.js';
import { sameBothWays } from '../../support/same-both-ways.js';
import { smallSpec } from '../../support/training-specs.js';

let files: EngineFiles;
before(async () => {
  files = await EngineFiles.create();
  await loadEngine('tensorflow');
});
after(() => files.remove());

const layer = (class_name: string, config: object = {}) => ({ class_name, config });

/** Pictures of 5 x 4 with 2 channels, made of six numbers a row by a dense layer. */
const PICTURES = [layer('Dense', { units: 40 }), layer('Reshape', { target_shape: [5, 4, 2] })];
const CLASSIFIER = [layer('Flatten'), layer('Dense', { units: 3, activation: 'softmax' })];

const ON_PICTURES = [
  layer('Conv2D', { filters: 4, kernel_size: 3, activation: 'relu', padding: 'same', strides: 2 }),
  layer('Conv2D', { filters: 3, kernel_size: [2, 1], activation: 'relu', use_bias: false }),
  layer('Conv2D', { filters: 4, kernel_size: 2, dilation_rate: [2, 1], padding: 'same', activation: 'tanh' }),
  layer('Conv2D', { filters: 4, kernel_size: 2, dilation_rate: 2, groups: 2 }),
  layer('MaxPooling2D'),
  layer('MaxPooling2D', { pool_size: [3, 2], strides: [1, 2], padding: 'same' }),
];
for (const tested of ON_PICTURES) {
  test(`compiled as eager, ${JSON.stringify(tested)}`, async () => {
    const layers = [...PICTURES, tested, ...CLASSIFIER];
    await sameBothWays(await smallSpec(files, { layers, rows: 20, fit: { epochs: 2 } }));
  });
}
