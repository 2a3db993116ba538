import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planDefinition } from '../../../src/engine/plan/plan-definition.js';
import { stepCost, trainingThreads } from '../../../src/engine/plan/training-threads.js';
import type { ModelDefinition } from '../../../src/engine/training-spec.js';
import { postedArchitectureSchema, toArchitecture } from '../../../src/keras-format/architecture.js';
import { compileSchema } from '../../../src/keras-format/compile.js';

function dense(inputShape: number[], ...units: number[]): ModelDefinition {
  return model(
    inputShape,
    units.map((count) => ({ class_name: 'Dense', config: { units: count } })),
  );
}

function model(inputShape: number[], layers: object[]): ModelDefinition {
  return {
    architecture: toArchitecture(postedArchitectureSchema.parse({ layers })),
    compile: compileSchema.parse({ loss: 'mse' }),
    inputShape,
  };
}

test('a step costs twice the kernels for each row and pass, and for each position of a sequence', () => {
  assert.equal(stepCost(planDefinition(dense([784], 100, 10)), 32), 3 * 32 * 2 * (78_400 + 1_000));
  assert.equal(stepCost(planDefinition(dense([5, 4], 3)), 2), 3 * 2 * 2 * 12 * 5);
});

test('a convolution costs its kernel at each position, a recurrent layer its two at each time step, an embedding nothing', () => {
  const cost = (shape: number[], layer: object) => stepCost(planDefinition(model(shape, [layer])), 1);
  const convolution = { class_name: 'Conv2D', config: { filters: 4, kernel_size: [3, 3] } };
  assert.equal(cost([10, 10, 2], convolution), 3 * 2 * (3 * 3 * 2 * 4) * 64);
  const lstm = { class_name: 'LSTM', config: { units: 5 } };
  assert.equal(cost([80, 3], lstm), 3 * 2 * (3 * 20 + 5 * 20) * 80);
  assert.equal(cost([80, 3], { class_name: 'Bidirectional', config: { layer: lstm } }), 2 * cost([80, 3], lstm));
  assert.equal(cost([7], { class_name: 'Embedding', config: { input_dim: 10_000, output_dim: 64 } }), 3 * 7 * 64);
});

test('small models train on one thread, large ones on their share of the cores', () => {
  const share = (cores: number, jobs: number) => ({ cores, jobs });
  assert.equal(trainingThreads(dense([784], 100, 10), 32, share(8, 1)), 1);
  const large = dense([4096], 4096, 4096);
  assert.equal(trainingThreads(large, 128, share(8, 1)), 8);
  assert.equal(trainingThreads(large, 128, share(8, 3)), 2);
  assert.equal(trainingThreads(large, 128, share(2, 4)), 1);
});
