import * as tf from '@tensorflow/tfjs-core';
import type { Optimizer } from '../../keras-format/optimizers.js';
import { eachOf, type Gradient } from './gradient.js';

/** How an optimizer limits gradients, the way that Keras takes first; undefined where it does not. */
export function clippingOf({ config }: Optimizer): { by: 'norm' | 'globalNorm' | 'value'; limit: number } | undefined {
  if (config.clipnorm) return { by: 'norm', limit: config.clipnorm };
  if (config.global_clipnorm) return { by: 'globalNorm', limit: config.global_clipnorm };
  if (config.clipvalue) return { by: 'value', limit: config.clipvalue };
  return undefined;
}

/**
 * The gradients within the optimizer's limits (keras/src/optimizers/base_optimizer.py, _clip_gradients). Norms are taken over
 * the single rows of look-ups; a limit on all together makes these one tensor.
 */
export function clipGradients(optimizer: Optimizer, gradients: readonly Gradient[]): readonly Gradient[] {
  const clipping = clippingOf(optimizer);
  if (!clipping) return gradients;
  const { by, limit } = clipping;
  if (by === 'value') {
    return gradients.map((gradient) => eachOf(gradient, (values) => tf.clipByValue(values, -limit, limit)));
  }
  const squares = gradients.map(({ sum, rows }) => tf.sum(tf.square(rows?.rows ?? sum)));
  if (by === 'norm') {
    return gradients.map((gradient, index) => {
      const norm = tf.maximum(tf.sqrt(squares[index] ?? 0), limit);
      return eachOf(gradient, (values) => tf.div(tf.mul(values, limit), norm));
    });
  }
  const norm = tf.sqrt(tf.addN(squares));
  // An infinite or missing norm makes every gradient NaN, as it does in Keras.
  const scale = tf.add(tf.mul(tf.minimum(tf.div(1, norm), 1 / limit), limit), tf.sub(norm, norm));
  return gradients.map(({ sum }) => ({ sum: tf.mul(sum, scale), rows: undefined }));
}
