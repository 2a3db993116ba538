import * as tf from '@tensorflow/tfjs-core';
import type { LayerConfigs } from '../../keras-format/layers/layers.js';
import type { ScalingLayerName } from '../../keras-format/layers/scaling.js';
import { tensorAxes } from './call-helpers.js';
import type { LayerCalls, LayerInputs } from './layer-call.js';

/** keras.config.epsilon(): no deviation is taken as smaller. */
const SMALLEST_DEVIATION = 1e-7;

export const SCALING_CALLS: LayerCalls<ScalingLayerName> = {
  Rescaling: ({ config, input }) => tf.add(tf.mul(input, tf.tensor(config.scale)), tf.tensor(config.offset)),
  Normalization: ({ config, input, weights }) => {
    const [mean, variance] = statistics(config, input, weights);
    const deviation = tf.maximum(tf.sqrt(variance), SMALLEST_DEVIATION);
    return config.invert ? tf.add(mean, tf.mul(input, deviation)) : tf.div(tf.sub(input, mean), deviation);
  },
};

function statistics(
  { axis, mean, variance }: LayerConfigs['Normalization'],
  input: tf.Tensor,
  [keptMean, keptVariance]: LayerInputs<unknown>['weights'],
): [tf.Tensor, tf.Tensor] {
  const axes = tensorAxes(axis ?? [], input).sort((a, b) => a - b);
  if (mean !== null && variance !== null) return [alongAxes(mean, axes, input), alongAxes(variance, axes, input)];
  if (!keptMean || !keptVariance) throw new Error('Normalization has lost its statistics');
  const shape = input.shape.map((size, place) => (axes.includes(place) ? size : 1));
  return [tf.reshape(keptMean, shape), tf.reshape(keptVariance, shape)];
}

/** Lists in lists, their last dimension along the last of the axes. */
function alongAxes(values: NonNullable<LayerConfigs['Normalization']['mean']>, axes: number[], { rank }: tf.Tensor) {
  const lengths = lengthsOf(values);
  const shape = new Array<number>(rank).fill(1);
  for (const [place, length] of lengths.entries()) shape[axes.at(place - lengths.length) ?? 0] = length;
  return tf.reshape(tf.tensor(values, lengths, 'float32'), shape);
}

function lengthsOf(values: unknown): number[] {
  return Array.isArray(values) ? [values.length, ...lengthsOf(values[0])] : [];
}
