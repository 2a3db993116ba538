import * as tf from '@tensorflow/tfjs-core';
import type { NoiseLayerName } from '../../keras-format/layers/noise.js';
import { statelessUniform } from '../kernels/stateless-uniform.js';
import { penaltyOf } from '../regularizers.js';
import type { CallContext, LayerCalls } from './layer-call.js';

/** Where SELU tends to below zero, -scale x alpha: keras/src/layers/regularization/alpha_dropout.py. */
const SELU_FLOOR = -1.0507009873554805 * 1.6732632423543772;

export const NOISE_CALLS: LayerCalls<NoiseLayerName> = {
  Dropout: ({ config, input, context }) => dropOut(input, config, noiseShape(input, config.noise_shape), context),
  SpatialDropout1D: ({ config, input, context }) => dropOut(input, config, channelsOf(input), context),
  SpatialDropout2D: ({ config, input, context }) => dropOut(input, config, channelsOf(input), context),
  SpatialDropout3D: ({ config, input, context }) => dropOut(input, config, channelsOf(input), context),
  GaussianDropout: ({ config, input, context }) => {
    if (!context.training || config.rate === 0) return input;
    const deviation = Math.sqrt(config.rate / (1 - config.rate));
    return tf.mul(input, tf.add(tf.mul(normal(input.shape, config.seed, context), deviation), 1));
  },
  GaussianNoise: ({ config, input, context }) => {
    if (!context.training || config.stddev === 0) return input;
    return tf.add(input, tf.mul(normal(input.shape, config.seed, context), config.stddev));
  },
  AlphaDropout: ({ config, input, context }) => {
    const { rate } = config;
    if (!context.training || rate === 0) return input;
    const kept = keptPart(rate, noiseShape(input, config.noise_shape), config.seed, context);
    const factor = ((1 - rate) * (1 + rate * SELU_FLOOR ** 2)) ** -0.5;
    const dropped = tf.add(tf.mul(input, kept), tf.mul(tf.sub(1, kept), SELU_FLOOR));
    return tf.add(tf.mul(dropped, factor), -factor * SELU_FLOOR * rate);
  },
  ActivityRegularization: ({ config, input, context }) => {
    const penalty = penaltyOf({ class_name: 'L1L2', config: { l1: config.l1, l2: config.l2 } }, input);
    context.addLoss(tf.div(penalty, input.shape[0] ?? 1));
    return input;
  },
};

interface DropoutConfig {
  readonly rate: number;
  readonly seed: number | null;
}

/** While training, zeroes a part `rate` of the numbers and scales the others up, so that their sum stays the same on average. */
export function dropOut(
  x: tf.Tensor,
  { rate, seed }: DropoutConfig,
  shape: readonly number[],
  context: CallContext,
): tf.Tensor {
  if (!context.training || rate === 0) return x;
  if (rate === 1) return tf.zerosLike(x);
  return tf.mul(x, tf.mul(keptPart(rate, shape, seed, context), 1 / (1 - rate)));
}

/** Ones where numbers are kept, zeros where they are dropped. */
function keptPart(rate: number, shape: readonly number[], seed: number | null, context: CallContext): tf.Tensor {
  return tf.cast(tf.greaterEqual(statelessUniform(context.randomKey('', seed), shape), rate), 'float32');
}

function noiseShape(x: tf.Tensor, given: readonly (number | null)[] | null): readonly number[] {
  return x.shape.map((size, place) => given?.[place] ?? size);
}

/** One number for each row and channel. */
function channelsOf({ shape, rank }: tf.Tensor): readonly number[] {
  return shape.map((size, place) => (place === 0 || place === rank - 1 ? size : 1));
}

/** Normal numbers of mean 0 and deviation 1: Box and Muller's transform of two uniform ones. */
function normal(shape: readonly number[], seed: number | null, context: CallContext): tf.Tensor {
  const radius = tf.sqrt(tf.mul(tf.log(tf.sub(1, statelessUniform(context.randomKey('radius', seed), shape))), -2));
  return tf.mul(radius, tf.cos(tf.mul(statelessUniform(context.randomKey('angle', seed), shape), 2 * Math.PI)));
}
