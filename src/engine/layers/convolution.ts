import * as tf from '@tensorflow/tfjs-core';
import type { ConvolutionLayerName } from '../../keras-format/layers/convolution.js';
import type { LayerConfigs } from '../../keras-format/layers/layers.js';
import { activateAndRemember, layOut } from './call-helpers.js';
import { convolve, convolveDepthwise, convolveTransposed, type SlidingWindow } from './convolve.js';
import type { LayerCalls, LayerInputs } from './layer-call.js';
import { asPictureKernel, asPictures, forPictures } from './pictures.js';

export const CONVOLUTION_CALLS: LayerCalls<ConvolutionLayerName> = {
  Conv1D: callConvolution,
  Conv2D: callConvolution,
  Conv1DTranspose: callTransposed,
  Conv2DTranspose: callTransposed,
  DepthwiseConv1D: callDepthwise,
  DepthwiseConv2D: callDepthwise,
  SeparableConv1D: callSeparable,
  SeparableConv2D: callSeparable,
};

function callConvolution(inputs: LayerInputs<LayerConfigs['Conv1D'] | LayerConfigs['Conv2D']>): tf.Tensor {
  const { config, input, weights } = inputs;
  const [kernel, bias] = weights;
  const x = asPictures(config.padding === 'causal' ? padBefore(input, config) : input);
  return finish(convolve(x, asPictureKernel(present(kernel)), windowOf(config), config.groups), bias, inputs);
}

/** Zeros before the first step, so that no output depends on a later one. */
function padBefore(x: tf.Tensor, { kernel_size, dilation_rate }: LayerConfigs['Conv1D']): tf.Tensor {
  const [size = 1] = kernel_size;
  const [rate = 1] = dilation_rate;
  return tf.pad(x, [
    [0, 0],
    [(size - 1) * rate, 0],
    [0, 0],
  ]);
}

function callTransposed(
  inputs: LayerInputs<LayerConfigs['Conv1DTranspose'] | LayerConfigs['Conv2DTranspose']>,
): tf.Tensor {
  const { config, plan, input, weights } = inputs;
  const [kernel, bias] = weights;
  const size = forPictures(plan.outputShape.slice(0, -1));
  return finish(
    convolveTransposed(asPictures(input), asPictureKernel(present(kernel)), windowOf(config), size),
    bias,
    inputs,
  );
}

function callDepthwise(
  inputs: LayerInputs<LayerConfigs['DepthwiseConv1D'] | LayerConfigs['DepthwiseConv2D']>,
): tf.Tensor {
  const { config, input, weights } = inputs;
  const [kernel, bias] = weights;
  const convolved = convolveDepthwise(asPictures(input), asPictureKernel(present(kernel)), equalStrides(config));
  return finish(convolved, bias, inputs);
}

function callSeparable(
  inputs: LayerInputs<LayerConfigs['SeparableConv1D'] | LayerConfigs['SeparableConv2D']>,
): tf.Tensor {
  const { config, input, weights } = inputs;
  const [depthwise, pointwise, bias] = weights;
  const mixed = convolveDepthwise(asPictures(input), asPictureKernel(present(depthwise)), equalStrides(config));
  const everyPlace: SlidingWindow = { strides: [1, 1], dilation: [1, 1], padding: 'valid' };
  return finish(convolve(mixed, asPictureKernel(present(pointwise)), everyPlace), bias, inputs);
}

type AnyConfig = LayerConfigs[ConvolutionLayerName];

/** activation(x + bias), laid out as the layer's output. */
function finish(
  x: tf.Tensor,
  bias: tf.Tensor | undefined,
  { config, plan, context }: Pick<LayerInputs<AnyConfig>, 'config' | 'plan' | 'context'>,
): tf.Tensor {
  const sum = bias ? tf.add(x, bias) : x;
  const laidOut = plan.outputShape.length === 3 ? sum : layOut(sum, plan.outputShape, x.shape[0]);
  return activateAndRemember(config.activation, laidOut, context);
}

function windowOf({ strides, dilation_rate, padding }: AnyConfig): SlidingWindow {
  return {
    strides: forPictures(strides),
    dilation: forPictures(dilation_rate),
    padding: padding === 'same' ? 'same' : 'valid',
  };
}

/** TensorFlow's depthwise convolution moves alike in both dimensions, where a sequence has one place in height. */
function equalStrides(config: AnyConfig): SlidingWindow {
  return { ...windowOf(config), strides: forPictures(config.strides, config.strides[0]) };
}

function present(kernel: tf.Tensor | undefined): tf.Tensor {
  if (!kernel) throw new Error('a convolution has lost its kernel');
  return kernel;
}
