import * as tf from '@tensorflow/tfjs-core';
import type { ReorderingLayerName } from '../../keras-format/layers/reordering.js';
import type { LayerCalls } from './layer-call.js';

export const REORDERING_CALLS: LayerCalls<ReorderingLayerName> = {
  Permute: ({ config, input }) => tf.transpose(input, [0, ...config.dims]),
  RepeatVector: ({ config, input }) => tf.tile(tf.expandDims(input, 1), [1, config.n, 1]),
};
