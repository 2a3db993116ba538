import * as tf from '@tensorflow/tfjs-core';

/**
 * The largest number along these axes. Where several are as large, the gradient is shared among them, as TensorFlow has it
 * (the tokens of a sequence repeat, and a maximum over its steps is often hit twice); tfjs's own gives each of them all of it.
 */
export function largest(x: tf.Tensor, axes: number | number[], keepDims = false): tf.Tensor {
  const share = tf.customGrad((given, save) => {
    if (!(given instanceof tf.Tensor) || typeof save !== 'function') throw new TypeError('a maximum is of one tensor');
    const value = tf.max(given, axes, true);
    save([given, value]);
    return {
      value,
      gradFunc: (dy, [from, top]) => {
        if (Array.isArray(dy) || !from || !top) throw new TypeError('what the maximum was taken of was saved');
        const hits = tf.cast(tf.equal(from, top), 'float32');
        return tf.mul(tf.div(hits, tf.sum(hits, axes, true)), dy);
      },
    };
  });
  const top = share(x);
  return keepDims
    ? top
    : tf.squeeze(
        top,
        [axes].flat().map((axis) => (axis < 0 ? axis + x.rank : axis)),
      );
}
