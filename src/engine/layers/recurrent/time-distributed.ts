import * as tf from '@tensorflow/tfjs-core';
import type { LayerName } from '../../../keras-format/layers/layers.js';
import { innerName } from '../../plan/layer-rules/time-distributed.js';
import type { LayerPlan } from '../../plan/network-plan.js';
import type { CallContext, LayerCalls } from '../layer-call.js';
import { normalizeBatch } from '../normalization.js';

const STEP_AXIS = 1;

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
        trainable: plan.trainable && config.layer.config.trainable !== false,
        outputShape: shape,
        outputShapes: [shape],
      };
      const mask = context.givenMask(input);
      const quiet: CallContext = {
        ...context,
        randomKey: (purpose, seed) => context.randomKey(purpose ? `${name}/${purpose}` : name, seed),
        rememberLogits: () => {},
        maskOf: () => undefined,
        givenMask: () => undefined,
        setMask: () => {},
        passMask: () => {},
        takeMaskOff: () => {},
        addLoss: () => {},
      };
      const [made] =
        config.layer.class_name === 'BatchNormalization'
          ? [normalizeSteps({ config: config.layer.config, plan: inside, input, weights, context })]
          : callLayer(inside, [tf.reshape(input, [batch * steps, ...row])], weights, quiet);
      if (!made) throw new Error(`${name} gave nothing`);
      const output = tf.reshape(made, [batch, steps, ...shape]);
      if (mask) context.setMask(output, mask);
      return output;
    },
  };
}

/** The only layer whose rows are not each for itself, and that is given the masks of the steps. */
function normalizeSteps(inputs: Parameters<typeof normalizeBatch>[0]): tf.Tensor {
  const { config, input } = inputs;
  const axis = config.axis < 0 ? config.axis + input.rank : config.axis + STEP_AXIS;
  return normalizeBatch(inputs, { axis, stepAxis: STEP_AXIS });
}
