import { z } from 'zod';
import { activationSchema } from '../activations.js';
import { initializerSchema } from '../initializers.js';
import { neutral } from '../keras-object.js';
import { kerasLayer, sizeSchema } from './common.js';
import { channelsLast, paddingSchema, type window1d, window2d } from './window.js';

const noRegularizer = neutral([null], 'a regularizer');
const noConstraint = neutral([null], 'a constraint');

/** What all convolutions have in common, with the windows of their rank. */
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
    bias_regularizer: noRegularizer,
    bias_constraint: noConstraint,
    activity_regularizer: noRegularizer,
    lora_rank: neutral([null], 'LoRA'),
    lora_alpha: neutral([null], 'LoRA'),
  };
}

const kernel = {
  kernel_initializer: initializerSchema('glorot_uniform'),
  kernel_regularizer: noRegularizer,
  kernel_constraint: noConstraint,
};

/** Convolutions (keras/src/layers/convolutional). */
export const CONVOLUTION_LAYERS = [
  kerasLayer('Conv2D', { ...commonOf(window2d), ...kernel, filters: sizeSchema, groups: sizeSchema.default(1) }),
] as const;
export type ConvolutionLayerName = z.infer<(typeof CONVOLUTION_LAYERS)[number]>['class_name'];
