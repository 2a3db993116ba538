import * as tf from '@tensorflow/tfjs-core';
import type { ObjectOf } from '../keras-format/keras-object.js';
import type { Regularizer, RegularizerConfigs } from '../keras-format/regularizers.js';
import type { WeightPlan } from './plan/network-plan.js';

type Penalty<Name extends keyof RegularizerConfigs> = (config: RegularizerConfigs[Name], x: tf.Tensor) => tf.Tensor;

/** Smallest norm that a row is divided by: keras/src/ops/nn.py, normalize. */
const EPSILON = 1e-7;

/** Formulas of keras/src/regularizers/regularizers.py. */
const PENALTIES: { readonly [Name in keyof RegularizerConfigs]: Penalty<Name> } = {
  L1: ({ l1 }, x) => absolute(l1, x),
  L2: ({ l2 }, x) => squared(l2, x),
  L1L2: ({ l1, l2 }, x) => {
    if (l1 === 0) return squared(l2, x);
    return l2 === 0 ? absolute(l1, x) : tf.add(absolute(l1, x), squared(l2, x));
  },
  OrthogonalRegularizer: orthogonal,
};

/** What a regularizer asks for these numbers, a scalar that is added to the loss. */
export function penaltyOf(regularizer: Regularizer, x: tf.Tensor): tf.Tensor {
  return dispatch(regularizer, x);
}

/**
 * The sum of the penalties of all weights, a scalar; undefined where none has a regularizer. Keras leaves out weights that do
 * not train (keras/src/layers/layer.py, _get_regularization_losses).
 */
export function weightPenalty(plans: readonly WeightPlan[], weights: readonly tf.Tensor[]): tf.Tensor | undefined {
  const penalties = plans.flatMap(({ regularizer, trainable }, index) => {
    const weight = weights[index];
    return regularizer && trainable && weight ? [penaltyOf(regularizer, weight)] : [];
  });
  const [first, ...others] = penalties;
  return first && others.reduce<tf.Tensor>((sum, penalty) => tf.add(sum, penalty), first);
}

function dispatch<Name extends keyof RegularizerConfigs>(
  { class_name, config }: ObjectOf<RegularizerConfigs, Name>,
  x: tf.Tensor,
): tf.Tensor {
  return PENALTIES[class_name](config, x);
}

const absolute = (factor: number, x: tf.Tensor) => tf.mul(sumOfAbsolutes(x), factor);
const squared = (factor: number, x: tf.Tensor) => tf.mul(tf.sum(tf.square(x)), factor);

/** The slope at 0 is 0, as in TensorFlow; that of tfjs's own `abs` is -1 there, which would drive a bias away from 0. */
const sumOfAbsolutes = (x: tf.Tensor) => tf.sum(tf.mul(x, tf.sign(x)));

/** The mean of the dot products between the normalized rows (or columns) of a matrix. */
function orthogonal({ factor, mode }: RegularizerConfigs['OrthogonalRegularizer'], x: tf.Tensor): tf.Tensor {
  const byRow = mode === 'rows';
  const norms = tf.maximum(tf.sqrt(tf.sum(tf.square(x), byRow ? 1 : 0, true)), EPSILON);
  const unit = tf.div(x, norms);
  const products = tf.matMul(unit, unit, !byRow, byRow);
  const size = products.shape[0] ?? 1;
  const pairs = (size * (size - 1)) / 2;
  return tf.mul(sumOfAbsolutes(tf.mul(products, tf.sub(1, tf.eye(size)))), (factor * 0.5) / pairs);
}
