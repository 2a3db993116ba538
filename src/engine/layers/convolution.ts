import * as tf from '@tensorflow/tfjs-core';
import type { ConvolutionLayerName } from '../../keras-format/layers/convolution.js';
import type { LayerConfigs } from '../../keras-format/layers/layers.js';
import { activateAndRemember } from './call-helpers.js';
import { convolve } from './convolve.js';
import type { LayerCalls, LayerInputs } from './layer-call.js';

export const CONVOLUTION_CALLS: LayerCalls<ConvolutionLayerName> = {
  Conv2D: callConvolution,
};

/** activation(input * kernel + bias) */
function callConvolution({ config, input, weights, context }: LayerInputs<LayerConfigs['Conv2D']>): tf.Tensor {
  const [kernel, bias] = weights;
  if (!kernel) throw new Error('a convolution has lost its kernel');
  const window = { strides: config.strides, dilation: config.dilation_rate, padding: config.padding };
  const product = convolve(input, kernel, window, config.groups);
  return activateAndRemember(config.activation, bias ? tf.add(product, bias) : product, context);
}
