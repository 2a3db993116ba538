import * as tf from '@tensorflow/tfjs-core';
import type { ActivationName } from '../keras-format/activations.js';

type Activation = (x: tf.Tensor) => tf.Tensor;

const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;

/** Keras's activations, elementwise but for the softmaxes, which work on the last axis (keras/src/activations). */
const ACTIVATIONS: { readonly [Name in ActivationName]: Activation } = {
  celu: (x) => elu(x, 1),
  elu: (x) => elu(x, 1),
  exponential: (x) => tf.exp(x),
  gelu: (x) => tf.mul(tf.mul(x, 0.5), tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2)))),
  hard_sigmoid: (x) => hardSigmoid(x),
  hard_silu: (x) => tf.mul(x, hardSigmoid(x)),
  hard_swish: (x) => tf.mul(x, hardSigmoid(x)),
  hard_tanh: (x) => tf.clipByValue(x, -1, 1),
  leaky_relu: (x) => tf.leakyRelu(x, 0.2),
  linear: (x) => x,
  log_sigmoid: (x) => tf.neg(tf.softplus(tf.neg(x))),
  log_softmax: (x) => tf.logSoftmax(x),
  mish: (x) => tf.mul(x, tf.tanh(tf.softplus(x))),
  relu: (x) => tf.relu(x),
  relu6: (x) => tf.clipByValue(x, 0, 6),
  selu: (x) => tf.mul(SELU_SCALE, elu(x, SELU_ALPHA)),
  sigmoid: (x) => tf.sigmoid(x),
  silu: (x) => tf.mul(x, tf.sigmoid(x)),
  softmax: (x) => tf.softmax(x),
  softplus: (x) => tf.softplus(x),
  softsign: (x) => tf.div(x, tf.add(1, tf.abs(x))),
  swish: (x) => tf.mul(x, tf.sigmoid(x)),
  tanh: (x) => tf.tanh(x),
};

/** Applies one of Keras's activations. */
export function activate(name: ActivationName, x: tf.Tensor): tf.Tensor {
  return ACTIVATIONS[name](x);
}

/** x where positive, alpha (e^x - 1) elsewhere; the exponent is cut at 0 so that no infinity reaches the gradient. */
function elu(x: tf.Tensor, alpha: number): tf.Tensor {
  return tf.add(tf.relu(x), tf.mul(alpha, tf.expm1(tf.minimum(x, 0))));
}

/** relu6(x + 3) / 6. */
function hardSigmoid(x: tf.Tensor): tf.Tensor {
  return tf.div(tf.clipByValue(tf.add(x, 3), 0, 6), 6);
}
