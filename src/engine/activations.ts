import * as tf from '@tensorflow/tfjs-core';
import type { Activation, ActivationName, ActivationObject } from '../keras-format/activations.js';
import { withoutGradient } from './without-gradient.js';

type ActivationFunction = (x: tf.Tensor) => tf.Tensor;

const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;

/** Keras's activations, elementwise but for the softmaxes, which work on the last axis (keras/src/activations). */
const ACTIVATIONS: { readonly [Name in ActivationName]: ActivationFunction } = {
  // At 0 both parts have their slope, as in Keras.
  celu: (x) => tf.add(tf.maximum(x, 0), tf.expm1(tf.minimum(x, 0))),
  elu: (x) => elu(x, 1),
  exponential: (x) => tf.exp(x),
  gelu: (x) => tf.mul(tf.mul(x, 0.5), tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2)))),
  hard_shrink: (x) =>
    tf.where(
      withoutGradient(() => tf.greater(tf.abs(x), 0.5)),
      x,
      tf.zerosLike(x),
    ),
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
  relu6: (x) => relu6(x),
  // At 0 the slope is that of the positive part.
  selu: (x) => tf.mul(SELU_SCALE, tf.add(tf.maximum(x, 0), tf.mul(SELU_ALPHA, tf.expm1(tf.neg(tf.relu(tf.neg(x))))))),
  sigmoid: (x) => tf.sigmoid(x),
  silu: (x) => tf.mul(x, tf.sigmoid(x)),
  soft_shrink: (x) => tf.sub(x, tf.clipByValue(x, -0.5, 0.5)),
  softmax: (x) => tf.softmax(x),
  softplus: (x) => tf.softplus(x),
  softsign: (x) => tf.div(x, tf.add(1, tf.abs(x))),
  sparse_plus: (x) => tf.add(tf.mul(tf.square(tf.clipByValue(tf.add(x, 1), 0, 2)), 0.25), tf.relu(tf.sub(x, 1))),
  sparse_sigmoid: (x) =>
    tf.where(
      withoutGradient(() => tf.less(tf.abs(x), 1)),
      tf.mul(tf.add(x, 1), 0.5),
      withoutGradient(() => tf.cast(tf.greater(x, 0), 'float32')),
    ),
  sparsemax: (x) => sparsemax(x),
  squareplus: (x) => tf.mul(tf.add(x, tf.sqrt(tf.add(tf.square(x), 4))), 0.5),
  swish: (x) => tf.mul(x, tf.sigmoid(x)),
  tanh: (x) => tf.tanh(x),
  tanh_shrink: (x) => tf.sub(x, tf.tanh(x)),
};

/** Applies one of Keras's activations. */
export function activate(activation: Activation, x: tf.Tensor): tf.Tensor {
  if (typeof activation === 'string') return ACTIVATIONS[activation](x);
  switch (activation.class_name) {
    case 'Activation':
      return ACTIVATIONS[activation.config.activation](x);
    case 'ReLU':
      return rectify(activation.config, x);
    case 'LeakyReLU':
      return tf.leakyRelu(x, activation.config.alpha ?? activation.config.negative_slope);
    case 'ELU':
      return elu(x, activation.config.alpha);
    case 'Softmax':
      return softmaxOver(x, activation.config.axis);
  }
}

/** keras/src/activations/activations.py, relu: `slope (x - threshold)` below the threshold, x up to max_value above. */
function rectify(
  { max_value, negative_slope, threshold }: Extract<ActivationObject, { class_name: 'ReLU' }>['config'],
  x: tf.Tensor,
): tf.Tensor {
  const above =
    threshold === 0
      ? tf.relu(x)
      : tf.where(
          withoutGradient(() => tf.greater(x, threshold)),
          x,
          tf.zerosLike(x),
        );
  const cut = max_value === null ? above : tf.clipByValue(above, 0, max_value);
  if (negative_slope === 0) return cut;
  return tf.sub(cut, tf.mul(tf.relu(tf.sub(threshold, x)), negative_slope));
}

/** x where positive, alpha (e^x - 1) elsewhere; the exponent is cut at 0 so that no infinity reaches the gradient. */
export function elu(x: tf.Tensor, alpha: number): tf.Tensor {
  return tf.add(tf.relu(x), tf.mul(alpha, tf.expm1(tf.minimum(x, 0))));
}

/** A softmax over one axis or several, which are counted from the batch, or from the end where they are negative. */
export function softmaxOver(x: tf.Tensor, axis: number | readonly number[]): tf.Tensor {
  const axes = [axis].flat().map((each) => (each < 0 ? each + x.rank : each));
  if (axes.length === 1 && axes[0] === x.rank - 1) return tf.softmax(x);
  return tf.exp(tf.sub(x, tf.logSumExp(x, axes, true)));
}

/**
 * `max(x - t, 0)` along the last axis. In Martins and Astudillo (2016) t makes the outputs add up to 1; Keras adds up the
 * cumulative sums of the largest numbers instead (keras/src/backend/tensorflow/nn.py, sparsemax), and its numbers are what counts.
 */
function sparsemax(x: tf.Tensor): tf.Tensor {
  const project = tf.customGrad((logits, save) => {
    if (!(logits instanceof tf.Tensor) || typeof save !== 'function') throw new TypeError('sparsemax takes a tensor');
    const count = logits.shape.at(-1) ?? 1;
    const sorted = tf.topk(logits, count).values;
    const sums = tf.cumsum(sorted, -1);
    const places = tf.tensor1d(Array.from({ length: count }, (_, place) => place + 1));
    const support = tf.greater(sorted, tf.div(tf.sub(sums, 1), places));
    const size = tf.sum(tf.cast(support, 'float32'), -1, true);
    const total = tf.sum(tf.where(support, sums, tf.zerosLike(sums)), -1, true);
    const value = tf.relu(tf.sub(logits, tf.div(tf.sub(total, 1), size)));
    const smallest = tf.min(tf.where(support, sorted, tf.fill(sorted.shape, Number.POSITIVE_INFINITY)), -1, true);
    save([logits, value, smallest, size]);
    return {
      value,
      gradFunc: (dy, [given, output, least, chosen]) => {
        if (Array.isArray(dy) || !given || !output || !least || !chosen)
          throw new TypeError('sparsemax gives one tensor');
        const passed = tf.mul(dy, tf.cast(tf.greater(output, 0), 'float32'));
        const supported = tf.cast(tf.greaterEqual(given, least), 'float32');
        // A number stands in the cumulative sums of all that come after it: smaller ones, and equal ones behind it.
        const one = tf.expandDims(given, -1);
        const other = tf.expandDims(given, -2);
        const behind = upperTriangle(given.shape.at(-1) ?? 1);
        const equalBehind = tf.mul(tf.cast(tf.equal(one, other), 'float32'), behind);
        const after = tf.add(tf.cast(tf.greater(one, other), 'float32'), equalBehind);
        const sumsWithIt = tf.sum(tf.mul(after, tf.expandDims(supported, -2)), -1);
        const share = tf.div(tf.mul(sumsWithIt, supported), chosen);
        return tf.sub(passed, tf.mul(share, tf.sum(passed, -1, true)));
      },
    };
  });
  return project(x);
}

/** Ones on and above the diagonal. */
function upperTriangle(size: number): tf.Tensor {
  const values = Float32Array.from({ length: size * size }, (_, place) =>
    Number(place % size >= Math.floor(place / size)),
  );
  return tf.tensor2d(values, [size, size]);
}

/** Between 0 and 6, with a slope of 0 at both, as TensorFlow has it; clipping has a slope of 1 there. */
function relu6(x: tf.Tensor): tf.Tensor {
  return tf.where(
    withoutGradient(() => tf.less(x, 6)),
    tf.relu(x),
    tf.fill(x.shape, 6),
  );
}

/** relu6(x + 3) / 6. */
function hardSigmoid(x: tf.Tensor): tf.Tensor {
  return tf.div(relu6(tf.add(x, 3)), 6);
}
