import * as tf from '@tensorflow/tfjs-core';

/** log(sum e^x) along the last axis, which stays; minus infinity where every x is, as tf.math.reduce_logsumexp. tfjs's own is NaN there. */
export function logSumExp(x: tf.Tensor): tf.Tensor {
  const summed = tf.customGrad((given, save) => {
    if (!(given instanceof tf.Tensor) || typeof save !== 'function') throw new TypeError('a sum is of one tensor');
    const top = finite(tf.max(given, -1, true));
    const value = tf.add(tf.log(tf.sum(tf.exp(tf.sub(given, top)), -1, true)), top);
    save([given, value]);
    return {
      value,
      gradFunc: (dy, [from, sum]) => {
        if (Array.isArray(dy) || !from || !sum) throw new TypeError('what the sum was made of was saved');
        return tf.mul(dy, tf.exp(tf.sub(from, finite(sum))));
      },
    };
  });
  return summed(x);
}

/** The same of the numbers that stand at one place of several tensors; it has no gradient. */
export function logSumExpOf(tensors: readonly tf.Tensor[]): tf.Tensor {
  const top = finite(tensors.reduce((most, tensor) => tf.maximum(most, tensor)));
  const sum = tensors.map((tensor) => tf.exp(tf.sub(tensor, top))).reduce((all, own) => tf.add(all, own));
  return tf.add(tf.log(sum), top);
}

function finite(x: tf.Tensor): tf.Tensor {
  return tf.where(tf.isFinite(x), x, tf.zerosLike(x));
}
