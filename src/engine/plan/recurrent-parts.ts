import type { LayerConfigs } from '../../keras-format/layers/layers.js';
import type { RecurrentLayer } from '../../keras-format/layers/recurrent.js';
import { toSnakeCase } from '../../keras-format/names.js';

/** How many blocks of `units` numbers a cell's kernels have side by side. */
export const GATES = { SimpleRNN: 1, GRU: 3, LSTM: 4 } as const satisfies Record<RecurrentLayer['class_name'], number>;

/** How many states a cell hands from step to step. */
export const STATES = { SimpleRNN: 1, GRU: 1, LSTM: 2 } as const satisfies Record<RecurrentLayer['class_name'], number>;

/** Numbers of weights of the layer: kernel, recurrent kernel and, where there is one, bias. */
export function weightCount({ config }: RecurrentLayer): number {
  return config.use_bias ? 3 : 2;
}

/** The layer that does what an RNN around a cell does. */
export function layerOfCell({ cell, ...sequence }: LayerConfigs['RNN']): RecurrentLayer {
  const more = { ...sequence, trainable: sequence.trainable && cell.config.trainable, activity_regularizer: null };
  switch (cell.class_name) {
    case 'SimpleRNNCell':
      return { class_name: 'SimpleRNN', config: { ...cell.config, ...more } };
    case 'LSTMCell':
      return { class_name: 'LSTM', config: { ...cell.config, ...more } };
    case 'GRUCell':
      return { class_name: 'GRU', config: { ...cell.config, ...more } };
  }
}

/**
 * The two layers of a Bidirectional as Keras makes them of its config: named `forward_...` and `backward_...`, the second the
 * other way round, and zero where a step is masked if they return sequences (keras/src/layers/rnn/bidirectional.py).
 */
export function directionsOf({ layer, backward_layer }: LayerConfigs['Bidirectional']): {
  readonly forward: RecurrentLayer;
  readonly backward: RecurrentLayer;
} {
  const name = layer.config.name ?? toSnakeCase(layer.class_name);
  const forward = withConfig(layer, { name: `forward_${name.replace(/^forward_/, '')}` });
  const backward = backward_layer
    ? withConfig(backward_layer, { name: backward_layer.config.name ?? toSnakeCase(backward_layer.class_name) })
    : withConfig(layer, { name: `backward_${name.replace(/^backward_/, '')}`, go_backwards: true });
  return { forward, backward };
}

function withConfig(layer: RecurrentLayer, changed: { name: string; go_backwards?: boolean }): RecurrentLayer {
  const more = { ...changed, zero_output_for_mask: layer.config.return_sequences };
  if (layer.class_name === 'LSTM') return { ...layer, config: { ...layer.config, ...more } };
  if (layer.class_name === 'GRU') return { ...layer, config: { ...layer.config, ...more } };
  return { ...layer, config: { ...layer.config, ...more } };
}
