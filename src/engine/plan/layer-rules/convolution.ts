import type { ConvolutionLayerName } from '../../../keras-format/layers/convolution.js';
import type { LayerConfigs } from '../../../keras-format/layers/layers.js';
import { kerasShape, type Shape } from '../network-plan.js';
import { checkActivation } from './check-activation.js';
import { LayerFault, type LayerOutline, type LayerRules, type OwnWeight } from './layer-rule.js';
import { slide, splitChannels, type Window } from './window.js';

export const CONVOLUTION_RULES: LayerRules<ConvolutionLayerName> = {
  Conv1D: (config, input) => activated(config, outlineConvolution('Conv1D', config, input)),
  Conv2D: (config, input) => activated(config, outlineConvolution('Conv2D', config, input)),
  Conv1DTranspose: (config, input) => activated(config, outlineTransposed('Conv1DTranspose', config, input)),
  Conv2DTranspose: (config, input) => activated(config, outlineTransposed('Conv2DTranspose', config, input)),
  DepthwiseConv1D: (config, input) => activated(config, outlineDepthwise('DepthwiseConv1D', config, input)),
  DepthwiseConv2D: (config, input) => activated(config, outlineDepthwise('DepthwiseConv2D', config, input)),
  SeparableConv1D: (config, input) => activated(config, outlineSeparable('SeparableConv1D', config, input)),
  SeparableConv2D: (config, input) => activated(config, outlineSeparable('SeparableConv2D', config, input)),
};

function activated({ activation }: AnyConfig, outline: LayerOutline): LayerOutline {
  checkActivation(activation, outline.outputShape);
  return outline;
}

/** keras/src/layers/convolutional/base_conv.py */
function outlineConvolution(
  className: string,
  config: LayerConfigs['Conv1D'] | LayerConfigs['Conv2D'],
  input: Shape,
): LayerOutline {
  const { filters, groups } = config;
  const { space, channels } = splitChannels(className, input, config.kernel_size.length);
  if (channels % groups !== 0) {
    throw new LayerFault(
      `the ${channels} channels of its input, ${kerasShape(input)}, cannot be split into ${groups} groups`,
      'groups',
    );
  }
  if (filters % groups !== 0) {
    throw new LayerFault(`${filters} filters cannot be split into ${groups} groups`, 'groups');
  }
  refuseBoth(config);
  return {
    outputShape: [...slide(space, windowOf(config), 'kernel_size'), filters],
    weights: [kernelOf(config, [channels / groups, filters]), ...biasOf(config, filters)],
  };
}

/** keras/src/layers/convolutional/base_conv_transpose.py, keras/src/backend/common/backend_utils.py */
function outlineTransposed(
  className: string,
  config: LayerConfigs['Conv1DTranspose'] | LayerConfigs['Conv2DTranspose'],
  input: Shape,
): LayerOutline {
  const { filters, kernel_size, strides, dilation_rate, output_padding, padding } = config;
  const { space, channels } = splitChannels(className, input, kernel_size.length);
  refuseBoth(config);
  output_padding?.forEach((added, dimension) => {
    const stride = strides[dimension] ?? 1;
    if (added >= stride) {
      throw new LayerFault(
        `each output_padding must be below its stride; dimension ${dimension + 1} has ${added} with a stride of ${stride}`,
        'output_padding',
      );
    }
  });
  const outputSpace = space.map((length, dimension) => {
    const stride = strides[dimension] ?? 1;
    const reach = ((kernel_size[dimension] ?? 1) - 1) * (dilation_rate[dimension] ?? 1) + 1;
    const added = output_padding?.[dimension];
    if (padding === 'same') return added === undefined ? length * stride : sameTransposed(length, stride, reach, added);
    return (length - 1) * stride + reach + (added ?? Math.max(reach, stride) - reach);
  });
  return {
    outputShape: [...outputSpace, filters],
    weights: [kernelOf(config, [filters, channels]), ...biasOf(config, filters)],
  };
}

/** Keras adds to an odd window's one and an even window's nothing; what no convolution leads back from, TensorFlow refuses. */
function sameTransposed(length: number, stride: number, reach: number, added: number): number {
  const made = (length - 1) * stride + (reach % 2) + added;
  if (Math.ceil(made / stride) === length) return made;
  throw new LayerFault(
    `with padding "same" an output of ${made} does not lead back to the input's ${length}; leave output_padding out, or take another kernel_size`,
    'output_padding',
  );
}

/** keras/src/layers/convolutional/base_depthwise_conv.py */
function outlineDepthwise(
  className: string,
  config: LayerConfigs['DepthwiseConv1D'] | LayerConfigs['DepthwiseConv2D'],
  input: Shape,
): LayerOutline {
  const { space, channels } = splitChannels(className, input, config.kernel_size.length);
  refuseUnequal(config);
  const filters = channels * config.depth_multiplier;
  return {
    outputShape: [...slide(space, windowOf(config), 'kernel_size'), filters],
    weights: [{ ...depthwiseOf(config, channels), name: 'kernel' }, ...biasOf(config, filters)],
  };
}

/** keras/src/layers/convolutional/base_separable_conv.py */
function outlineSeparable(
  className: string,
  config: LayerConfigs['SeparableConv1D'] | LayerConfigs['SeparableConv2D'],
  input: Shape,
): LayerOutline {
  const { space, channels } = splitChannels(className, input, config.kernel_size.length);
  refuseUnequal(config);
  return {
    outputShape: [...slide(space, windowOf(config), 'kernel_size'), config.filters],
    weights: [
      depthwiseOf(config, channels),
      {
        name: 'pointwise_kernel',
        shape: [...config.kernel_size.map(() => 1), channels * config.depth_multiplier, config.filters],
        initializer: config.pointwise_initializer,
        regularizer: config.pointwise_regularizer,
        constraint: config.pointwise_constraint,
      },
      ...biasOf(config, config.filters),
    ],
  };
}

type AnyConfig = LayerConfigs[ConvolutionLayerName];

function windowOf({ kernel_size, strides, dilation_rate, padding }: AnyConfig): Window {
  return { size: kernel_size, strides, dilation: dilation_rate, padding };
}

function kernelOf(
  config: LayerConfigs['Conv1D' | 'Conv2D' | 'Conv1DTranspose' | 'Conv2DTranspose'],
  channels: readonly number[],
): OwnWeight {
  return {
    name: 'kernel',
    shape: [...config.kernel_size, ...channels],
    initializer: config.kernel_initializer,
    regularizer: config.kernel_regularizer,
    constraint: config.kernel_constraint,
  };
}

function depthwiseOf(
  config: LayerConfigs['DepthwiseConv1D' | 'DepthwiseConv2D' | 'SeparableConv1D' | 'SeparableConv2D'],
  channels: number,
): OwnWeight {
  return {
    name: 'depthwise_kernel',
    shape: [...config.kernel_size, channels, config.depth_multiplier],
    initializer: config.depthwise_initializer,
    regularizer: config.depthwise_regularizer,
    constraint: config.depthwise_constraint,
  };
}

function biasOf(config: AnyConfig, filters: number): OwnWeight[] {
  if (!config.use_bias) return [];
  return [
    {
      name: 'bias',
      shape: [filters],
      initializer: config.bias_initializer,
      regularizer: config.bias_regularizer,
      constraint: config.bias_constraint,
    },
  ];
}

function refuseBoth({ strides, dilation_rate }: AnyConfig): void {
  if (Math.max(...strides) > 1 && Math.max(...dilation_rate) > 1) {
    throw new LayerFault('strides and dilation_rate cannot both be above 1', 'dilation_rate');
  }
}

/** TensorFlow's depthwise convolution has one stride for both dimensions. */
function refuseUnequal({ strides }: AnyConfig): void {
  if (new Set(strides).size > 1) {
    throw new LayerFault('a depthwise convolution moves by the same stride in both dimensions', 'strides');
  }
}
