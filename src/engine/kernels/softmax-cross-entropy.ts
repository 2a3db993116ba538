import * as tf from '@tensorflow/tfjs-core';
import { nativeBackend } from '../native-backend.js';

/**
 * Cross-entropy of each row between softmax(logits) and targets (rows of probabilities), both [rows, classes]. On native
 * TensorFlow one operation gives the losses and their gradient; elsewhere it is composed.
 */
export function softmaxCrossEntropy(targets: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  if (tf.getBackend() !== 'tensorflow') return tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), -1));
  return fused('SoftmaxCrossEntropyWithLogits', targets, logits);
}

/** The same with class numbers (int32, one a row) as targets. */
export function sparseSoftmaxCrossEntropy(classes: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  if (tf.getBackend() !== 'tensorflow') {
    const chosen = tf.cast(tf.oneHot(classes, logits.shape.at(-1) ?? 1), 'float32');
    return tf.neg(tf.sum(tf.mul(chosen, tf.logSoftmax(logits)), -1));
  }
  return fused('SparseSoftmaxCrossEntropyWithLogits', classes, logits);
}

function fused(operation: string, targets: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  const backend = nativeBackend();
  const { binding } = backend;
  const type = (name: string, value: number) => ({ name, type: binding.TF_ATTR_TYPE, value });
  const attributes = [
    type('T', binding.TF_FLOAT),
    ...(targets.dtype === 'int32' ? [type('Tlabels', binding.TF_INT32)] : []),
  ];
  const crossEntropy = tf.customGrad((x, save) => {
    if (!(x instanceof tf.Tensor) || typeof save !== 'function') throw new TypeError('logits are a tensor');
    const [losses, gradient] = backend.executeMultipleOutputs(operation, attributes, [x, targets], 2);
    if (!losses || !gradient) throw new Error(`${operation} gives losses and their gradient`);
    save([gradient]);
    return {
      value: losses,
      gradFunc: (dy, [byLogits]) => {
        if (Array.isArray(dy) || !byLogits) throw new TypeError('one gradient was saved');
        return tf.mul(byLogits, tf.expandDims(dy, -1));
      },
    };
  });
  return crossEntropy(logits);
}
