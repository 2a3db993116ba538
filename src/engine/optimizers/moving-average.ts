import * as tf from '@tensorflow/tfjs-core';
import type { Optimizer } from '../../keras-format/optimizers.js';

/**
 * The moving average of a weight after an update: `a = mu a + (1 - mu) w`, and the weight itself after the first
 * (keras/src/optimizers/base_optimizer.py, _update_model_variables_moving_average). `step` counts updates from 1.
 */
export function nextAverage({ config }: Optimizer, average: tf.Tensor, weight: tf.Tensor, step: tf.Tensor): tf.Tensor {
  const momentum = tf.mul(tf.cast(tf.greater(step, 1), 'float32'), config.ema_momentum);
  return tf.add(tf.mul(average, momentum), tf.mul(weight, tf.sub(1, momentum)));
}

/** The weight, or in every update that `ema_overwrite_frequency` divides its average. */
export function overwritten({ config }: Optimizer, weight: tf.Tensor, average: tf.Tensor, step: tf.Tensor): tf.Tensor {
  const frequency = config.ema_overwrite_frequency;
  if (frequency === null) return weight;
  return tf.where(tf.equal(tf.mod(step, frequency), 0), average, weight);
}
