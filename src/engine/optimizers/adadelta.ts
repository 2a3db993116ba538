import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerConfigs } from '../../keras-format/optimizers.js';
import { type OptimizerRule, slotAt } from './optimizer-rule.js';

/**
 * `G = rho G + (1 - rho) g^2; d = sqrt(D + epsilon) / sqrt(G + epsilon) g; D = rho D + (1 - rho) d^2; w -= lr d`
 * (keras/src/optimizers/adadelta.py).
 */
export const adadelta: OptimizerRule<OptimizerConfigs['Adadelta']> = {
  slots: () => [
    { name: 'accumulated_grad', initial: 0 },
    { name: 'accumulated_delta_var', initial: 0 },
  ],
  update({ config, weight, gradient, sumOf, slots, learningRate }) {
    const { rho, epsilon } = config;
    const decay = (old: tf.Tensor, squares: tf.Tensor) => tf.add(tf.mul(old, rho), tf.mul(squares, 1 - rho));
    const rms = (squares: tf.Tensor) => tf.sqrt(tf.add(squares, epsilon));
    const deltas = slotAt(slots, 1);
    const squares = sumOf(tf.square);
    const gradients = decay(slotAt(slots, 0), squares);
    const ratio = tf.div(rms(deltas), rms(gradients));
    return {
      weight: tf.sub(weight, tf.mul(learningRate, tf.mul(ratio, gradient))),
      slots: [gradients, decay(deltas, tf.mul(tf.square(ratio), squares))],
    };
  },
};
