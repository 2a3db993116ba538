import * as tf from '@tensorflow/tfjs-core';
import type { ActivationName } from '../keras-format/activations.js';
import { hashName } from '../random/streams.js';
import { enterLayer } from './compile/recorder.js';
import { callLayer } from './layers/call-layer.js';
import type { CallContext } from './layers/layer-call.js';
import { Masks } from './masks.js';
import type { RowGradients } from './optimizers/gradient.js';
import type { LayerPlan, NetworkPlan, OutputRef } from './plan/network-plan.js';
import { weightPenalty } from './regularizers.js';

/** One output of the network for a batch; `logits` is what a closing softmax or sigmoid was made from, `mask` Keras's mask. */
export interface Prediction {
  readonly output: tf.Tensor;
  readonly logits: tf.Tensor | undefined;
  readonly mask: tf.Tensor | undefined;
}

/** What a pass through the network gives. */
export interface ForwardPass {
  /** In the order of the model's outputs. */
  readonly predictions: readonly Prediction[];
  /** Scalars that the layers add to the loss (activity regularizers). */
  readonly losses: readonly tf.Tensor[];
  /** New values of weights that the layers keep themselves (moving averages), by the weight's position. */
  readonly updates: ReadonlyMap<number, tf.Tensor>;
  /**
   * Gradients of single rows, by the weight's position and one entry for each look-up: there once the gradients of the pass
   * have been worked out, and the caller's to dispose of.
   */
  readonly rowGradients: ReadonlyMap<number, readonly RowGradients[]>;
}

const KEEPS_LOGITS: ReadonlySet<ActivationName> = new Set(['softmax', 'sigmoid']);

/**
 * Runs the network on a batch. `weights` are all weights in Keras's order, `inputs` one tensor for each of the model's inputs;
 * `randomKey` (int32: seed, step) decides what random layers draw while training.
 */
export function forward(
  plan: NetworkPlan,
  weights: readonly tf.Tensor[],
  inputs: readonly tf.Tensor[],
  { training, randomKey }: { training: boolean; randomKey: tf.Tensor },
): ForwardPass {
  const pass = new Pass(training, randomKey);
  const outputs: (readonly tf.Tensor[])[] = [];
  const given = new Map(plan.inputs.map(({ ref }, index) => [ref.position, inputs[index]]));
  plan.layers.forEach((layer, position) => {
    const source = given.get(position);
    // A layer that is called again goes on from what its earlier call made of its weights (moving averages).
    const own = weights
      .slice(layer.firstWeight, layer.firstWeight + layer.weights.length)
      .map((weight, place) => pass.updates.get(layer.firstWeight + place) ?? weight);
    const taken = source ? [source] : layer.inputs.map((ref) => at(outputs, ref));
    for (const { model, input } of layer.enters) pass.masks.enterModel(model, at(outputs, input));
    enterLayer(layer.name);
    outputs.push(callLayer(layer, taken, own, pass.contextOf(layer)));
  });
  const penalty = weightPenalty(plan.weights, weights);
  if (penalty) pass.losses.push(penalty);
  const predictions = plan.outputs.map(({ ref }) => {
    const output = at(outputs, ref);
    return { output, logits: pass.logits.get(output), mask: pass.masks.of(output) };
  });
  return { predictions, losses: pass.losses, updates: pass.updates, rowGradients: pass.rowGradients };
}

/** What the layers of one pass tell each other and the caller. */
class Pass {
  readonly logits = new WeakMap<tf.Tensor, tf.Tensor>();
  readonly masks = new Masks();
  readonly losses: tf.Tensor[] = [];
  readonly updates = new Map<number, tf.Tensor>();
  readonly rowGradients = new Map<number, readonly RowGradients[]>();
  private readonly training: boolean;
  private readonly randomKey: tf.Tensor;

  constructor(training: boolean, randomKey: tf.Tensor) {
    this.training = training;
    this.randomKey = randomKey;
  }

  contextOf({ name, model, inputs, firstWeight }: LayerPlan): CallContext {
    return {
      // Keras writes `training` into every call of a Functional model and overrides it: operation_fn of models/functional.py.
      training: this.training,
      randomKey: (purpose = '', seed = null) => {
        const stream = (seed === null ? name : `seed/${seed}`) + (purpose === '' ? '' : `/${purpose}`);
        return tf.add(this.randomKey, tf.tensor1d([hashName(stream) | 0, 0], 'int32'));
      },
      rememberLogits: (output, activation, from) => {
        if (KEEPS_LOGITS.has(activation)) this.logits.set(output, from);
      },
      maskOf: (tensor) => this.masks.of(tensor),
      givenMask: (input) => (inputs.length === 1 ? this.masks.givenIn(model, input) : this.masks.of(input)),
      setMask: (tensor, mask) => this.masks.set(tensor, mask, model),
      passMask: (output, follow) => this.masks.pass(output, model, follow),
      takeMaskOff: (tensor) => this.masks.takeOff(tensor),
      addLoss: (loss) => void this.losses.push(loss),
      updateWeight: (place, value) => void this.updates.set(firstWeight + place, value),
      addRowGradients: (place, ids, rows) => {
        const position = firstWeight + place;
        const known = this.rowGradients.get(position) ?? [];
        this.rowGradients.set(position, [...known, { ids: tf.keep(ids), rows: tf.keep(rows) }]);
      },
    };
  }
}

function at(outputs: readonly (readonly tf.Tensor[])[], { position, output }: OutputRef): tf.Tensor {
  const tensor = outputs[position]?.[output];
  if (!tensor) throw new Error(`the network has no layer ${position} with an output ${output}`);
  return tensor;
}
