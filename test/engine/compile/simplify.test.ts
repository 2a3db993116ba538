import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { emit } from '../../../src/engine/compile/emit.js';
import { attribute, DATA_TYPE, Graph } from '../../../src/engine/compile/graph.js';
import { record } from '../../../src/engine/compile/recorder.js';
import { Session } from '../../../src/engine/compile/session.js';
import { simplify } from '../../../src/engine/compile/simplify.js';
import { neededOperations } from '../../../src/engine/compile/trace.js';
import { loadEngine } from '../../../src/engine/tensorflow.js';

before(() => loadEngine('tensorflow'));

type Compute = (tensors: tf.Tensor[]) => tf.Tensor[];

/** Numbers of both signs, zero among them. */
const numbers = (shape: number[], seed: number) =>
  tf.tensor(
    Array.from({ length: tf.util.sizeFromShape(shape) }, (_, place) => Math.sin(place * seed) * ((place + seed) % 3)),
    shape,
  );

/** Names of the operations that are left, after a check that the graph gives the same numbers as tfjs. */
function operationsOf(shapes: number[][], compute: Compute): string[] {
  const tensors = shapes.map((shape, index) => numbers(shape, index + 1));
  const stand = shapes.map((shape) => tf.zeros(shape));
  const trace = record(stand, () => compute(stand));
  const graph = new Graph();
  const inputs = shapes.map((shape, index) => graph.placeholder(`input_${index}`, DATA_TYPE.float32, shape));
  const fetches = emit(graph, trace, { inputs, bring: (ref) => ref }).map((ref) =>
    graph.add('Identity', [ref], { T: attribute.type(DATA_TYPE.float32) }),
  );
  const session = new Session(graph);
  try {
    const feeds = tensors.map((tensor, index) => {
      const values = Float32Array.from(tensor.dataSync());
      return [`input_${index}`, { type: DATA_TYPE.float32, shape: tensor.shape, values }] as const;
    });
    const given = session.run(Object.fromEntries(feeds), fetches);
    compute(tensors).forEach((wanted, output) => {
      const got = given[output] ?? [];
      wanted.dataSync().forEach((value, place) => {
        assert.ok(Math.abs(value - (got[place] ?? Number.NaN)) <= 2e-6 * Math.max(1, Math.abs(value)));
      });
    });
  } finally {
    session.close();
    tf.dispose([...tensors, ...stand]);
  }
  return neededOperations(simplify(trace)).map(({ name }) => name);
}

const gradientsBy =
  (loss: (tensors: tf.Tensor[]) => tf.Tensor): Compute =>
  (tensors) =>
    tf.grads((...given: tf.Tensor[]) => tf.sum(loss(given)))(tensors);

test('a layer is a product of two matrices, a bias and an activation', () => {
  const layer: Compute = ([x, kernel, bias]) => {
    assert.ok(x && kernel && bias);
    return [tf.relu(tf.add(tf.matMul(x, kernel), bias))];
  };
  assert.deepEqual(operationsOf([[4, 3], [3, 2], [2]], layer), ['MatMul', 'BiasAdd', 'Relu']);
});

test('a bias before the product, and none where the shapes only happen to fit', () => {
  const swapped: Compute = ([x, kernel, bias]) => {
    assert.ok(x && kernel && bias);
    return [tf.add(bias, tf.matMul(x, kernel))];
  };
  assert.deepEqual(operationsOf([[4, 3], [3, 2], [2]], swapped), ['MatMul', 'BiasAdd']);
  assert.deepEqual(
    operationsOf(
      [
        [4, 3],
        [3, 2],
        [4, 2],
      ],
      swapped,
    ),
    ['MatMul', 'Add'],
  );
  assert.deepEqual(operationsOf([[4, 3], [3, 1], [2]], swapped), ['MatMul', 'Add']);
});

for (const [name, activate, gradient] of [
  ['relu', tf.relu, 'ReluGrad'],
  ['sigmoid', tf.sigmoid, 'SigmoidGrad'],
  ['tanh', tf.tanh, 'TanhGrad'],
] as const) {
  test(`the gradient of ${name} is one operation, and that of a bias another`, () => {
    const loss = ([x, kernel, bias, weight]: tf.Tensor[]) => {
      assert.ok(x && kernel && bias && weight);
      return tf.mul(activate(tf.add(tf.matMul(x, kernel), bias)), weight);
    };
    const left = operationsOf([[4, 3], [3, 2], [2], [4, 2]], gradientsBy(loss));
    const wanted = ['BiasAddGrad', 'MatMul', 'MatMul', 'MatMul', gradient];
    assert.deepEqual(left.filter((operation) => wanted.includes(operation)).sort(), wanted.sort());
    assert.ok(!left.some((operation) => ['Sum', 'Select', 'Sub', 'Square', 'Reshape'].includes(operation)));
  });
}

test('stacks of matrices stay a product of stacks', () => {
  const product: Compute = ([a, b]) => {
    assert.ok(a && b);
    return [tf.matMul(a, b, false, true)];
  };
  assert.deepEqual(
    operationsOf(
      [
        [2, 4, 3],
        [2, 5, 3],
      ],
      product,
    ),
    ['BatchMatMulV2'],
  );
  assert.deepEqual(
    operationsOf(
      [
        [4, 3],
        [5, 3],
      ],
      product,
    ),
    ['MatMul'],
  );
});

test('layouts, casts and factors that change nothing are left out', () => {
  const idle: Compute = ([x]) => {
    assert.ok(x);
    const same = tf.reshape(tf.reshape(tf.mul(x, 1), [6]), [2, 3]);
    return [tf.div(tf.cast(tf.square(same), 'float32'), tf.onesLike(tf.zeros([2, 3])))];
  };
  assert.deepEqual(operationsOf([[2, 3]], idle), ['Square']);
  const growing: Compute = ([x]) => {
    assert.ok(x);
    return [tf.mul(x, tf.ones([2, 3]))];
  };
  assert.deepEqual(operationsOf([[1, 3]], growing), ['Mul']);
});

test('a class that was a whole number is one again, and compared as one', () => {
  const hits: Compute = ([logits, given]) => {
    assert.ok(logits && given);
    // Whole numbers, as targets are.
    const classes = tf.cast(tf.cast(given, 'int32'), 'float32');
    const same = tf.equal(classes, tf.cast(tf.argMax(logits, -1), 'float32'));
    return [tf.cast(same, 'float32'), tf.cast(tf.cast(tf.reshape(classes, [4]), 'int32'), 'float32')];
  };
  assert.deepEqual(operationsOf([[4, 3], [4]], hits), ['Cast', 'Cast', 'ArgMax', 'Equal', 'Cast']);
});

test('one number for all is one number, and a mean times its count a sum', () => {
  const scaled: Compute = ([x]) => {
    assert.ok(x);
    return [tf.mul(x, tf.fill([4, 1], 0.25)), tf.mul(tf.mean(x), 12), tf.mul(tf.mean(x, 0), 3)];
  };
  const trace = operationsOf([[4, 3]], scaled);
  assert.deepEqual(trace, ['Mul', 'Sum', 'Mean', 'Mul']);
  const growing: Compute = ([x]) => {
    assert.ok(x);
    return [tf.mul(x, tf.fill([4, 3], 0.5))];
  };
  assert.deepEqual(operationsOf([[1, 3]], growing), ['Mul']);
});

test('what follows from constants alone is worked out once, and equal operations are one', () => {
  const repeated: Compute = ([x]) => {
    assert.ok(x);
    const factor = () => tf.add(tf.sqrt(tf.scalar(4)), tf.sum(tf.tensor1d([1, 2, 3])));
    return [tf.add(tf.exp(tf.mul(x, factor())), tf.exp(tf.mul(x, factor())))];
  };
  assert.deepEqual(operationsOf([[2, 3]], repeated), ['Mul', 'Exp', 'Add']);
});

test('only a sum over all rows is the gradient of a bias', () => {
  const sums: Compute = ([x]) => {
    assert.ok(x);
    return [tf.sum(x, [0, 1]), tf.sum(x, 0), tf.sum(x, [0, 1], true)];
  };
  assert.deepEqual(operationsOf([[2, 3, 4]], sums), ['BiasAddGrad', 'Sum', 'Sum']);
});
