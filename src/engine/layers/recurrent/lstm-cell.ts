import * as tf from '@tensorflow/tfjs-core';
import type { LayerConfigs } from '../../../keras-format/layers/layers.js';
import { activate } from '../../activations.js';
import { at, type Cell, type CellParts, projectInput, stateProduct } from './cell.js';

/** Gates i, f, g, o: c = f c + i g, h = o activation(c): keras/src/layers/rnn/lstm.py. */
export function lstmCell({ activation, recurrent_activation }: LayerConfigs['LSTM'], parts: CellParts): Cell {
  const product = stateProduct(parts.recurrentKernel, parts.stateMasks);
  return {
    items: projectInput(parts, parts.bias),
    constants: product.constants,
    step: (item, states, constants) => {
      const gates = tf.split(tf.add(item, product.multiply(at(states, 0), constants)), 4, 1);
      const gate = (place: number) => activate(recurrent_activation, at(gates, place));
      const fresh = tf.mul(gate(0), activate(activation, at(gates, 2)));
      const c = tf.add(tf.mul(gate(1), at(states, 1)), fresh);
      return [tf.mul(gate(3), activate(activation, c)), c];
    },
  };
}
