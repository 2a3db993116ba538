import * as tf from '@tensorflow/tfjs-core';
import type { ObjectOf } from '../../keras-format/keras-object.js';
import type { LossConfigs } from '../../keras-format/losses.js';
import type { Prediction } from '../network.js';

/** Keras keeps probabilities this far from 0 and 1 where it has no logits to go back to. */
const EPSILON = 1e-7;

type LossFunction<Name extends keyof LossConfigs> = (
  config: LossConfigs[Name],
  targets: tf.Tensor,
  prediction: Prediction,
) => tf.Tensor;

const LOSS_FUNCTIONS: { readonly [Name in keyof LossConfigs]: LossFunction<Name> } = {
  BinaryCrossentropy: binaryCrossentropy,
  CategoricalCrossentropy: categoricalCrossentropy,
  SparseCategoricalCrossentropy: sparseCategoricalCrossentropy,
  MeanSquaredError: (_, targets, { output }) => tf.mean(tf.squaredDifference(output, targets), -1),
  MeanAbsoluteError: (_, targets, { output }) => tf.mean(tf.abs(tf.sub(output, targets)), -1),
};

/**
 * The loss of each row (and, for outputs of more dimensions, of each vector in it): the last axis is averaged over. Targets have
 * the output's shape, or for sparse losses that shape without its last axis. Formulas: keras/src/losses/losses.py.
 */
export function lossValues<Name extends keyof LossConfigs>(
  loss: ObjectOf<LossConfigs, Name>,
  targets: tf.Tensor,
  prediction: Prediction,
): tf.Tensor {
  return LOSS_FUNCTIONS[loss.class_name](loss.config, targets, prediction);
}

/** max(x, 0) - x y + log(1 + e^-|x|) of the logits, as tf.nn.sigmoid_cross_entropy_with_logits. */
function binaryCrossentropy(
  config: LossConfigs['BinaryCrossentropy'],
  given: tf.Tensor,
  { output, logits }: Prediction,
): tf.Tensor {
  const targets = smooth(given, config.label_smoothing, 2);
  const x = logits ?? (config.from_logits ? output : undefined);
  if (x) {
    const rest = tf.log1p(tf.exp(tf.neg(tf.abs(x))));
    return tf.mean(tf.add(tf.sub(tf.relu(x), tf.mul(x, targets)), rest), -1);
  }
  const p = tf.clipByValue(output, EPSILON, 1 - EPSILON);
  const hit = tf.mul(targets, tf.log(p));
  const miss = tf.mul(tf.sub(1, targets), tf.log(tf.sub(1, p)));
  return tf.neg(tf.mean(tf.add(hit, miss), -1));
}

/** -sum y log p over the classes; probabilities are first divided by their sum. */
function categoricalCrossentropy(
  config: LossConfigs['CategoricalCrossentropy'],
  given: tf.Tensor,
  prediction: Prediction,
): tf.Tensor {
  const targets = smooth(given, config.label_smoothing, given.shape.at(-1) ?? 1);
  return tf.neg(tf.sum(tf.mul(targets, logProbabilities(config.from_logits, prediction, true)), -1));
}

/** -log p of the true class. */
function sparseCategoricalCrossentropy(
  config: LossConfigs['SparseCategoricalCrossentropy'],
  targets: tf.Tensor,
  prediction: Prediction,
): tf.Tensor {
  const classes = prediction.output.shape.at(-1) ?? 1;
  const chosen = tf.oneHot(tf.cast(targets, 'int32'), classes);
  return tf.neg(
    tf.sum(tf.mul(tf.cast(chosen, 'float32'), logProbabilities(config.from_logits, prediction, false)), -1),
  );
}

/** The sparse loss of Keras clips without dividing by the sum: keras/src/backend/tensorflow/nn.py. */
function logProbabilities(fromLogits: boolean, { output, logits }: Prediction, normalize: boolean): tf.Tensor {
  const x = logits ?? (fromLogits ? output : undefined);
  if (x) return tf.logSoftmax(x);
  if (!normalize) return tf.logSoftmax(tf.log(tf.clipByValue(output, EPSILON, 1 - EPSILON)));
  const shares = tf.div(output, tf.sum(output, -1, true));
  return tf.log(tf.clipByValue(shares, EPSILON, 1 - EPSILON));
}

function smooth(targets: tf.Tensor, smoothing: number, classes: number): tf.Tensor {
  return smoothing === 0 ? targets : tf.add(tf.mul(targets, 1 - smoothing), smoothing / classes);
}
