import type * as tf from '@tensorflow/tfjs-core';
import type { ActivationName } from '../keras-format/activations.js';
import { callLayer } from './layers/layer-calls.js';
import type { NetworkPlan } from './plan/network-plan.js';

/** The network's output for a batch; `logits` is what a closing softmax or sigmoid was made from. */
export interface Prediction {
  readonly output: tf.Tensor;
  readonly logits: tf.Tensor | undefined;
}

const KEEPS_LOGITS: ReadonlySet<ActivationName> = new Set(['softmax', 'sigmoid']);

/**
 * Runs the network on a batch. `weights` are all weights in Keras's order; `randomKey` (int32: seed, step) decides the masks of
 * random layers while training.
 */
export function forward(
  plan: NetworkPlan,
  weights: readonly tf.Tensor[],
  input: tf.Tensor,
  { training, randomKey }: { training: boolean; randomKey: tf.Tensor },
): Prediction {
  const logits = new WeakMap<tf.Tensor, tf.Tensor>();
  const context = {
    training,
    randomKey,
    rememberLogits: (output: tf.Tensor, activation: ActivationName, from: tf.Tensor) => {
      if (KEEPS_LOGITS.has(activation)) logits.set(output, from);
    },
  };
  const outputs: tf.Tensor[] = [];
  let taken = 0;
  for (const layer of plan.layers) {
    const own = weights.slice(taken, taken + layer.weights.length);
    taken += own.length;
    const source = layer.inputs[0];
    outputs.push(callLayer(layer, source === undefined ? input : at(outputs, source), own, context));
  }
  const output = at(outputs, plan.outputs[0] ?? -1);
  return { output, logits: logits.get(output) };
}

function at(outputs: readonly tf.Tensor[], position: number): tf.Tensor {
  const output = outputs[position];
  if (!output) throw new Error(`the network has no layer ${position}`);
  return output;
}
