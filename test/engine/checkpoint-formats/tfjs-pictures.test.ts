import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tfjsModelJson } from '../../../src/engine/checkpoint-formats/tfjs.js';
import { NotInTfjsError } from '../../../src/engine/checkpoint-formats/tfjs-objects.js';
import { postedArchitectureSchema, toArchitecture } from '../../../src/keras-format/architecture.js';
import { compileSchema } from '../../../src/keras-format/compile.js';
import { makeCheckpoint } from './checkpoints.js';

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
