import * as tf from '@tensorflow/tfjs-core';
import type { LayerConfigs } from '../../keras-format/layers/layers.js';
import type { NormalizationLayerName } from '../../keras-format/layers/normalization.js';
import { tensorAxes } from './call-helpers.js';
import type { LayerCalls, LayerInputs } from './layer-call.js';

/** Added to what is divided by where a mask leaves numbers out: keras.config.epsilon(). */
const KERAS_EPSILON = 1e-7;
/** keras/src/layers/normalization/unit_normalization.py lets no length below 1e-12; here squared. */
const SMALLEST_SQUARE = 1e-24;

export const NORMALIZATION_CALLS: LayerCalls<NormalizationLayerName> = {
  BatchNormalization: callBatchNormalization,
  LayerNormalization: ({ config, input, weights }) => {
    const axes = tensorAxes(config.axis, input);
    const { mean, variance } = tf.moments(input, axes, true);
    const along = input.shape.map((size, axis) => (axes.includes(axis) ? size : 1));
    const [gamma, beta] = affineOf({ ...config, scale: config.scale || config.rms_scaling }, weights, along);
    const inverse = scaled(tf.rsqrt(tf.add(variance, config.epsilon)), gamma);
    if (config.rms_scaling) return tf.mul(input, inverse);
    return tf.add(tf.mul(input, inverse), shifted(tf.neg(tf.mul(mean, inverse)), beta));
  },
  GroupNormalization: callGroupNormalization,
  UnitNormalization: ({ config, input }) => {
    const squares = tf.sum(tf.square(input), tensorAxes(config.axis, input), true);
    return tf.mul(input, tf.rsqrt(tf.maximum(squares, SMALLEST_SQUARE)));
  },
  RMSNormalization: ({ config, input, weights: [scale] }) => {
    const meanSquare = tf.mean(tf.square(input), tensorAxes(config.axis, input), true);
    return scaled(tf.mul(input, tf.rsqrt(tf.add(meanSquare, config.epsilon))), scale);
  },
};

function callBatchNormalization(inputs: LayerInputs<LayerConfigs['BatchNormalization']>): tf.Tensor {
  const { config, input, context } = inputs;
  const [axis = 0] = tensorAxes(config.axis, input);
  const mask = context.givenMask(input);
  if (context.steps === 1 || !context.training) return normalizeBatch(inputs, mask, { axis });
  const apart = (x: tf.Tensor) => tf.reshape(x, [-1, context.steps, ...x.shape.slice(1)]);
  const normalized = normalizeBatch({ ...inputs, input: apart(input) }, mask && apart(mask), {
    axis: axis + 1,
    stepAxis: 1,
  });
  return tf.reshape(normalized, input.shape);
}

/**
 * keras/src/layers/normalization/batch_normalization.py: statistics of the batch while training, moving averages else. Steps
 * (positions along `stepAxis`) are normalized one by one, as by as many calls one after another.
 */
function normalizeBatch(
  { config, plan, input, weights, context }: LayerInputs<LayerConfigs['BatchNormalization']>,
  mask: tf.Tensor | undefined,
  { axis, stepAxis }: { axis: number; stepAxis?: number },
): tf.Tensor {
  const along = input.shape.map((size, place) => (place === axis ? size : 1));
  const [gamma, beta] = affineOf(config, weights, along);
  const [movingMean, movingVariance] = weights.slice(-2);
  if (!movingMean || !movingVariance) throw new Error('BatchNormalization has lost its moving averages');
  let mean = tf.reshape(movingMean, along);
  let variance = tf.reshape(movingVariance, along);
  if (context.training && plan.trainable) {
    const others = input.shape.map((_, place) => place).filter((place) => place !== axis && place !== stepAxis);
    ({ mean, variance } = mask ? maskedMoments(input, mask, others) : tf.moments(input, others, true));
    const steps = stepAxis === undefined ? 1 : (input.shape[stepAxis] ?? 1);
    const moved = (average: tf.Tensor, fresh: tf.Tensor) => movedThrough(average, fresh, config.momentum, steps);
    context.updateWeight(weights.length - 2, moved(movingMean, mean));
    context.updateWeight(weights.length - 1, moved(movingVariance, variance));
  }
  const inverse = scaled(tf.rsqrt(tf.add(variance, config.epsilon)), gamma);
  const shift = beta ? tf.sub(beta, tf.mul(mean, inverse)) : tf.neg(tf.mul(mean, inverse));
  return tf.add(tf.mul(input, inverse), shift);
}

/** The average after the fresh numbers of one step after another. */
function movedThrough(average: tf.Tensor, fresh: tf.Tensor, momentum: number, steps: number): tf.Tensor {
  if (steps === 1) return tf.add(tf.mul(average, momentum), tf.mul(tf.reshape(fresh, average.shape), 1 - momentum));
  const shares = Array.from({ length: steps }, (_, step) => (1 - momentum) * momentum ** (steps - 1 - step));
  const sum = tf.sum(tf.mul(tf.reshape(fresh, [steps, -1]), tf.tensor2d(shares, [steps, 1])), 0);
  return tf.add(tf.mul(average, momentum ** steps), sum);
}

/** Mean and variance over what the mask lets through. */
function maskedMoments(input: tf.Tensor, mask: tf.Tensor, axes: number[]): { mean: tf.Tensor; variance: tf.Tensor } {
  if (mask.rank !== input.rank - 1)
    throw new Error('the mask of a BatchNormalization has one dimension less than its input');
  const kept = tf.broadcastTo(tf.expandDims(mask, -1), input.shape);
  const zero = tf.zerosLike(input);
  const count = tf.add(tf.sum(tf.cast(kept, 'float32'), axes, true), KERAS_EPSILON);
  const mean = tf.div(tf.sum(tf.where(kept, input, zero), axes, true), count);
  const squares = tf.square(tf.where(kept, tf.sub(input, mean), zero));
  return { mean, variance: tf.div(tf.sum(squares, axes, true), count) };
}

/** The channels in groups, and each group of a row brought to mean 0 and variance 1. */
function callGroupNormalization({
  config,
  input,
  weights,
}: LayerInputs<LayerConfigs['GroupNormalization']>): tf.Tensor {
  const [axis = 0] = tensorAxes(config.axis, input);
  const size = input.shape[axis] ?? 0;
  const groups = config.groups === -1 ? size : config.groups;
  const grouped = (shape: readonly number[]) => [
    ...shape.slice(0, axis),
    groups,
    size / groups,
    ...shape.slice(axis + 1),
  ];
  const x = tf.reshape(input, grouped(input.shape));
  const axes = x.shape.map((_, place) => place).filter((place) => place !== 0 && place !== axis);
  const { mean, variance } = tf.moments(x, axes, true);
  const [gamma, beta] = affineOf(config, weights, grouped(input.shape.map(() => 1)));
  const inverse = scaled(tf.rsqrt(tf.add(variance, config.epsilon)), gamma);
  const normalized = tf.add(tf.mul(x, inverse), shifted(tf.neg(tf.mul(mean, inverse)), beta));
  return tf.reshape(normalized, input.shape);
}

interface Affine {
  readonly scale: boolean;
  readonly center: boolean;
}

/** Scale and shift, laid out to meet the input; undefined where the layer has none. */
function affineOf({ scale, center }: Affine, weights: readonly tf.Tensor[], shape: number[]) {
  const laidOut = (weight: tf.Tensor | undefined) => weight && tf.reshape(weight, shape);
  return [scale ? laidOut(weights[0]) : undefined, center ? laidOut(weights[scale ? 1 : 0]) : undefined] as const;
}

const scaled = (x: tf.Tensor, factor: tf.Tensor | undefined) => (factor ? tf.mul(x, factor) : x);
const shifted = (x: tf.Tensor, shift: tf.Tensor | undefined) => (shift ? tf.add(x, shift) : x);
