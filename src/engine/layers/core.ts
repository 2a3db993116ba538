import * as tf from '@tensorflow/tfjs-core';
import type { CoreLayerName } from '../../keras-format/layers/core.js';
import type { LayerConfigs } from '../../keras-format/layers/layers.js';
import { activateAndRemember, layOut } from './call-helpers.js';
import type { LayerCalls, LayerInputs } from './layer-call.js';

export const CORE_CALLS: LayerCalls<CoreLayerName> = {
  InputLayer: ({ input }) => input,
  Dense: callDense,
  Activation: ({ config, input, context }) => activateAndRemember(config.activation, input, context),
  Identity: ({ input }) => input,
  Flatten: ({ plan, input }) => layOut(input, plan.outputShape),
  Reshape: ({ plan, input }) => layOut(input, plan.outputShape),
};

/** activation(input . kernel + bias) on the last axis. */
function callDense({ config, plan, input, weights, context }: LayerInputs<LayerConfigs['Dense']>): tf.Tensor {
  const [kernel, bias] = weights;
  if (!kernel) throw new Error('Dense has lost its kernel');
  const features = kernel.shape[0] ?? 1;
  const product = tf.matMul(input.rank === 2 ? input : tf.reshape(input, [-1, features]), kernel);
  const sum = bias ? tf.add(product, bias) : product;
  return activateAndRemember(
    config.activation,
    input.rank === 2 ? sum : layOut(sum, plan.outputShape, input.shape[0]),
    context,
  );
}
