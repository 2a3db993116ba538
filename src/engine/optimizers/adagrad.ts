import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerConfigs } from '../../keras-format/optimizers.js';
import { type OptimizerRule, slotAt } from './optimizer-rule.js';

/**
 * `a += g^2; w -= lr g / sqrt(a + epsilon)` (keras/src/optimizers/adagrad.py). The accumulator is never used without epsilon,
 * so it starts with it: TensorFlow's in-place update has no place for another.
 */
export const adagrad: OptimizerRule<OptimizerConfigs['Adagrad']> = {
  slots: ({ initial_accumulator_value, epsilon }) => [
    { name: 'accumulator', initial: initial_accumulator_value + epsilon },
  ],
  update({ weight, gradient, sumOf, slots, learningRate }) {
    const accumulator = tf.add(slotAt(slots, 0), sumOf(tf.square));
    const change = tf.div(tf.mul(learningRate, gradient), tf.sqrt(accumulator));
    return { weight: tf.sub(weight, change), slots: [accumulator] };
  },
};
