import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerConfigs } from '../../keras-format/optimizers.js';
import { type OptimizerRule, slotAt } from './optimizer-rule.js';

/**
 * `v = rho v + (1 - rho) g^2; i = lr g / sqrt(v [- mean^2] + epsilon)`, then `w -= i`, or with momentum `m = mu m + i; w -= m`.
 * Keras puts epsilon inside the square root: keras/src/optimizers/rmsprop.py.
 */
export const rmsprop: OptimizerRule<OptimizerConfigs['RMSprop']> = {
  slots: ({ centered, momentum }) => [
    { name: 'velocity', initial: 0 },
    ...(momentum > 0 ? [{ name: 'momentum', initial: 0 }] : []),
    ...(centered ? [{ name: 'average_gradient', initial: 0 }] : []),
  ],
  update({ config, weight, gradient, sumOf, slots, learningRate }) {
    const { rho, momentum, centered, epsilon } = config;
    const decay = (old: tf.Tensor, fresh: tf.Tensor) => tf.add(tf.mul(old, rho), tf.mul(fresh, 1 - rho));
    const velocity = decay(slotAt(slots, 0), sumOf(tf.square));
    const average = centered ? [decay(slotAt(slots, momentum > 0 ? 2 : 1), gradient)] : [];
    const variance = average.reduce((sum, mean) => tf.sub(sum, tf.square(mean)), velocity);
    const increment = tf.div(tf.mul(learningRate, gradient), tf.sqrt(tf.add(variance, epsilon)));
    if (momentum === 0) return { weight: tf.sub(weight, increment), slots: [velocity, ...average] };
    const moved = tf.add(tf.mul(slotAt(slots, 1), momentum), increment);
    return { weight: tf.sub(weight, moved), slots: [velocity, moved, ...average] };
  },
};
