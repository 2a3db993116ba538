import * as tf from '@tensorflow/tfjs-core';
import type { LayerConfigs } from '../../keras-format/layers/layers.js';
import type { PoolingLayerName } from '../../keras-format/layers/pooling.js';
import { rank4 } from './convolve.js';
import type { LayerCalls, LayerInputs } from './layer-call.js';

export const POOLING_CALLS: LayerCalls<PoolingLayerName> = {
  MaxPooling2D: callMaxPooling,
};

function callMaxPooling({ config, input }: LayerInputs<LayerConfigs['MaxPooling2D']>): tf.Tensor {
  const [height = 1, width = 1] = config.pool_size;
  const [down = height, right = width] = config.strides ?? [];
  return tf.maxPool(rank4(input), [height, width], [down, right], config.padding);
}
