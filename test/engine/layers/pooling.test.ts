import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { forward } from '../../../src/engine/network.js';
import { planDefinition } from '../../../src/engine/plan/plan-definition.js';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { postedArchitectureSchema, toArchitecture } from '../../../src/keras-format/architecture.js';
import { compileSchema } from '../../../src/keras-format/compile.js';

before(() => loadEngine('tensorflow'));

test('GlobalAveragePooling1D takes the mean over the steps that a mask lets count', () => {
  const layers = [
    { class_name: 'Masking', config: { mask_value: 9 } },
    { class_name: 'GlobalAveragePooling1D', config: {} },
  ];
  const plan = planDefinition({
    architecture: toArchitecture(postedArchitectureSchema.parse({ layers })),
    compile: compileSchema.parse({ loss: 'mse' }),
    inputShape: [3, 2],
  });
  const rows = [
    [1, 2, 9, 9, 5, 4],
    [9, 9, 9, 9, 7, 9],
  ];
  const pooled = tf.tidy(() => {
    const randomKey = tf.tensor1d([0, 0], 'int32');
    const { predictions } = forward(plan, [], [tf.tensor(rows.flat(), [2, 3, 2])], { training: false, randomKey });
    return [...(predictions[0]?.output.dataSync() ?? [])];
  });
  assert.deepEqual(pooled, [3, 3, 7, 9]);
});
