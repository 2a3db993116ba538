import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerConfigs } from '../../keras-format/optimizers.js';
import { type OptimizerRule, slotAt } from './optimizer-rule.js';

/**
 * Without momentum `w -= lr g`; with it `m = mu m - lr g; w += m`, and with Nesterov's `w += mu m - lr g`
 * (keras/src/optimizers/sgd.py).
 */
export const sgd: OptimizerRule<OptimizerConfigs['SGD']> = {
  slots: ({ momentum }) => (momentum === 0 ? [] : [{ name: 'momentum', initial: 0 }]),
  wholeGradient: true,
  update({ config, weight, gradient, slots, learningRate }) {
    const step = tf.mul(learningRate, gradient);
    if (config.momentum === 0) return { weight: tf.sub(weight, step), slots: [] };
    const velocity = tf.sub(tf.mul(slotAt(slots, 0), config.momentum), step);
    const change = config.nesterov ? tf.sub(tf.mul(velocity, config.momentum), step) : velocity;
    return { weight: tf.add(weight, change), slots: [velocity] };
  },
};
