import * as tf from '@tensorflow/tfjs-core';
import type { ActivationName } from '../keras-format/activations.js';
import { hashName } from '../random/streams.js';
import { callLayer } from './layers/call-layer.js';
import { Masks } from './masks.js';
import type { RowGradients } from './optimizers/gradient.js';
import type { NetworkPlan } from './plan/network-plan.js';
import { weightPenalty } from './regularizers.js';
import { outputAt, runLayers, type Surroundings } from './run-layers.js';

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
  const logits = new WeakMap<tf.Tensor, tf.Tensor>();
  const masks = new Masks();
  const losses: tf.Tensor[] = [];
  const updates = new Map<number, tf.Tensor>();
  const rowGradients = new Map<number, readonly RowGradients[]>();
  const around: Surroundings = {
    path: '',
    training,
    steps: 1,
    randomKey: (path, purpose, seed) => {
      const stream = (seed === null ? path : `seed/${seed}`) + (purpose === '' ? '' : `/${purpose}`);
      return tf.add(randomKey, tf.tensor1d([hashName(stream) | 0, 0], 'int32'));
    },
    rememberLogits: (output, activation, from) => {
      if (KEEPS_LOGITS.has(activation)) logits.set(output, from);
    },
    addLoss: (loss) => void losses.push(loss),
    updateWeight: (position, value) => void updates.set(position, value),
    addRowGradients: (position, ids, rows) => {
      const known = rowGradients.get(position) ?? [];
      rowGradients.set(position, [...known, { ids: tf.keep(ids), rows: tf.keep(rows) }]);
    },
  };
  const outputs = runLayers(plan, weights, inputs, { around, masks, callLayer });
  const penalty = weightPenalty(plan.weights, weights);
  if (penalty) losses.push(penalty);
  const predictions = plan.outputs.map(({ ref }) => {
    const output = outputAt(outputs, ref);
    return { output, logits: logits.get(output), mask: masks.of(output) };
  });
  return { predictions, losses, updates, rowGradients };
}
