import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerConfigs } from '../../keras-format/optimizers.js';
import { type OptimizerRule, slotAt } from './optimizer-rule.js';

/** `w -= lr sign(b1 m + (1 - b1) g)`, then `m = b2 m + (1 - b2) g` (keras/src/optimizers/lion.py). */
export const lion: OptimizerRule<OptimizerConfigs['Lion']> = {
  slots: () => [{ name: 'momentum', initial: 0 }],
  wholeGradient: true,
  update({ config, weight, gradient, slots, learningRate }) {
    const momentum = slotAt(slots, 0);
    const mixed = (beta: number) => tf.add(tf.mul(momentum, beta), tf.mul(gradient, 1 - Math.fround(beta)));
    const change = tf.mul(tf.sign(mixed(config.beta_1)), learningRate);
    return { weight: tf.sub(weight, change), slots: [mixed(config.beta_2)] };
  },
};
