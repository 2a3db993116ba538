import * as tf from '@tensorflow/tfjs-core';

/** Gradients of the rows that were looked up in a table: `rows` ([n, width]) are asked of the table's rows `ids` ([n], int32). */
export interface RowGradients {
  readonly ids: tf.Tensor;
  readonly rows: tf.Tensor;
}

/** What a batch asks of a weight: a tensor of its shape, and for a table that was only looked into the single rows too. */
export interface Gradient {
  readonly sum: tf.Tensor;
  readonly rows: RowGradients | undefined;
}

/**
 * The sum of a function of each look-up's gradient. Keras changes the single rows before it adds up those of one id, so that
 * an accumulator of squares gets the sum of squares and not the square of the sum (keras/src/backend/tensorflow/sparse.py).
 */
export function sumOf(gradient: Gradient, change: (values: tf.Tensor) => tf.Tensor): tf.Tensor {
  if (!gradient.rows) return change(gradient.sum);
  const { ids, rows } = gradient.rows;
  return addUp({ ids, rows: change(rows) }, gradient.sum.shape[0] ?? 0);
}

/** The rows as a table, those of one id added up. */
export function addUp({ ids, rows }: RowGradients, tableRows: number): tf.Tensor {
  return tf.unsortedSegmentSum(rows, ids.as1D(), tableRows);
}

/** A gradient with each number changed by a function that does not depend on the others. */
export function eachOf(gradient: Gradient, change: (values: tf.Tensor) => tf.Tensor): Gradient {
  const rows = gradient.rows && { ids: gradient.rows.ids, rows: change(gradient.rows.rows) };
  return { sum: rows ? addUp(rows, gradient.sum.shape[0] ?? 0) : change(gradient.sum), rows };
}
