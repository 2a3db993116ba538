import type * as tf from '@tensorflow/tfjs-core';
import { enterLayer } from './compile/recorder.js';
import type { CallContext, CallLayer } from './layers/layer-call.js';
import type { Masks } from './masks.js';
import type { LayerPlan, NetworkPlan, OutputRef } from './plan/network-plan.js';

/** What the layers of a network share with what is around it, for one pass. */
export interface Surroundings
  extends Pick<CallContext, 'training' | 'steps' | 'rememberLogits' | 'addLoss' | 'updateWeight' | 'addRowGradients'> {
  /** Path of what the network stands in, if it stands in something. */
  readonly path: string;
  /** Key of random numbers for the layer of this path. */
  randomKey(path: string, purpose: string, seed: number | null): tf.Tensor;
}

/**
 * Calls a network's layers one after another and gives the outputs of each call. `weights` are all of the network's, `inputs` one
 * tensor for each of its inputs; places of weights that the surroundings are told are those among all of them.
 */
export function runLayers(
  plan: NetworkPlan,
  weights: readonly tf.Tensor[],
  inputs: readonly tf.Tensor[],
  { around, masks, callLayer }: { around: Surroundings; masks: Masks; callLayer: CallLayer },
): readonly (readonly tf.Tensor[])[] {
  const outputs: (readonly tf.Tensor[])[] = [];
  const updates = new Map<number, tf.Tensor>();
  const given = new Map(plan.inputs.map(({ ref }, index) => [ref.position, inputs[index]]));
  plan.layers.forEach((layer, position) => {
    const source = given.get(position);
    // A layer that is called again goes on from what its earlier call made of its weights (moving averages).
    const own = weights
      .slice(layer.firstWeight, layer.firstWeight + layer.weights.length)
      .map((weight, place) => updates.get(layer.firstWeight + place) ?? weight);
    const taken = source ? [source] : layer.inputs.map((ref) => outputAt(outputs, ref));
    for (const { model, input } of layer.enters) masks.enterModel(model, outputAt(outputs, input));
    enterLayer(around.path + layer.name);
    const context = contextOf(layer, masks, {
      ...around,
      updateWeight: (place, value) => {
        updates.set(place, value);
        around.updateWeight(place, value);
      },
    });
    outputs.push(callLayer(layer, taken, own, context));
  });
  return outputs;
}

function contextOf({ name, model, inputs, firstWeight }: LayerPlan, masks: Masks, around: Surroundings): CallContext {
  return {
    // Keras writes `training` into every call of a Functional model and overrides it: operation_fn of models/functional.py.
    training: around.training,
    steps: around.steps,
    randomKey: (purpose = '', seed = null) => around.randomKey(name, purpose, seed),
    rememberLogits: around.rememberLogits,
    maskOf: (tensor) => masks.of(tensor),
    givenMask: (input) => (inputs.length === 1 ? masks.givenIn(model, input) : masks.of(input)),
    setMask: (tensor, mask) => masks.set(tensor, mask, model),
    passMask: (output, follow) => masks.pass(output, model, follow),
    takeMaskOff: (tensor) => masks.takeOff(tensor),
    addLoss: around.addLoss,
    updateWeight: (place, value) => around.updateWeight(firstWeight + place, value),
    addRowGradients: (place, ids, rows) => around.addRowGradients(firstWeight + place, ids, rows),
  };
}

/** An output among those of a network's calls. */
export function outputAt(outputs: readonly (readonly tf.Tensor[])[], { position, output }: OutputRef): tf.Tensor {
  const tensor = outputs[position]?.[output];
  if (!tensor) throw new Error(`the network has no layer ${position} with an output ${output}`);
  return tensor;
}
