import type * as tf from '@tensorflow/tfjs-core';

/** A tensor that the optimizer keeps for each weight, and the value that fills it at the start. */
export interface SlotPlan {
  readonly name: string;
  readonly initial: number;
  /** One number, rather than one for each of the weight's. */
  readonly scalar?: true;
}

/** What an update works on. `step` counts updates from 1, as a float32 scalar; `learningRate` is one too. */
export interface UpdateInputs<Config> {
  readonly config: Config;
  readonly weight: tf.Tensor;
  readonly gradient: tf.Tensor;
  /** The sum of a function of the gradient's parts: of the whole of it, or of each look-up's where the weight is a table. */
  sumOf(change: (part: tf.Tensor) => tf.Tensor): tf.Tensor;
  readonly slots: readonly tf.Tensor[];
  readonly learningRate: tf.Tensor;
  readonly step: tf.Tensor;
}

export interface Updated {
  readonly weight: tf.Tensor;
  /** In the order of the slots' plan. */
  readonly slots: readonly tf.Tensor[];
}

/** One optimizer of Keras: which slots it keeps, and its update of one weight. */
export interface OptimizerRule<Config> {
  slots(config: Config): readonly SlotPlan[];
  /** Whether its update takes the gradient as a whole, so that it does not matter which look-ups it comes from. */
  readonly wholeGradient?: true;
  update(inputs: UpdateInputs<Config>): Updated;
}

/** The slot at a position; a rule asks only for those that it planned. */
export function slotAt(slots: readonly tf.Tensor[], position: number): tf.Tensor {
  const slot = slots[position];
  if (!slot) throw new Error(`the optimizer has no slot ${position}`);
  return slot;
}
