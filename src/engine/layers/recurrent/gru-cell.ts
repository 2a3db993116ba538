import * as tf from '@tensorflow/tfjs-core';
import type { LayerConfigs } from '../../../keras-format/layers/layers.js';
import { activate } from '../../activations.js';
import { at, type Cell, type CellParts, projectInput, stateProduct } from './cell.js';

/** Gates z, r and a candidate g: h = z h + (1 - z) g: keras/src/layers/rnn/gru.py. */
export function gruCell(config: LayerConfigs['GRU'], parts: CellParts): Cell {
  return config.reset_after ? resetAfter(config, parts) : resetBefore(config, parts);
}

/** g = activation(x.W + b + r (h.U + b')); the bias has two rows, for the input's product and the state's. */
function resetAfter(config: LayerConfigs['GRU'], parts: CellParts): Cell {
  const product = stateProduct(parts.recurrentKernel, parts.stateMasks);
  const [inputBias, stateBias] = parts.bias ? tf.unstack(parts.bias) : [];
  return {
    items: projectInput(parts, inputBias),
    constants: [...product.constants, ...(stateBias ? [stateBias] : [])],
    step: (item, states, constants) => {
      const h = at(states, 0);
      const multiplied = product.multiply(h, constants);
      const [z, r, g] = thirds(item);
      const [zh, rh, gh] = thirds(stateBias ? tf.add(multiplied, at(constants, product.constants.length)) : multiplied);
      const reset = activate(config.recurrent_activation, tf.add(r, rh));
      const candidate = activate(config.activation, tf.add(g, tf.mul(reset, gh)));
      return [mixed(activate(config.recurrent_activation, tf.add(z, zh)), h, candidate)];
    },
  };
}

/** g = activation(x.W + b + (r h).U) */
function resetBefore(config: LayerConfigs['GRU'], parts: CellParts): Cell {
  const units = config.units;
  const gates = stateProduct(tf.slice(parts.recurrentKernel, [0, 0], [units, 2 * units]), parts.stateMasks.slice(0, 2));
  const candidateKernel = tf.slice(parts.recurrentKernel, [0, 2 * units], [units, units]);
  const inner = stateProduct(candidateKernel, parts.stateMasks.slice(2));
  return {
    items: projectInput(parts, parts.bias),
    constants: [...gates.constants, ...inner.constants],
    step: (item, states, constants) => {
      const h = at(states, 0);
      const [z, r, g] = thirds(item);
      const [zh, rh] = tf.split(gates.multiply(h, constants), 2, 1);
      if (!zh || !rh) throw new Error('the gates come in two halves');
      const reset = activate(config.recurrent_activation, tf.add(r, rh));
      const product = inner.multiply(tf.mul(reset, h), constants.slice(gates.constants.length));
      const candidate = activate(config.activation, tf.add(g, product));
      return [mixed(activate(config.recurrent_activation, tf.add(z, zh)), h, candidate)];
    },
  };
}

function mixed(z: tf.Tensor, h: tf.Tensor, candidate: tf.Tensor): tf.Tensor {
  return tf.add(tf.mul(z, h), tf.mul(tf.sub(1, z), candidate));
}

function thirds(x: tf.Tensor): readonly [tf.Tensor, tf.Tensor, tf.Tensor] {
  const [first, second, third] = tf.split(x, 3, 1);
  if (!first || !second || !third) throw new Error('three parts were asked for');
  return [first, second, third];
}
