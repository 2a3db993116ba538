import * as tf from '@tensorflow/tfjs-core';
import type { ObjectOf } from '../../keras-format/keras-object.js';
import type { LossConfigs } from '../../keras-format/losses.js';
import { softmaxCrossEntropy, sparseSoftmaxCrossEntropy } from '../kernels/softmax-cross-entropy.js';
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
  prediction: Prediction,
): tf.Tensor {
  const targets = smooth(given, config.label_smoothing, 2);
  const x = logitsOf(config.from_logits, prediction);
  if (x) {
    const rest = tf.log1p(tf.exp(tf.neg(tf.abs(x))));
    return tf.mean(tf.add(tf.sub(tf.relu(x), tf.mul(x, targets)), rest), -1);
  }
  const p = clip(prediction.output);
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
  const logits = logitsOf(config.from_logits, prediction);
  if (logits) return byRow(logits, (x, rows) => softmaxCrossEntropy(tf.reshape(targets, rows), x));
  const { output } = prediction;
  const shares = clip(tf.div(output, tf.sum(output, -1, true)));
  return tf.neg(tf.sum(tf.mul(targets, tf.log(shares)), -1));
}

/** -log p of the true class. Probabilities are clipped but not divided by their sum: keras/src/backend/tensorflow/nn.py. */
function sparseCategoricalCrossentropy(
  config: LossConfigs['SparseCategoricalCrossentropy'],
  targets: tf.Tensor,
  prediction: Prediction,
): tf.Tensor {
  const logits = logitsOf(config.from_logits, prediction) ?? tf.log(clip(prediction.output));
  return byRow(logits, (x) => sparseSoftmaxCrossEntropy(tf.cast(tf.reshape(targets, [-1]), 'int32'), x));
}

/** What Keras on TensorFlow goes back to: the logits of a closing softmax or sigmoid, or an output that is said to be logits. */
function logitsOf(fromLogits: boolean, { output, logits }: Prediction): tf.Tensor | undefined {
  return logits ?? (fromLogits ? output : undefined);
}

/** Applies a loss of rows to the vectors of an output of any rank. */
function byRow(x: tf.Tensor, loss: (x: tf.Tensor, shape: [number, number]) => tf.Tensor): tf.Tensor {
  const classes = x.shape.at(-1) ?? 1;
  const shape: [number, number] = [x.size / classes, classes];
  if (x.rank === 2) return loss(x, shape);
  return tf.reshape(loss(tf.reshape(x, shape), shape), x.shape.slice(0, -1));
}

function clip(probabilities: tf.Tensor): tf.Tensor {
  return tf.clipByValue(probabilities, EPSILON, 1 - EPSILON);
}

function smooth(targets: tf.Tensor, smoothing: number, classes: number): tf.Tensor {
  return smoothing === 0 ? targets : tf.add(tf.mul(targets, 1 - smoothing), smoothing / classes);
}
