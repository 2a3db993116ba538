import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { tfjsModelJson } from '../../../src/engine/checkpoint-formats/tfjs.js';
import { NotInTfjsError } from '../../../src/engine/checkpoint-formats/tfjs-objects.js';
import { postedArchitectureSchema, toArchitecture } from '../../../src/keras-format/architecture.js';
import { compileSchema } from '../../../src/keras-format/compile.js';
import { flatten } from '../../support/engine-files.js';
import { makeCheckpoint } from './checkpoints.js';
import { openAllInTfjs } from './open-in-tfjs.js';

const FOLDER = join(import.meta.dirname, '../../../../test/fixtures/golden');
const numbers: z.ZodType<number[] | number[][] | number[][][]> = z.any();
const fixtureSchema = z.object({
  model: postedArchitectureSchema,
  data: z.object({ x: numbers }),
  expected: z.object({
    final_weights: z.array(z.object({ name: z.string(), shape: z.array(z.int()), values: z.array(z.number()) })),
    predictions: numbers,
  }),
});
const FIXTURES = [
  'conv2d_same_strides',
  'conv2d_valid_dilation',
  'depthwise_conv2d',
  'separable_conv2d',
  'conv2d_transpose',
  'max_pooling2d',
  'average_pooling2d_same',
  'pooling1d',
  'global_max_pooling1d',
  'upsampling2d',
  'zero_padding_cropping',
];

test('what is trained on pictures predicts in tfjs as in Keras', async () => {
  const fixtures = FIXTURES.map((name) =>
    fixtureSchema.parse(JSON.parse(readFileSync(join(FOLDER, `layer_${name}.json`), 'utf8'))),
  );
  const tasks = fixtures.map(({ model, data, expected }) => {
    const rows = expected.predictions.length;
    const x = tensorShape(data.x);
    const { state, bytes } = makeCheckpoint(expected.final_weights);
    const definition = {
      architecture: toArchitecture(model),
      compile: compileSchema.parse({ loss: 'mse' }),
      inputShape: x.slice(1),
    };
    return {
      modelJson: JSON.parse(JSON.stringify(tfjsModelJson(definition, state))),
      weights: bytes.toString('base64'),
      inputs: flatten(data.x.slice(0, rows)),
      shape: [rows, ...x.slice(1)],
    };
  });
  const opened = await openAllInTfjs(tasks);
  opened.forEach(({ values }, index) => {
    const wanted = flatten(fixtures[index]?.expected.predictions ?? []);
    assert.equal(values.length, wanted.length);
    values.forEach((value, place) => {
      const difference = Math.abs(value - (wanted[place] ?? Number.NaN));
      assert.ok(difference < 1e-5, `${FIXTURES[index]}: ${value} instead of ${wanted[place]}`);
    });
  });
});

for (const [class_name, config, what] of [
  ['Conv1D', { filters: 2, kernel_size: 2, padding: 'causal' }, /causal/],
  ['Conv2D', { filters: 2, kernel_size: 2, groups: 2 }, /groups/],
  ['DepthwiseConv2D', { kernel_size: 2, dilation_rate: 2 }, /dilation/],
  ['Conv2DTranspose', { filters: 2, kernel_size: 2, strides: 2, output_padding: 1 }, /output_padding/],
  ['GlobalMaxPooling2D', { keepdims: true }, /keepdims/],
  ['UpSampling2D', { interpolation: 'bilinear' }, /bilinear/],
  ['AdaptiveMaxPooling2D', { output_size: 2 }, /no AdaptiveMaxPooling2D/],
  ['RandomFlip', {}, /no RandomFlip/],
] as const) {
  test(`${class_name} with ${JSON.stringify(config)} is refused, and by its name`, () => {
    const inputShape = class_name === 'Conv1D' ? [6, 2] : [6, 6, 2];
    const layers = [{ class_name, config: { ...config, name: 'mine' } }];
    const definition = {
      architecture: toArchitecture(postedArchitectureSchema.parse({ layers })),
      compile: compileSchema.parse({ loss: 'mse' }),
      inputShape,
    };
    const { state } = makeCheckpoint([]);
    assert.throws(
      () => tfjsModelJson(definition, state),
      (error: unknown) => error instanceof NotInTfjsError && /"mine"/.test(error.message) && what.test(error.message),
    );
  });
}

function tensorShape(x: unknown): number[] {
  return Array.isArray(x) ? [x.length, ...tensorShape(x[0])] : [];
}
