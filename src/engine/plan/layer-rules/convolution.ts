import type { ConvolutionLayerName } from '../../../keras-format/layers/convolution.js';
import type { LayerConfigs } from '../../../keras-format/layers/layers.js';
import type { Shape } from '../network-plan.js';
import { LayerFault, type LayerOutline, type LayerRules } from './layer-rule.js';
import { slide, splitChannels } from './window.js';

export const CONVOLUTION_RULES: LayerRules<ConvolutionLayerName> = {
  Conv2D: (config, input) => outlineConvolution('Conv2D', config, input),
};

/** keras/src/layers/convolutional/base_conv.py */
function outlineConvolution(className: string, config: LayerConfigs['Conv2D'], input: Shape): LayerOutline {
  const { filters, groups, kernel_size: size, strides, dilation_rate: dilation, padding } = config;
  const { space, channels } = splitChannels(className, input, size.length);
  if (channels % groups !== 0) {
    throw new LayerFault(`the input's ${channels} channels cannot be split into ${groups} groups`, 'groups');
  }
  if (filters % groups !== 0) {
    throw new LayerFault(`${filters} filters cannot be split into ${groups} groups`, 'groups');
  }
  if (Math.max(...strides) > 1 && Math.max(...dilation) > 1) {
    throw new LayerFault('strides and dilation_rate cannot both be above 1', 'dilation_rate');
  }
  const kernel = {
    name: 'kernel',
    shape: [...size, channels / groups, filters],
    initializer: config.kernel_initializer,
  };
  const bias = { name: 'bias', shape: [filters], initializer: config.bias_initializer };
  return {
    outputShape: [...slide(space, { size, strides, dilation, padding }, 'kernel_size'), filters],
    weights: config.use_bias ? [kernel, bias] : [kernel],
  };
}
