import * as tf from '@tensorflow/tfjs-core';
import { nativeBackend } from '../native-backend.js';

/** Told of the gradients of the single rows ([n, width]) that were looked up under these numbers ([n]). */
export type OnRowGradients = (ids: tf.Tensor, rows: tf.Tensor) => void;

/**
 * Rows of a table ([rows, width]) by their numbers (int32, any shape): the numbers' shape, and the width behind it. The gradient
 * adds up where a number comes several times. tfjs-node's own gather reads the numbers back to JavaScript; TensorFlow itself
 * refuses a number that the table does not have.
 */
export function lookUp(table: tf.Tensor, ids: tf.Tensor, onRowGradients?: OnRowGradients): tf.Tensor {
  const [rows = 0, width = 0] = table.shape;
  const taken = tf.customGrad((given, save) => {
    if (!(given instanceof tf.Tensor) || typeof save !== 'function') throw new TypeError('a table is a tensor');
    save([ids]);
    return {
      value: gather(given, ids),
      gradFunc: (dy, [numbers]) => {
        if (Array.isArray(dy) || !numbers) throw new TypeError('a look-up gives one tensor');
        const ofRows = tf.reshape(dy, [-1, width]);
        const flat = tf.reshape(numbers, [-1]).as1D();
        onRowGradients?.(flat, ofRows);
        return tf.unsortedSegmentSum(ofRows, flat, rows);
      },
    };
  });
  return taken(table);
}

function gather(table: tf.Tensor, ids: tf.Tensor): tf.Tensor {
  if (tf.getBackend() !== 'tensorflow') return tf.gather(table, ids);
  const backend = nativeBackend();
  const { binding } = backend;
  const type = (name: string, value: number) => ({ name, type: binding.TF_ATTR_TYPE, value });
  const attributes = [
    { name: 'batch_dims', type: binding.TF_ATTR_INT, value: 0 },
    type('Tparams', binding.TF_FLOAT),
    type('Tindices', binding.TF_INT32),
    type('Taxis', binding.TF_INT32),
  ];
  const axis = tf.scalar(0, 'int32');
  const taken = backend.executeSingleOutput('GatherV2', attributes, [table, ids, axis]);
  axis.dispose();
  return taken;
}
