import * as tf from '@tensorflow/tfjs-core';

/**
 * Computes what no gradient flows through (comparisons, which tfjs has no gradients for). Within a kernel tfjs keeps no tape,
 * and so it is told that it is in one.
 */
export function withoutGradient<Result>(compute: () => Result): Result {
  const { state } = tf.engine();
  state.kernelDepth++;
  try {
    return compute();
  } finally {
    state.kernelDepth--;
  }
}
