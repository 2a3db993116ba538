import * as tf from '@tensorflow/tfjs-core';
import { isModel } from '../../../keras-format/architecture.js';
import type { Layer, LayerName } from '../../../keras-format/layers/layers.js';
import { Masks } from '../../masks.js';
import { innerName } from '../../plan/layer-rules/time-distributed.js';
import type { LayerPlan } from '../../plan/network-plan.js';
import { outputAt, runLayers } from '../../run-layers.js';
import type { CallContext, CallLayer, LayerCalls } from '../layer-call.js';

/** The outermost of a wrapped model: its input stands there. */
const AROUND = '';

/**
 * The call of TimeDistributed, of which every time step counts as a row of its own; `callLayer` is that of all layers. Keras calls
 * what is inside below what handles masks, logits and losses (keras/src/layers/rnn/time_distributed.py), the layers of a model
 * however as always.
 */
export function timeDistributedCalls(callLayer: CallLayer): LayerCalls<Extract<LayerName, 'TimeDistributed'>> {
  return {
    TimeDistributed: ({ config, plan, input, weights, context }) => {
      const [batch = 0, steps = 0] = input.shape;
      const asRows = (x: tf.Tensor) => tf.reshape(x, [batch * steps, ...x.shape.slice(2)]);
      const name = innerName(config);
      const mask = context.givenMask(input);
      const inside: Inside = {
        input: asRows(input),
        mask: mask && asRows(mask),
        weights,
        context: {
          ...context,
          steps: context.steps * steps,
          randomKey: (purpose, seed) => context.randomKey(purpose ? `${name}/${purpose}` : name, seed),
          rememberLogits: () => {},
        },
      };
      const { layer } = config;
      const made = isModel(layer)
        ? callModel(plan, inside, { callLayer, steps })
        : callPlain({ ...plan, name: `${plan.name}/${name}` }, layer, inside, callLayer);
      const output = tf.reshape(made, [batch, ...plan.outputShape]);
      if (mask) context.setMask(output, mask);
      return output;
    },
  };
}

/** What is called, on every step of every row. */
interface Inside {
  readonly input: tf.Tensor;
  readonly mask: tf.Tensor | undefined;
  readonly weights: readonly tf.Tensor[];
  readonly context: CallContext;
}

function callPlain(plan: LayerPlan, layer: Layer, { input, mask, weights, context }: Inside, callLayer: CallLayer) {
  const shape = plan.outputShape.slice(1);
  const inside: LayerPlan = {
    ...plan,
    layer,
    trainable: plan.trainable && layer.config.trainable !== false,
    outputShape: shape,
    outputShapes: [shape],
  };
  const [made] = callLayer(inside, [input], weights, {
    ...context,
    maskOf: () => undefined,
    // The only layer that has a use for the mask of single steps.
    givenMask: () => (layer.class_name === 'BatchNormalization' ? mask : undefined),
    setMask: () => {},
    passMask: () => {},
    takeMaskOff: () => {},
    addLoss: () => {},
  });
  if (!made) throw new Error(`${plan.name} gave nothing`);
  return made;
}

function callModel(
  { name, within }: LayerPlan,
  { input, mask, weights, context }: Inside,
  { callLayer, steps }: { callLayer: CallLayer; steps: number },
): tf.Tensor {
  const masks = new Masks();
  if (mask) masks.set(input, mask, AROUND);
  const [end] = within?.outputs ?? [];
  if (!within || !end) throw new Error(`${name} has lost the model in it`);
  const outputs = runLayers(within, weights, [input], {
    around: {
      ...context,
      path: `${name}/`,
      randomKey: (path, purpose, seed) => context.randomKey(purpose === '' ? path : `${path}/${purpose}`, seed),
      // Every step adds its own, of its own rows' mean.
      addLoss: (loss) => context.addLoss(tf.mul(loss, steps)),
    },
    masks,
    callLayer,
  });
  return outputAt(outputs, end.ref);
}
