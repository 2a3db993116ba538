import * as tf from '@tensorflow/tfjs-core';
import type { LossConfigs } from '../../keras-format/losses.js';
import { softmaxCrossEntropy, sparseSoftmaxCrossEntropy } from '../kernels/softmax-cross-entropy.js';
import type { Prediction } from '../network.js';

/** Keras keeps probabilities this far from 0 and 1 where it has no logits to go back to. */
const EPSILON = 1e-7;

/** max(x, 0) - x y + log(1 + e^-|x|) of the logits, as tf.nn.sigmoid_cross_entropy_with_logits. */
export function binaryCrossentropy(
  config: Pick<LossConfigs['BinaryCrossentropy'], 'from_logits' | 'label_smoothing'>,
  given: tf.Tensor,
  prediction: Prediction,
): tf.Tensor {
  return tf.mean(binaryTerms(config, smooth(given, config.label_smoothing, 2), prediction), -1);
}

function binaryTerms({ from_logits }: { from_logits: boolean }, targets: tf.Tensor, prediction: Prediction): tf.Tensor {
  const x = logitsOf(from_logits, prediction);
  if (x) {
    const rest = tf.log1p(tf.exp(tf.neg(tf.abs(x))));
    return tf.add(tf.sub(tf.relu(x), tf.mul(x, targets)), rest);
  }
  const p = clip(prediction.output);
  const hit = tf.mul(targets, tf.log(p));
  const miss = tf.mul(tf.sub(1, targets), tf.log(tf.sub(1, p)));
  return tf.neg(tf.add(hit, miss));
}

/** (1 - p_t)^gamma times the binary cross-entropy, p_t being the probability of the true answer. */
export function binaryFocalCrossentropy(
  config: LossConfigs['BinaryFocalCrossentropy'],
  given: tf.Tensor,
  prediction: Prediction,
): tf.Tensor {
  const { alpha, gamma, from_logits, label_smoothing, apply_class_balancing } = config;
  const targets = smooth(given, label_smoothing, 2);
  const p = from_logits ? tf.sigmoid(prediction.output) : prediction.output;
  const truth = tf.add(tf.mul(targets, p), tf.mul(tf.sub(1, targets), tf.sub(1, p)));
  const focused = tf.mul(tf.pow(tf.sub(1, truth), gamma), binaryTerms({ from_logits }, targets, prediction));
  if (!apply_class_balancing) return tf.mean(focused, -1);
  const balance = tf.add(tf.mul(targets, alpha), tf.mul(tf.sub(1, targets), 1 - alpha));
  return tf.mean(tf.mul(balance, focused), -1);
}

/** -sum y log p over the classes; probabilities are first divided by their sum. */
export function categoricalCrossentropy(
  config: Pick<LossConfigs['CategoricalCrossentropy'], 'from_logits' | 'label_smoothing'>,
  given: tf.Tensor,
  prediction: Prediction,
): tf.Tensor {
  const targets = smooth(given, config.label_smoothing, given.shape.at(-1) ?? 1);
  const logits = logitsOf(config.from_logits, prediction);
  if (logits) return byRow(logits, (x, rows) => softmaxCrossEntropy(tf.reshape(targets, rows), x));
  return tf.neg(tf.sum(tf.mul(targets, tf.log(shares(prediction.output))), -1));
}

/** -sum alpha (1 - p)^gamma y log p over the classes. */
export function categoricalFocalCrossentropy(
  { alpha, gamma, from_logits, label_smoothing }: LossConfigs['CategoricalFocalCrossentropy'],
  given: tf.Tensor,
  { output }: Prediction,
): tf.Tensor {
  const targets = smooth(given, label_smoothing, given.shape.at(-1) ?? 1);
  const p = shares(from_logits ? tf.softmax(output) : output);
  const weight = tf.mul(tf.pow(tf.sub(1, p), gamma), alpha);
  return tf.neg(tf.sum(tf.mul(weight, tf.mul(targets, tf.log(p))), -1));
}

/** -log p of the true class. Probabilities are clipped but not divided by their sum: keras/src/backend/tensorflow/nn.py. */
export function sparseCategoricalCrossentropy(
  config: Pick<LossConfigs['SparseCategoricalCrossentropy'], 'from_logits' | 'ignore_class'>,
  targets: tf.Tensor,
  prediction: Prediction,
): tf.Tensor {
  // Keras chooses among the outputs where a class is ignored, and what it chose knows of no logits any more.
  const known = config.ignore_class === null ? prediction : { ...prediction, logits: undefined };
  const logits = logitsOf(config.from_logits, known) ?? tf.log(clip(prediction.output));
  const losses = (classes: tf.Tensor) =>
    byRow(logits, (x) => sparseSoftmaxCrossEntropy(tf.cast(tf.reshape(classes, [-1]), 'int32'), x));
  if (config.ignore_class === null) return losses(targets);
  const counts = tf.cast(tf.notEqual(targets, config.ignore_class), 'float32');
  return tf.mul(losses(tf.mul(targets, counts)), counts);
}

/** (1 - p^q) / q of the true class's probability. */
export function generalizedCrossentropy(
  { q }: LossConfigs['CategoricalGeneralizedCrossEntropy'],
  targets: tf.Tensor,
  { output }: Prediction,
): tf.Tensor {
  const chosen = tf.oneHot(tf.cast(targets, 'int32'), output.shape.at(-1) ?? 1);
  const p = tf.sum(tf.mul(output, tf.cast(chosen, 'float32')), -1);
  return tf.div(tf.sub(1, tf.pow(p, q)), q);
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

function shares(output: tf.Tensor): tf.Tensor {
  return clip(tf.div(output, tf.sum(output, -1, true)));
}

function smooth(targets: tf.Tensor, smoothing: number, classes: number): tf.Tensor {
  return smoothing === 0 ? targets : tf.add(tf.mul(targets, 1 - smoothing), smoothing / classes);
}
