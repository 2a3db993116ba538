import type { LayerConfigs } from '../../keras-format/layers/layers.js';
import type { Cell, RecurrentLayer } from '../../keras-format/layers/recurrent.js';
import { freeNames, toSnakeCase } from '../../keras-format/names.js';

/** How many blocks of `units` numbers a cell's kernels have side by side. */
export const GATES = { SimpleRNN: 1, GRU: 3, LSTM: 4 } as const satisfies Record<RecurrentLayer['class_name'], number>;

/** How many states a cell hands from step to step. */
export const STATES = { SimpleRNN: 1, GRU: 1, LSTM: 2 } as const satisfies Record<RecurrentLayer['class_name'], number>;

/** Numbers of weights of the layer: kernel, recurrent kernel and, where there is one, bias. */
export function weightCount({ config }: RecurrentLayer): number {
  return config.use_bias ? 3 : 2;
}

/** A layer that does what a cell in an RNN does, and the path of the cell below the RNN. */
export interface CellLayer {
  readonly path: string;
  readonly layer: RecurrentLayer;
}

/**
 * The layers that do together what an RNN does, each on the sequence that the one before it gives: cells that stand on one another
 * meet only within a step.
 */
export function layersOfCells({ cell, ...sequence }: LayerConfigs['RNN']): readonly CellLayer[] {
  if (cell.class_name !== 'StackedRNNCells') return [{ path: nameOfCell(cell), layer: layerOfCell(cell, sequence) }];
  const { cells } = cell.config;
  const names = freeNames(cells.map(({ class_name, config: { name } }) => ({ name, base: toSnakeCase(class_name) })));
  const within = { ...sequence, return_sequences: true, zero_output_for_mask: false };
  return cells.map((each, place) => ({
    path: `${nameOfCell(cell)}/${names[place]}`,
    layer: layerOfCell(each, place === cells.length - 1 ? sequence : within),
  }));
}

function nameOfCell({ class_name, config }: LayerConfigs['RNN']['cell']): string {
  return config.name ?? toSnakeCase(class_name);
}

function layerOfCell(cell: Cell, sequence: Omit<LayerConfigs['RNN'], 'cell'>): RecurrentLayer {
  // Whether its weights train, the cell says.
  const more = { ...sequence, trainable: cell.config.trainable, activity_regularizer: null };
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
