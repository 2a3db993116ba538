import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerConfigs } from '../../keras-format/optimizers.js';
import { type OptimizerRule, slotAt } from './optimizer-rule.js';

type Settings = Pick<OptimizerConfigs['Adam'], 'beta_1' | 'beta_2' | 'epsilon' | 'amsgrad'>;

/**
 * `m += (1 - b1)(g - m); v += (1 - b2)(g^2 - v); w -= lr sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + epsilon)`; AMSGrad takes the
 * largest v so far, uncorrected (keras/src/optimizers/adam.py). AdamW is the same with a weight decay of its own.
 */
export const adam: OptimizerRule<Settings> = {
  slots: ({ amsgrad }) =>
    ['momentum', 'velocity', ...(amsgrad ? ['velocity_hat'] : [])].map((name) => ({ name, initial: 0 })),
  update({ config, weight, gradient, sumOf, slots, learningRate, step }) {
    const { beta_1, beta_2, epsilon, amsgrad } = config;
    const toward = (old: tf.Tensor, fresh: tf.Tensor, share: number) => tf.add(old, tf.mul(tf.sub(fresh, old), share));
    const correction = tf.div(tf.sqrt(tf.sub(1, tf.pow(beta_2, step))), tf.sub(1, tf.pow(beta_1, step)));
    const momentum = toward(slotAt(slots, 0), gradient, 1 - beta_1);
    const velocity = toward(slotAt(slots, 1), sumOf(tf.square), 1 - beta_2);
    const largest = amsgrad ? [tf.maximum(slotAt(slots, 2), velocity)] : [];
    const scale = tf.add(tf.sqrt(largest[0] ?? velocity), epsilon);
    const change = tf.div(tf.mul(momentum, tf.mul(learningRate, correction)), scale);
    return { weight: tf.sub(weight, change), slots: [momentum, velocity, ...largest] };
  },
};
