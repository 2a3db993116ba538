import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { blockLstm } from '../../../src/engine/kernels/block-lstm.js';
import { nativeBackend } from '../../../src/engine/native-backend.js';
import { loadEngine } from '../../../src/engine/tensorflow.js';

before(() => loadEngine('tensorflow'));

const [STEPS, BATCH, FEATURES, UNITS] = [5, 3, 4, 2];

type Inputs = readonly [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];

function inputs(): Inputs {
  const numbers = (shape: number[], seed: number) => tf.randomUniform(shape, -1, 1, 'float32', seed);
  return [
    numbers([STEPS, BATCH, FEATURES], 1),
    numbers([FEATURES, 4 * UNITS], 2),
    numbers([UNITS, 4 * UNITS], 3),
    numbers([4 * UNITS], 4),
    numbers([BATCH, UNITS], 5),
    numbers([BATCH, UNITS], 6),
  ];
}

/** Keras's cell, step by step: keras/src/layers/rnn/lstm.py. Gives every h, and the last c where it is wanted. */
function writtenOut([input, kernel, recurrent, bias, h0, c0]: Inputs, lastCell: boolean): tf.Tensor {
  let [h, c] = [h0, c0];
  const outputs = tf.unstack(input).map((x) => {
    const z = tf.add(tf.add(tf.matMul(x, kernel), tf.matMul(h, recurrent)), bias);
    const [i, f, g, o] = tf.split(z, 4, 1);
    assert.ok(i && f && g && o);
    c = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
    h = tf.mul(tf.sigmoid(o), tf.tanh(c));
    return h;
  });
  return tf.stack(lastCell ? [...outputs, c] : outputs);
}

function blocked([input, kernel, recurrentKernel, bias, hidden, cell]: Inputs, lastCell: boolean): tf.Tensor {
  return blockLstm({ input, kernel, recurrentKernel, bias, hidden, cell }, { lastCell });
}

for (const lastCell of [false, true]) {
  test(`one operation gives the states and gradients of Keras's cell step by step, last cell state: ${lastCell}`, () => {
    tf.tidy(() => {
      const given = inputs();
      const numbers = (lstm: typeof blocked) => {
        const weighed = () => {
          const made = lstm(given, lastCell);
          return tf.sum(tf.mul(tf.square(made), tf.range(1, made.size + 1).reshape(made.shape)));
        };
        const { value, grads } = tf.engine().gradients(weighed, [...given]);
        return [lstm(given, lastCell), value, ...grads].map((tensor) => [...tensor.dataSync()]);
      };
      const wanted = numbers(writtenOut);
      numbers(blocked).forEach((values, position) => {
        values.forEach((value, place) => {
          const target = wanted[position]?.[place] ?? Number.NaN;
          assert.ok(
            Math.abs(value - target) <= 3e-6 * Math.max(1, Math.abs(target)),
            `${position}: ${value}, ${target}`,
          );
        });
      });
    });
  });
}

test('the operation and its gradient leave no native tensors behind', () => {
  const count = () => nativeBackend().binding.getNumOfTensors();
  const train = () =>
    tf.tidy(() => {
      const given = inputs();
      tf.dispose(tf.engine().gradients(() => tf.sum(blocked(given, true)), [...given]).grads);
    });
  train();
  const before = count();
  train();
  assert.equal(count(), before);
});
