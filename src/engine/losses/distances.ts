import * as tf from '@tensorflow/tfjs-core';
import { largest } from '../largest.js';

const EPSILON = 1e-7;

/** Distances of outputs from targets of the same shape, averaged over the last axis: keras/src/losses/losses.py. */

export function squaredError(targets: tf.Tensor, output: tf.Tensor): tf.Tensor {
  return tf.mean(tf.squaredDifference(output, targets), -1);
}

export function absoluteError(targets: tf.Tensor, output: tf.Tensor): tf.Tensor {
  return tf.mean(absolute(tf.sub(output, targets)), -1);
}

/** |x| with a slope of 0 at 0, as TensorFlow has it; tfjs's own has -1. */
function absolute(x: tf.Tensor): tf.Tensor {
  return tf.mul(x, tf.sign(x));
}

/** 100 |y - p| / max(|y|, epsilon). */
export function absolutePercentageError(targets: tf.Tensor, output: tf.Tensor): tf.Tensor {
  const share = absolute(tf.div(tf.sub(targets, output), tf.maximum(tf.abs(targets), EPSILON)));
  return tf.mul(100, tf.mean(share, -1));
}

/** (log(1 + max(p, epsilon)) - log(1 + max(y, epsilon)))^2. */
export function squaredLogarithmicError(targets: tf.Tensor, output: tf.Tensor): tf.Tensor {
  const logarithm = (x: tf.Tensor) => tf.log(tf.add(tf.maximum(x, EPSILON), 1));
  return tf.mean(tf.squaredDifference(logarithm(output), logarithm(targets)), -1);
}

/** Sum along an axis of the products of both, each divided by its length along it. */
export function cosineSimilarity(targets: tf.Tensor, output: tf.Tensor, axis: number): tf.Tensor {
  return tf.sum(tf.mul(normalized(targets, axis), normalized(output, axis)), axis);
}

/** x / sqrt(max(sum x^2, epsilon^2)): keras/src/utils/numerical_utils.py, normalize. */
function normalized(x: tf.Tensor, axis: number): tf.Tensor {
  const square = tf.sum(tf.square(x), axis, true);
  return tf.div(x, tf.sqrt(tf.maximum(square, EPSILON * EPSILON)));
}

/** e^2 / 2 within delta, delta |e| - delta^2 / 2 beyond. */
export function huber(targets: tf.Tensor, output: tf.Tensor, delta: number): tf.Tensor {
  const size = absolute(tf.sub(output, targets));
  const within = tf.minimum(size, delta);
  const beyond = tf.sub(size, within);
  return tf.mean(tf.add(tf.mul(0.5, tf.square(within)), tf.mul(delta, beyond)), -1);
}

/** e + softplus(-2 e) - log 2. */
export function logCosh(targets: tf.Tensor, output: tf.Tensor): tf.Tensor {
  const error = tf.sub(output, targets);
  return tf.mean(tf.sub(tf.add(error, tf.softplus(tf.mul(error, -2))), Math.LN2), -1);
}

/** sum y log(y / p), both kept within [epsilon, 1]. */
export function klDivergence(targets: tf.Tensor, output: tf.Tensor): tf.Tensor {
  const y = tf.clipByValue(targets, EPSILON, 1);
  const p = tf.clipByValue(output, EPSILON, 1);
  return tf.sum(tf.mul(y, tf.log(tf.div(y, p))), -1);
}

/** p - y log(p + epsilon). */
export function poisson(targets: tf.Tensor, output: tf.Tensor): tf.Tensor {
  return tf.mean(tf.sub(output, tf.mul(targets, tf.log(tf.add(output, EPSILON)))), -1);
}

/** max(1 - y p, 0) of labels -1 and 1. */
export function hinge(targets: tf.Tensor, output: tf.Tensor): tf.Tensor {
  return tf.mean(tf.relu(tf.sub(1, tf.mul(signed(targets), output))), -1);
}

export function squaredHinge(targets: tf.Tensor, output: tf.Tensor): tf.Tensor {
  return tf.mean(tf.square(tf.relu(tf.sub(1, tf.mul(signed(targets), output)))), -1);
}

/** Labels that are 0 and 1 throughout the batch become -1 and 1. */
function signed(targets: tf.Tensor): tf.Tensor {
  const binary = tf.cast(tf.all(tf.logicalOr(tf.equal(targets, 0), tf.equal(targets, 1))), 'float32');
  return tf.sub(tf.mul(targets, tf.add(1, binary)), binary);
}

/** max(largest wrong p - right p + 1, 0). */
export function categoricalHinge(targets: tf.Tensor, output: tf.Tensor): tf.Tensor {
  const right = tf.sum(tf.mul(targets, output), -1);
  const wrong = largest(tf.mul(tf.sub(1, targets), output), -1);
  return tf.relu(tf.add(tf.sub(wrong, right), 1));
}

/** Dimensions that sums go over; null for all, the batch too. */
type Axes = number | number[] | null;

/** 1 - 2 |y p| / (|y| + |p|), all sums over the same axes. */
export function dice(targets: tf.Tensor, output: tf.Tensor, axis: Axes): tf.Tensor {
  const sum = (x: tf.Tensor) => tf.sum(x, axis ?? undefined);
  const both = tf.mul(2, sum(tf.mul(targets, output)));
  return tf.sub(1, tf.div(both, tf.add(tf.add(sum(targets), sum(output)), EPSILON)));
}

/** 1 - |y p| / (|y p| + alpha |y (1 - p)| + beta |(1 - y) p|), all sums over the same axes. */
export function tversky(
  targets: tf.Tensor,
  output: tf.Tensor,
  { alpha, beta, axis }: { alpha: number; beta: number; axis: Axes },
): tf.Tensor {
  const sum = (x: tf.Tensor) => tf.sum(x, axis ?? undefined);
  const both = sum(tf.mul(targets, output));
  const missed = tf.mul(sum(tf.mul(tf.sub(1, output), targets)), alpha);
  const wrong = tf.mul(sum(tf.mul(output, tf.sub(1, targets))), beta);
  return tf.sub(1, tf.div(both, tf.add(tf.add(tf.add(both, missed), wrong), EPSILON)));
}
