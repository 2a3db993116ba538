import * as tf from '@tensorflow/tfjs-core';

/**
 * Gives `tf.where` TensorFlow's gradient, which chooses as the operation does (python/ops/math_grad.py, _SelectGradV2). tfjs's own
 * multiplies by 0 what was not chosen, so that a NaN behind a masked step would come through the mask.
 */
export function registerSelectGradient(): void {
  tf.registerGradient({
    kernelName: tf.Select,
    inputsToSave: ['condition'],
    gradFunc: (dy, [condition]) => {
      if (Array.isArray(dy) || !condition)
        throw new TypeError('a choice gives one tensor, and saves what it was made by');
      return {
        condition: () => tf.zeros(condition.shape),
        t: () => tf.where(condition, dy, tf.zerosLike(dy)),
        e: () => tf.where(condition, tf.zerosLike(dy), dy),
      };
    },
  });
}
