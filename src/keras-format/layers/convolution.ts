import { z } from 'zod';
import { activationSchema } from '../activations.js';
import { constraintSchema } from '../constraints.js';
import { initializerSchema } from '../initializers.js';
import { neutral } from '../keras-object.js';
import { regularizerSchema } from '../regularizers.js';
import { kerasLayer, sizeSchema } from './common.js';
import { amounts1d, amounts2d, channelsLast, paddingSchema, window1d, window2d } from './window.js';

/** What all convolutions have in common, with windows of one or two dimensions. */
function commonOf(window: typeof window1d) {
  return {
    kernel_size: window,
    strides: window.prefault(1),
    padding: paddingSchema,
    data_format: channelsLast,
    dilation_rate: window.prefault(1),
    activation: activationSchema,
    use_bias: z.boolean().default(true),
    bias_initializer: initializerSchema('zeros'),
    bias_regularizer: regularizerSchema,
    bias_constraint: constraintSchema,
    activity_regularizer: regularizerSchema,
  };
}

const kernel = {
  kernel_initializer: initializerSchema('glorot_uniform'),
  kernel_regularizer: regularizerSchema,
  kernel_constraint: constraintSchema,
};
const depthwiseKernel = {
  depth_multiplier: sizeSchema.default(1),
  depthwise_initializer: initializerSchema('glorot_uniform'),
  depthwise_regularizer: regularizerSchema,
  depthwise_constraint: constraintSchema,
};
const pointwiseKernel = {
  filters: sizeSchema,
  pointwise_initializer: initializerSchema('glorot_uniform'),
  pointwise_regularizer: regularizerSchema,
  pointwise_constraint: constraintSchema,
};
const grouped = {
  filters: sizeSchema,
  groups: sizeSchema.default(1),
  lora_rank: neutral([null], 'LoRA'),
  lora_alpha: neutral([null], 'LoRA'),
};
/** Keras 2 writes Conv2D's fields also where they mean nothing; they are read over. */
const noGroups = { groups: meaningless(neutral([1], 'groups')) };
const noKernel = {
  kernel_initializer: meaningless(initializerSchema('glorot_uniform')),
  kernel_regularizer: meaningless(regularizerSchema),
  kernel_constraint: meaningless(constraintSchema),
};

function meaningless(schema: z.ZodType) {
  return schema.transform(() => undefined).optional();
}

const causalPadding = z.enum(['valid', 'same', 'causal']).default('valid');

/** Convolutions (keras/src/layers/convolutional). */
export const CONVOLUTION_LAYERS = [
  kerasLayer('Conv1D', { ...commonOf(window1d), ...kernel, ...grouped, padding: causalPadding }),
  kerasLayer('Conv2D', { ...commonOf(window2d), ...kernel, ...grouped }),
  kerasLayer('Conv1DTranspose', {
    ...commonOf(window1d),
    ...kernel,
    ...noGroups,
    filters: sizeSchema,
    output_padding: amounts1d.nullable().default(null),
  }),
  kerasLayer('Conv2DTranspose', {
    ...commonOf(window2d),
    ...kernel,
    ...noGroups,
    filters: sizeSchema,
    output_padding: amounts2d.nullable().default(null),
  }),
  kerasLayer('DepthwiseConv1D', { ...commonOf(window1d), ...depthwiseKernel, ...noGroups }),
  kerasLayer('DepthwiseConv2D', { ...commonOf(window2d), ...depthwiseKernel, ...noGroups }),
  kerasLayer('SeparableConv1D', {
    ...commonOf(window1d),
    ...depthwiseKernel,
    ...pointwiseKernel,
    ...noGroups,
    ...noKernel,
  }),
  kerasLayer('SeparableConv2D', {
    ...commonOf(window2d),
    ...depthwiseKernel,
    ...pointwiseKernel,
    ...noGroups,
    ...noKernel,
  }),
] as const;
export type ConvolutionLayerName = z.infer<(typeof CONVOLUTION_LAYERS)[number]>['class_name'];
