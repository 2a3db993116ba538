import * as tf from '@tensorflow/tfjs-core';
import type { LayerName } from '../../../keras-format/layers/layers.js';
import { innerName } from '../../plan/layer-rules/time-distributed.js';
import type { LayerPlan } from '../../plan/network-plan.js';
import type { CallContext, LayerCalls } from '../layer-call.js';

type CallLayer = (
  plan: LayerPlan,
  inputs: readonly tf.Tensor[],
  weights: readonly tf.Tensor[],
  context: CallContext,
) => readonly tf.Tensor[];

/**
 * The call of TimeDistributed, of which every time step counts as a row of its own; `callLayer` is that of all layers. Masks,
 * logits and losses of the layer inside do not come out, since Keras calls it below what handles them
 * (keras/src/layers/rnn/time_distributed.py).
 */
export function timeDistributedCalls(callLayer: CallLayer): LayerCalls<Extract<LayerName, 'TimeDistributed'>> {
  return {
    TimeDistributed: ({ config, plan, input, weights, context }) => {
      const [batch = 0, steps = 0, ...row] = input.shape;
      const name = innerName(config);
      const shape = plan.outputShape.slice(1);
      const inside: LayerPlan = {
        ...plan,
        name: `${plan.name}/${name}`,
        layer: config.layer,
        outputShape: shape,
        outputShapes: [shape],
      };
      const quiet: CallContext = {
        ...context,
        randomKey: (purpose, seed) => context.randomKey(purpose ? `${name}/${purpose}` : name, seed),
        rememberLogits: () => {},
        maskOf: () => undefined,
        setMask: () => {},
        addLoss: () => {},
      };
      const [made] = callLayer(inside, [tf.reshape(input, [batch * steps, ...row])], weights, quiet);
      if (!made) throw new Error(`${name} gave nothing`);
      const output = tf.reshape(made, [batch, steps, ...shape]);
      const mask = context.maskOf(input);
      if (mask) context.setMask(output, mask);
      return output;
    },
  };
}
