import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerConfigs } from '../../keras-format/optimizers.js';
import { type OptimizerRule, slotAt } from './optimizer-rule.js';

/** `m += (1 - b1)(g - m); u = max(b2 u, |g|); w -= lr m / ((1 - b1^t)(u + epsilon))` (keras/src/optimizers/adamax.py). */
export const adamax: OptimizerRule<OptimizerConfigs['Adamax']> = {
  slots: () => [
    { name: 'momentum', initial: 0 },
    { name: 'norm', initial: 0 },
  ],
  update({ config, weight, gradient, sumOf, slots, learningRate, step }) {
    const { beta_1, beta_2, epsilon } = config;
    const old = slotAt(slots, 0);
    const momentum = tf.add(old, tf.mul(tf.sub(gradient, old), 1 - beta_1));
    const norm = tf.maximum(tf.mul(slotAt(slots, 1), beta_2), sumOf(tf.abs));
    const scale = tf.mul(tf.sub(1, tf.pow(beta_1, step)), tf.add(norm, epsilon));
    return { weight: tf.sub(weight, tf.div(tf.mul(learningRate, momentum), scale)), slots: [momentum, norm] };
  },
};
