import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerConfigs } from '../../keras-format/optimizers.js';
import { type OptimizerRule, slotAt } from './optimizer-rule.js';

/** Keras's schedule of the momentum: keras/src/optimizers/nadam.py. */
const MOMENTUM_DECAY = 0.96;

/**
 * `u_t = b1 (1 - 0.5 x 0.96^t)`, U their product so far; `m += (1 - b1)(g - m); v += (1 - b2)(g^2 - v)`;
 * `mhat = u_(t+1) m / (1 - U u_(t+1)) + (1 - u_t) g / (1 - U); w -= lr mhat / (sqrt(v / (1 - b2^t)) + epsilon)`
 * (keras/src/optimizers/nadam.py).
 */
export const nadam: OptimizerRule<OptimizerConfigs['Nadam']> = {
  slots: () => [
    { name: 'momentum', initial: 0 },
    { name: 'velocity', initial: 0 },
    { name: 'u_product', initial: 1, scalar: true },
  ],
  update({ config, weight, gradient, sumOf, slots, learningRate, step }) {
    // Keras takes 1 - beta of the betas as float32 numbers here.
    const beta1 = Math.fround(config.beta_1);
    const beta2 = Math.fround(config.beta_2);
    const momentumAt = (update: tf.Tensor) =>
      tf.mul(tf.sub(1, tf.mul(tf.pow(MOMENTUM_DECAY, update), 0.5)), config.beta_1);
    const now = momentumAt(step);
    const next = momentumAt(tf.add(step, 1));
    const product = tf.mul(slotAt(slots, 2), now);
    const toward = (old: tf.Tensor, fresh: tf.Tensor, share: number) => tf.add(old, tf.mul(tf.sub(fresh, old), share));
    const momentum = toward(slotAt(slots, 0), gradient, 1 - beta1);
    const velocity = toward(slotAt(slots, 1), sumOf(tf.square), 1 - beta2);
    const ahead = tf.mul(momentum, tf.div(next, tf.sub(1, tf.mul(product, next))));
    const direct = tf.mul(gradient, tf.div(tf.sub(1, now), tf.sub(1, product)));
    const spread = tf.sqrt(tf.div(velocity, tf.sub(1, tf.pow(config.beta_2, step))));
    const change = tf.div(tf.mul(tf.add(ahead, direct), learningRate), tf.add(spread, config.epsilon));
    return { weight: tf.sub(weight, change), slots: [momentum, velocity, product] };
  },
};
