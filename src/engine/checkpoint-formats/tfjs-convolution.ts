import type { ConvolutionLayerName } from '../../keras-format/layers/convolution.js';
import type { LayerConfigs } from '../../keras-format/layers/layers.js';
import { type LayerWriters, missing } from './tfjs-layer-writer.js';
import { activation, initializer, NotInTfjsError } from './tfjs-objects.js';

export const TFJS_CONVOLUTION: LayerWriters<ConvolutionLayerName> = {
  Conv1D: (config, name) => {
    if (config.padding === 'causal') throw new NotInTfjsError(name, 'its Conv1D has no causal padding');
    return { class_name: 'Conv1D', config: { ...kernelOf(config, name), ...common(config, name) } };
  },
  Conv2D: (config, name) => ({ class_name: 'Conv2D', config: { ...kernelOf(config, name), ...common(config, name) } }),
  Conv1DTranspose: missing('Conv1DTranspose'),
  Conv2DTranspose: (config, name) => {
    if (config.output_padding) throw new NotInTfjsError(name, 'its Conv2DTranspose has no output_padding');
    if (config.dilation_rate.some((rate) => rate > 1))
      throw new NotInTfjsError(name, 'its Conv2DTranspose has no dilation');
    return {
      class_name: 'Conv2DTranspose',
      config: {
        ...common(config, name),
        filters: config.filters,
        kernel_initializer: initializer(config.kernel_initializer),
      },
    };
  },
  DepthwiseConv1D: missing('DepthwiseConv1D'),
  DepthwiseConv2D: (config, name) => {
    if (config.dilation_rate.some((rate) => rate > 1))
      throw new NotInTfjsError(name, 'its DepthwiseConv2D has no dilation');
    return { class_name: 'DepthwiseConv2D', config: { ...common(config, name), ...depthwise(config) } };
  },
  SeparableConv1D: missing('SeparableConv1D'),
  SeparableConv2D: (config, name) => ({
    class_name: 'SeparableConv2D',
    config: {
      ...common(config, name),
      ...depthwise(config),
      filters: config.filters,
      pointwise_initializer: initializer(config.pointwise_initializer),
    },
  }),
};

function common(config: LayerConfigs[ConvolutionLayerName], name: string) {
  const { kernel_size, strides, padding, dilation_rate, use_bias } = config;
  return {
    kernel_size,
    strides,
    padding,
    dilation_rate,
    use_bias,
    data_format: 'channels_last',
    activation: activation(config.activation, name),
    bias_initializer: initializer(config.bias_initializer),
  };
}

function kernelOf(config: LayerConfigs['Conv1D' | 'Conv2D'], name: string) {
  if (config.groups !== 1) throw new NotInTfjsError(name, 'its convolutions have no groups');
  return { filters: config.filters, kernel_initializer: initializer(config.kernel_initializer) };
}

function depthwise(config: LayerConfigs['DepthwiseConv2D' | 'SeparableConv2D']) {
  return {
    depth_multiplier: config.depth_multiplier,
    depthwise_initializer: initializer(config.depthwise_initializer),
  };
}
