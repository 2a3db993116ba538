import * as tf from '@tensorflow/tfjs-core';
import type { LayerConfigs } from '../../keras-format/layers/layers.js';
import type { PoolingLayerName } from '../../keras-format/layers/pooling.js';
import { largest } from '../largest.js';
import { layOut } from './call-helpers.js';
import type { LayerCalls, LayerInputs } from './layer-call.js';
import { asPictures, forPictures } from './pictures.js';

export const POOLING_CALLS: LayerCalls<PoolingLayerName> = {
  MaxPooling1D: (inputs) => pool(tf.maxPool, inputs),
  MaxPooling2D: (inputs) => pool(tf.maxPool, inputs),
  AveragePooling1D: (inputs) => pool(tf.avgPool, inputs),
  AveragePooling2D: (inputs) => pool(tf.avgPool, inputs),
  GlobalMaxPooling1D: ({ config, input }) => largest(input, 1, config.keepdims),
  GlobalMaxPooling2D: ({ config, input }) => largest(input, [1, 2], config.keepdims),
  GlobalAveragePooling1D: averageOverSteps,
  GlobalAveragePooling2D: ({ config, input }) => tf.mean(input, [1, 2], config.keepdims),
  AdaptiveMaxPooling1D: (inputs) => adapt(largest, inputs),
  AdaptiveMaxPooling2D: (inputs) => adapt(largest, inputs),
  AdaptiveAveragePooling1D: (inputs) => adapt(tf.mean, inputs),
  AdaptiveAveragePooling2D: (inputs) => adapt(tf.mean, inputs),
};

function pool(
  operation: typeof tf.maxPool,
  { config, plan, input }: LayerInputs<LayerConfigs['MaxPooling2D']>,
): tf.Tensor {
  const size = forPictures(config.pool_size);
  const strides = forPictures(config.strides ?? config.pool_size);
  const pooled = operation(asPictures(input), size, strides, config.padding);
  return input.rank === 4 ? pooled : layOut(pooled, plan.outputShape, input.shape[0]);
}

/** The mean over the steps that count: keras/src/layers/pooling/global_average_pooling1d.py */
function averageOverSteps({ config, input, context }: LayerInputs<LayerConfigs['GlobalAveragePooling1D']>): tf.Tensor {
  const mask = context.givenMask(input);
  if (!mask) return tf.mean(input, 1, config.keepdims);
  const counts = tf.cast(tf.expandDims(mask, 2), 'float32');
  const sum = tf.sum(tf.where(tf.expandDims(mask, 2), input, tf.zerosLike(input)), 1, config.keepdims);
  return tf.div(sum, tf.sum(counts, 1, config.keepdims));
}

/** The windows reach from floor(i n / k) to ceil((i + 1) n / k), one dimension after the other. */
function adapt(
  reduce: typeof largest,
  { config, input }: LayerInputs<LayerConfigs['AdaptiveMaxPooling2D']>,
): tf.Tensor {
  return config.output_size.reduce((x, count, dimension) => {
    const axis = dimension + 1;
    const length = x.shape[axis] ?? 1;
    const windows = Array.from({ length: count }, (_, place) => {
      const first = Math.floor((place * length) / count);
      const size = x.shape.map((whole, other) =>
        other === axis ? Math.ceil(((place + 1) * length) / count) - first : whole,
      );
      const begin = x.shape.map((_, other) => (other === axis ? first : 0));
      return reduce(tf.slice(x, begin, size), axis, true);
    });
    return tf.concat(windows, axis);
  }, input);
}
