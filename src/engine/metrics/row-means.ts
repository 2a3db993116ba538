import * as tf from '@tensorflow/tfjs-core';

/** Mean over all but the rows. */
export function perRow(values: tf.Tensor): tf.Tensor {
  return meanTo(1, values);
}

/** Mean over the axes beyond the first `rank`. */
export function meanTo(rank: number, values: tf.Tensor): tf.Tensor {
  if (values.rank <= rank) return values;
  return tf.mean(tf.reshape(values, [...values.shape.slice(0, rank), -1]), -1);
}
