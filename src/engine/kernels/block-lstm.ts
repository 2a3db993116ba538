import * as tf from '@tensorflow/tfjs-core';
import type { TFEOpAttr, TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';
import { nativeBackend } from '../native-backend.js';

export interface BlockLstmInputs {
  /** [time, batch, features] */
  readonly input: tf.Tensor;
  /** [features, 4 units], gates in Keras's order: input, forget, cell, output. */
  readonly kernel: tf.Tensor;
  /** [units, 4 units] */
  readonly recurrentKernel: tf.Tensor;
  /** [4 units] */
  readonly bias: tf.Tensor;
  /** Before the first step, [batch, units]. */
  readonly hidden: tf.Tensor;
  readonly cell: tf.Tensor;
}

/**
 * A whole LSTM (tanh, sigmoid, no mask) as one native operation: BlockLSTMV2 of tensorflow/core/ops/rnn_ops.cc, which takes
 * Keras's gate order. Gives h of every step, [time, batch, units]; with `lastCell` one more row on the first axis, the last c.
 * Native TensorFlow only.
 */
export function blockLstm(inputs: BlockLstmInputs, { lastCell }: { readonly lastCell: boolean }): tf.Tensor {
  const { input, kernel, recurrentKernel, bias, hidden, cell } = inputs;
  const [steps = 0, batch = 0] = input.shape;
  const units = hidden.shape[1] ?? 0;
  const lstm = tf.customGrad((...given) => {
    const [x, w, b, h0, c0] = given.filter((value) => value instanceof tf.Tensor);
    const save = given.at(-1);
    if (!x || !w || !b || !h0 || !c0 || typeof save !== 'function') throw new TypeError('an LSTM takes five tensors');
    const noPeephole = tf.zeros([units]);
    const taken = [x, c0, h0, w, noPeephole, noPeephole, noPeephole, b];
    const made = run('BlockLSTMV2', steps, taken, OUTPUTS);
    const [, cells, , , , , hiddens] = made;
    if (!cells || !hiddens) throw new Error('BlockLSTMV2 gives seven tensors');
    save([...taken, ...made]);
    return {
      value: lastCell ? tf.concat([hiddens, tf.slice(cells, [steps - 1, 0, 0], [1, batch, units])], 0) : hiddens,
      gradFunc: (dy, saved) => {
        if (Array.isArray(dy)) throw new TypeError('an LSTM gives one tensor');
        const byHiddens = lastCell ? tf.slice(dy, [0, 0, 0], [steps, batch, units]) : dy;
        const byCells = lastCell
          ? tf.pad(tf.slice(dy, [steps, 0, 0], [1, batch, units]), [
              [steps - 1, 0],
              [0, 0],
              [0, 0],
            ])
          : tf.zerosLike(dy);
        const gradients = run('BlockLSTMGradV2', steps, [...saved, byCells, byHiddens], GRADIENTS);
        const [dx, dc0, dh0, dw, , , , db] = gradients;
        if (!dx || !dc0 || !dh0 || !dw || !db) throw new Error('BlockLSTMGradV2 gives eight tensors');
        return [dx, dw, db, dh0, dc0];
      },
    };
  });
  return lstm(input, tf.concat([kernel, recurrentKernel], 0), bias, hidden, cell);
}

/** i, cs, f, o, ci, co, h */
const OUTPUTS = 7;
/** By x, cs_prev, h_prev, w, wci, wcf, wco, b */
const GRADIENTS = 8;

/** Both operations take the number of steps first, an int64 scalar, which tfjs has no tensors for: it is put in below tfjs. */
function run(operation: string, steps: number, tensors: readonly tf.Tensor[], outputs: number): tf.Tensor[] {
  const backend = nativeBackend();
  const { binding } = backend;
  const attributes: TFEOpAttr[] = [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'use_peephole', type: binding.TF_ATTR_BOOL, value: false },
    ...(operation === 'BlockLSTMV2' ? [{ name: 'cell_clip', type: binding.TF_ATTR_FLOAT, value: 0 }] : []),
  ];
  const length = binding.createTensor([], binding.TF_INT64, Int32Array.of(steps, 0));
  const withLength: TFJSBinding['executeOp'] = (name, given, ids, count) =>
    binding.executeOp(name, given, [length, ...ids], count);
  backend.binding = Object.create(binding, { executeOp: { value: withLength } });
  try {
    return backend.executeMultipleOutputs(operation, attributes, [...tensors], outputs);
  } finally {
    backend.binding = binding;
    binding.deleteTensor(length);
  }
}
