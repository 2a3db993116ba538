import * as tf from '@tensorflow/tfjs-core';
import type { LayerConfigs } from '../../../keras-format/layers/layers.js';
import { activate } from '../../activations.js';
import { at, type Cell, type CellParts, projectInput, stateProduct } from './cell.js';

/** h = activation(x.W + b + h.U): keras/src/layers/rnn/simple_rnn.py. */
export function simpleRnnCell({ activation }: LayerConfigs['SimpleRNN'], parts: CellParts): Cell {
  const product = stateProduct(parts.recurrentKernel, parts.stateMasks);
  return {
    items: projectInput(parts, parts.bias),
    constants: product.constants,
    step: (item, states, constants) => [activate(activation, tf.add(item, product.multiply(at(states, 0), constants)))],
  };
}
