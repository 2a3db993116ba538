import type * as tf from '@tensorflow/tfjs-core';
import type { ActivationName } from '../../keras-format/activations.js';
import type { LayerConfigs, LayerName } from '../../keras-format/layers/layers.js';
import type { LayerPlan } from '../plan/network-plan.js';

/** What a layer may ask for and tell besides its inputs, weights and outputs. */
export interface CallContext {
  readonly training: boolean;
  /**
   * How many time steps stand side by side as rows, where a TimeDistributed is around the layer: what Keras works out of all rows
   * of a batch, it works out of the rows of each step there. Steps are the faster ones: row 1 is the second step of the first row.
   */
  readonly steps: number;
  /**
   * Key (int32, two numbers) of random numbers that follow from the fit's seed, the training step and this layer; `purpose`
   * tells several draws of one layer apart, `seed` (of the layer's config) replaces the layer's name.
   */
  randomKey(purpose?: string, seed?: number | null): tf.Tensor;
  /** Remembers what a softmax or sigmoid was made from, since Keras's cross-entropies go back to it. */
  rememberLogits(output: tf.Tensor, activation: ActivationName, logits: tf.Tensor): void;
  /** Keras's mask that a tensor carries (bool, [rows, time]): false where a time step does not count. */
  maskOf(tensor: tf.Tensor): tf.Tensor | undefined;
  /** The same for a layer that Keras calls with its input's mask as an argument; see Masks. */
  givenMask(input: tf.Tensor): tf.Tensor | undefined;
  setMask(tensor: tf.Tensor, mask: tf.Tensor): void;
  /** Gives the output the mask that follows from those of the inputs, where one does. */
  passMask(output: tf.Tensor, follow: (maskOf: CallContext['maskOf']) => tf.Tensor | undefined): void;
  takeMaskOff(tensor: tf.Tensor): void;
  /** Adds a scalar to what is trained towards, and reported as part of the loss. */
  addLoss(loss: tf.Tensor): void;
  /** Gives one of the layer's weights (by its place among them) a new value after this training step. */
  updateWeight(place: number, value: tf.Tensor): void;
  /**
   * Tells, while gradients are worked out, what is asked of single rows of one of the layer's weights: their numbers ([n], int32)
   * and gradients ([n, width]). All that is asked of the weight must come from such rows.
   */
  addRowGradients(place: number, ids: tf.Tensor, rows: tf.Tensor): void;
}

/** What one call of a layer works on. */
export interface LayerInputs<Config> {
  readonly config: Config;
  readonly plan: LayerPlan;
  /** The batch first, then the row's own dimensions. */
  readonly input: tf.Tensor;
  /** All inputs, for layers that take several. */
  readonly inputs: readonly tf.Tensor[];
  readonly weights: readonly tf.Tensor[];
  readonly context: CallContext;
}

/** Runs a layer on a batch: one output, or a list where the layer has several. Only tfjs operations, nothing read back. */
export type LayerCall<Config> = (inputs: LayerInputs<Config>) => tf.Tensor | readonly tf.Tensor[];

/** Runs any layer of a network on a batch and gives its outputs, at least one. */
export type CallLayer = (
  plan: LayerPlan,
  inputs: readonly tf.Tensor[],
  weights: readonly tf.Tensor[],
  context: CallContext,
) => readonly tf.Tensor[];

/** The calls of a family of layers. */
export type LayerCalls<Names extends LayerName> = { readonly [Name in Names]: LayerCall<LayerConfigs[Name]> };
