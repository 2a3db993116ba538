import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tfjsModelJson } from '../../../src/engine/checkpoint-formats/tfjs.js';
import { NotInTfjsError } from '../../../src/engine/checkpoint-formats/tfjs-objects.js';
import type { ModelDefinition } from '../../../src/engine/training-spec.js';
import { ACTIVATIONS, type ActivationName } from '../../../src/keras-format/activations.js';
import { postedArchitectureSchema, toArchitecture } from '../../../src/keras-format/architecture.js';
import { compileSchema } from '../../../src/keras-format/compile.js';
import { makeCheckpoint, type TensorValues } from './checkpoints.js';
import { openAllInTfjs, openInTfjs, type TfjsTask } from './open-in-tfjs.js';

function define(layers: readonly unknown[], inputShape: number[]): ModelDefinition {
  return {
    architecture: toArchitecture(postedArchitectureSchema.parse({ layers })),
    compile: compileSchema.parse({ loss: 'mse' }),
    inputShape,
  };
}

function task(
  layers: readonly unknown[],
  inputShape: number[],
  weights: readonly TensorValues[],
  inputs: readonly number[],
): TfjsTask {
  const { state, bytes } = makeCheckpoint(weights);
  const modelJson = JSON.parse(JSON.stringify(tfjsModelJson(define(layers, inputShape), state, { epoch: 3 })));
  const rows = inputs.length / inputShape.reduce((product, size) => product * size, 1);
  return {
    modelJson,
    weights: bytes.toString('base64'),
    inputs: [...inputs],
    shape: inputShape.length === 0 ? [rows, 1] : [rows, ...inputShape],
  };
}

function close(actual: readonly number[], expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, index) => {
    const wanted = expected[index] ?? Number.NaN;
    assert.ok(Math.abs(value - wanted) < 2e-6 * Math.max(1, Math.abs(wanted)), `${actual} is not ${expected}`);
  });
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const softplus = (x: number) => Math.log1p(Math.exp(x));

test('tfjs opens a model of every layer and predicts the numbers worked out by hand', async () => {
  const layers = [
    { class_name: 'InputLayer', config: { batch_shape: [null, 2, 2], dtype: 'uint8' } },
    { class_name: 'Reshape', config: { target_shape: [-1, 1, 2], name: 'fold' } },
    { class_name: 'Flatten', config: {} },
    { class_name: 'Flatten', config: { name: 'flat_already' } },
    { class_name: 'Dropout', config: { rate: 1, seed: 3 } },
    { class_name: 'Dense', config: { units: 2, activation: 'sigmoid', kernel_initializer: 'lecun_normal' } },
    {
      class_name: 'Dense',
      config: {
        units: 2,
        use_bias: false,
        trainable: false,
        kernel_initializer: { class_name: 'VarianceScaling', config: { distribution: 'untruncated_normal' } },
      },
    },
    { class_name: 'Activation', config: { activation: 'softmax' } },
  ];
  const weights = [
    { name: 'dense/kernel', shape: [4, 2], values: [0.1, -0.2, 0.3, 0.4, -0.5, 0.6, 0.7, -0.8] },
    { name: 'dense/bias', shape: [2], values: [0.05, -0.05] },
    { name: 'dense_1/kernel', shape: [2, 2], values: [1, -1, 2, 0.5] },
    { name: 'dense/kernel/momentum', role: 'optimizer' as const, shape: [4, 2], values: Array(8).fill(9) },
  ];
  const opened = await openInTfjs(task(layers, [2, 2], weights, [1, 2, 3, 4, 0, 1, 0, -1]));
  const rows = [
    [1, 2, 3, 4],
    [0, 1, 0, -1],
  ].map(([a = 0, b = 0, c = 0, d = 0]) => {
    const h = sigmoid(0.1 * a + 0.3 * b - 0.5 * c + 0.7 * d + 0.05);
    const i = sigmoid(-0.2 * a + 0.4 * b + 0.6 * c - 0.8 * d - 0.05);
    const odds = Math.exp(h + 2 * i - (-h + 0.5 * i));
    return [odds / (1 + odds), 1 / (1 + odds)];
  });
  close(opened.values, rows.flat());
  assert.deepEqual(opened.shape, [2, 2]);
  assert.deepEqual(opened.layers.slice(1), [
    'fold',
    'flatten',
    'flat_already',
    'dropout',
    'dense',
    'dense_1',
    'activation',
  ]);
  assert.deepEqual(opened.metadata, { epoch: 3 });
});

const GELU_OF_HALF = 0.34573123063700656;
/** Each activation at -1.5, 0.5 and 7, by Keras 3's definitions; null where tfjs-layers cannot do it. */
const AT_THREE_POINTS: { readonly [Name in ActivationName]: readonly number[] | null } = {
  celu: [Math.expm1(-1.5), 0.5, 7],
  elu: [Math.expm1(-1.5), 0.5, 7],
  exponential: null,
  gelu: [-0.1002108, GELU_OF_HALF, 7],
  hard_shrink: null,
  soft_shrink: null,
  sparse_plus: null,
  sparse_sigmoid: null,
  sparsemax: null,
  squareplus: null,
  tanh_shrink: null,
  hard_sigmoid: null,
  hard_silu: null,
  hard_swish: null,
  hard_tanh: null,
  leaky_relu: null,
  linear: [-1.5, 0.5, 7],
  log_sigmoid: null,
  log_softmax: [-1.5, 0.5, 7].map((x) => x - 7 - Math.log(Math.exp(-8.5) + Math.exp(-6.5) + 1)),
  mish: [-1.5, 0.5, 7].map((x) => x * Math.tanh(softplus(x))),
  relu: [0, 0.5, 7],
  relu6: [0, 0.5, 6],
  selu: [1.0507009873554805 * 1.6732632423543772 * Math.expm1(-1.5), 1.0507009873554805 * 0.5, 1.0507009873554805 * 7],
  sigmoid: [sigmoid(-1.5), sigmoid(0.5), sigmoid(7)],
  silu: [-1.5 * sigmoid(-1.5), 0.5 * sigmoid(0.5), 7 * sigmoid(7)],
  softmax: [-1.5, 0.5, 7].map((x) => Math.exp(x - 7) / (Math.exp(-8.5) + Math.exp(-6.5) + 1)),
  softplus: [softplus(-1.5), softplus(0.5), softplus(7)],
  softsign: [-1.5 / 2.5, 0.5 / 1.5, 7 / 8],
  swish: [-1.5 * sigmoid(-1.5), 0.5 * sigmoid(0.5), 7 * sigmoid(7)],
  tanh: [Math.tanh(-1.5), Math.tanh(0.5), Math.tanh(7)],
};

test('every activation of Keras computes the same in tfjs, or is refused with the name of its layer', async () => {
  const able = ACTIVATIONS.filter((name) => AT_THREE_POINTS[name] !== null);
  const opened = await openAllInTfjs(
    able.map((activation) => task([{ class_name: 'Activation', config: { activation } }], [3], [], [-1.5, 0.5, 7])),
  );
  for (const [index, name] of able.entries()) close(opened[index]?.values ?? [], AT_THREE_POINTS[name] ?? []);
  const { state } = makeCheckpoint([]);
  for (const name of ACTIVATIONS.filter((name) => !able.includes(name))) {
    const dense = { class_name: 'Dense', config: { units: 1, activation: name, name: 'odd_one' } };
    assert.throws(
      () => tfjsModelJson(define([dense], [2]), state),
      (error: unknown) =>
        error instanceof NotInTfjsError &&
        error.status === 422 &&
        error.code === 'not_in_tfjs' &&
        error.message.includes('"odd_one"'),
    );
  }
});

test('names that tfjs-layers does not take are changed in the layers and the weights alike', async () => {
  const layers = [
    { class_name: 'Dense', config: { units: 1, name: '_a>b' } },
    { class_name: 'Dense', config: { units: 1, name: 'x_a_b' } },
  ];
  const weights = [
    { name: '_a>b/kernel', shape: [1, 1], values: [2] },
    { name: '_a>b/bias', shape: [1], values: [1] },
    { name: 'x_a_b/kernel', shape: [1, 1], values: [3] },
    { name: 'x_a_b/bias', shape: [1], values: [-1] },
  ];
  const opened = await openInTfjs(task(layers, [1], weights, [5]));
  assert.deepEqual(opened.values, [32]);
  assert.deepEqual(opened.layers.slice(-2), ['x_a_b_1', 'x_a_b']);
});

test('rows of single numbers are flattened as Keras does it', async () => {
  const opened = await openInTfjs(task([{ class_name: 'Flatten', config: {} }], [], [], [4, 5, 6]));
  assert.deepEqual(
    [opened.shape, opened.values],
    [
      [3, 1],
      [4, 5, 6],
    ],
  );
});

test('Keras 3 objects with a DTypePolicy and every initializer can be opened', async () => {
  const initializers = [
    'zeros',
    'ones',
    'constant',
    'random_normal',
    'random_uniform',
    'truncated_normal',
    'variance_scaling',
    'glorot_uniform',
    'glorot_normal',
    'he_uniform',
    'he_normal',
    'lecun_uniform',
    'lecun_normal',
  ];
  const dtype = { module: 'keras', class_name: 'DTypePolicy', config: { name: 'float32' }, registered_name: null };
  const layers = initializers.map((kernel_initializer) => ({
    class_name: 'Dense',
    config: { units: 1, use_bias: false, kernel_initializer, dtype },
  }));
  const weights = layers.map((_, index) => ({
    name: `${index === 0 ? 'dense' : `dense_${index}`}/kernel`,
    shape: [1, 1],
    values: [2],
  }));
  const opened = await openInTfjs(task(layers, [1], weights, [1]));
  assert.deepEqual(opened.values, [2 ** initializers.length]);
});
