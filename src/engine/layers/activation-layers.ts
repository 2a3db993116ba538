import * as tf from '@tensorflow/tfjs-core';
import { closingName } from '../../keras-format/activations.js';
import type { ActivationLayerName } from '../../keras-format/layers/activation-layers.js';
import type { LayerConfigs } from '../../keras-format/layers/layers.js';
import { activate, softmaxOver } from '../activations.js';
import type { LayerCalls, LayerInputs } from './layer-call.js';

/** Stands for minus infinity where a mask leaves numbers out: keras/src/layers/activations/softmax.py. */
const MASKED_LOGIT = -1e9;

export const ACTIVATION_CALLS: LayerCalls<ActivationLayerName> = {
  ReLU: ({ config, input }) => activate({ class_name: 'ReLU', config }, input),
  LeakyReLU: ({ config, input }) => activate({ class_name: 'LeakyReLU', config }, input),
  PReLU: ({ input, weights: [alpha] }) => {
    if (!alpha) throw new Error('PReLU has lost its alpha');
    return tf.sub(tf.relu(input), tf.mul(alpha, tf.relu(tf.neg(input))));
  },
  ELU: ({ config, input }) => activate({ class_name: 'ELU', config }, input),
  Softmax: ({ config, input, context }: LayerInputs<LayerConfigs['Softmax']>) => {
    const mask = context.givenMask(input);
    const logits = mask ? tf.where(mask, input, tf.fill(input.shape, MASKED_LOGIT)) : input;
    const output = softmaxOver(logits, config.axis);
    if (mask) return tf.where(mask, output, tf.zerosLike(output));
    context.rememberLogits(output, closingName({ class_name: 'Softmax', config }, input.rank), logits);
    return output;
  },
};
