import * as tf from '@tensorflow/tfjs-core';
import { nativeBackend } from '../native-backend.js';

/**
 * Rows of a table ([rows, width]) by their numbers (int32, any shape): the numbers' shape, and the width behind it. The gradient
 * adds up where a number comes several times. tfjs-node's own gather reads the numbers back to JavaScript; TensorFlow itself
 * refuses a number that the table does not have.
 */
export function lookUp(table: tf.Tensor, ids: tf.Tensor): tf.Tensor {
  const [rows = 0, width = 0] = table.shape;
  const taken = tf.customGrad((given) => {
    if (!(given instanceof tf.Tensor)) throw new TypeError('a table is a tensor');
    return {
      value: gather(given, ids),
      gradFunc: (dy) => {
        if (Array.isArray(dy)) throw new TypeError('a look-up gives one tensor');
        return tf.unsortedSegmentSum(tf.reshape(dy, [-1, width]), tf.reshape(ids, [-1]).as1D(), rows);
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
