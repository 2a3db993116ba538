import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerConfigs } from '../../keras-format/optimizers.js';
import { type OptimizerRule, slotAt } from './optimizer-rule.js';

/** `a += g^2; w -= lr g / sqrt(a + epsilon)` (keras/src/optimizers/adagrad.py). */
export const adagrad: OptimizerRule<OptimizerConfigs['Adagrad']> = {
  slots: ({ initial_accumulator_value }) => [{ name: 'accumulator', initial: initial_accumulator_value }],
  update({ config, weight, gradient, slots, learningRate }) {
    const accumulator = tf.add(slotAt(slots, 0), tf.square(gradient));
    const change = tf.div(tf.mul(learningRate, gradient), tf.sqrt(tf.add(accumulator, config.epsilon)));
    return { weight: tf.sub(weight, change), slots: [accumulator] };
  },
};
