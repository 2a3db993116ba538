import * as tf from '@tensorflow/tfjs-core';

/** The sums with those of each batch added, which are freed. */
export function addInOrder(sums: Float64Array, ofBatches: readonly tf.Tensor[]): Float64Array {
  const total = sums.slice();
  for (const batch of ofBatches) {
    const values = batch.dataSync();
    for (let index = 0; index < total.length; index++) total[index] = (total[index] ?? 0) + (values[index] ?? 0);
  }
  tf.dispose([...ofBatches]);
  return total;
}
