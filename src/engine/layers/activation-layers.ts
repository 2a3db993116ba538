import * as tf from '@tensorflow/tfjs-core';
import type { ActivationLayerName } from '../../keras-format/layers/activation-layers.js';
import type { LayerConfigs } from '../../keras-format/layers/layers.js';
import { elu, softmaxOver } from '../activations.js';
import { withoutGradient } from '../without-gradient.js';
import { tensorAxes } from './call-helpers.js';
import type { LayerCalls, LayerInputs } from './layer-call.js';

/** Stands for minus infinity where a mask leaves numbers out: keras/src/layers/activations/softmax.py. */
const MASKED_LOGIT = -1e9;

export const ACTIVATION_CALLS: LayerCalls<ActivationLayerName> = {
  ReLU: ({ config, input }) => rectify(config, input),
  LeakyReLU: ({ config, input }) => tf.leakyRelu(input, config.alpha ?? config.negative_slope),
  PReLU: ({ input, weights: [alpha] }) => {
    if (!alpha) throw new Error('PReLU has lost its alpha');
    return tf.sub(tf.relu(input), tf.mul(alpha, tf.relu(tf.neg(input))));
  },
  ELU: ({ config, input }) => elu(input, config.alpha),
  Softmax: ({ config, input, context }: LayerInputs<LayerConfigs['Softmax']>) => {
    const axes = tensorAxes(config.axis, input);
    const mask = context.givenMask(input);
    const logits = mask ? tf.where(mask, input, tf.fill(input.shape, MASKED_LOGIT)) : input;
    const output = softmaxOver(logits, axes);
    if (mask) return tf.where(mask, output, tf.zerosLike(output));
    if (axes.length === 1 && axes[0] === input.rank - 1) context.rememberLogits(output, 'softmax', logits);
    return output;
  },
};

/** keras/src/activations/activations.py, relu: `slope (x - threshold)` below the threshold, x up to max_value above. */
function rectify({ max_value, negative_slope, threshold }: LayerConfigs['ReLU'], x: tf.Tensor): tf.Tensor {
  const above =
    threshold === 0
      ? tf.relu(x)
      : tf.where(
          withoutGradient(() => tf.greater(x, threshold)),
          x,
          tf.zerosLike(x),
        );
  const cut = max_value === null ? above : tf.clipByValue(above, 0, max_value);
  if (negative_slope === 0) return cut;
  return tf.sub(cut, tf.mul(tf.relu(tf.sub(threshold, x)), negative_slope));
}
