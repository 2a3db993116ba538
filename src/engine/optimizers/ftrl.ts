import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerConfigs } from '../../keras-format/optimizers.js';
import { type OptimizerRule, slotAt } from './optimizer-rule.js';

/**
 * With `p(a) = a^-power` and `l2' = l2 + beta / (2 lr)`: `n = a + g^2; z += g + 2 shrinkage w - (p(n) - p(a)) / lr w`;
 * `w = (clip(z, -l1, l1) - z) / (p(n) / lr + 2 l2')`; `a = n` (keras/src/optimizers/ftrl.py).
 */
export const ftrl: OptimizerRule<OptimizerConfigs['Ftrl']> = {
  slots: ({ initial_accumulator_value }) => [
    { name: 'accumulator', initial: initial_accumulator_value },
    { name: 'linear', initial: 0 },
  ],
  update({ config, weight, gradient, sumOf, slots, learningRate }) {
    const { learning_rate_power, l1_regularization_strength: l1, l2_regularization_strength: l2, beta } = config;
    const power = (x: tf.Tensor) => (learning_rate_power === -0.5 ? tf.sqrt(x) : tf.pow(x, -learning_rate_power));
    const old = slotAt(slots, 0);
    const shrinkage = config.l2_shrinkage_regularization_strength;
    const shrunk = shrinkage === 0 ? gradient : tf.add(gradient, tf.mul(weight, 2 * shrinkage));
    const accumulator = tf.add(old, sumOf(tf.square));
    const sigma = tf.div(tf.sub(power(accumulator), power(old)), learningRate);
    const linear = tf.add(slotAt(slots, 1), tf.sub(shrunk, tf.mul(sigma, weight)));
    const ridge = beta === 0 ? tf.scalar(2 * l2) : tf.add(tf.div(beta, learningRate), 2 * l2);
    const quadratic = tf.add(tf.div(power(accumulator), learningRate), ridge);
    const clipped = tf.clipByValue(linear, -l1, l1);
    return { weight: tf.div(tf.sub(clipped, linear), quadratic), slots: [accumulator, linear] };
  },
};
