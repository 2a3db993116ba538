import * as tf from '@tensorflow/tfjs-core';
import { type Activation, closingName } from '../../keras-format/activations.js';
import type { Regularizer } from '../../keras-format/regularizers.js';
import { activate } from '../activations.js';
import type { Shape } from '../plan/network-plan.js';
import { penaltyOf } from '../regularizers.js';
import type { CallContext } from './layer-call.js';

/** Applies a layer's activation; the losses may go back to what it was made from. */
export function activateAndRemember(activation: Activation, x: tf.Tensor, context: CallContext): tf.Tensor {
  const output = activate(activation, x);
  context.rememberLogits(output, closingName(activation, x.rank), x);
  return output;
}

/** Adds an activity regularizer's penalty of all outputs to the loss; Keras divides it by the batch's rows. */
export function addActivityPenalty(
  regularizer: Regularizer | null,
  outputs: readonly tf.Tensor[],
  context: Pick<CallContext, 'addLoss'>,
): void {
  if (!regularizer) return;
  for (const output of outputs) context.addLoss(tf.div(penaltyOf(regularizer, output), output.shape[0] ?? 1));
}

/** The batch with each row laid out in this shape. */
export function layOut(x: tf.Tensor, rowShape: Shape, rows = x.shape[0] ?? -1): tf.Tensor {
  return tf.reshape(x, [rows, ...rowShape]);
}

/** Keras's axes, counted from the batch as 0; negative ones from the end. */
export function tensorAxes(axes: number | readonly number[], { rank }: tf.Tensor): number[] {
  return (typeof axes === 'number' ? [axes] : axes).map((axis) => (axis < 0 ? axis + rank : axis));
}
