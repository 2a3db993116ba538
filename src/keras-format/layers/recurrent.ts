import { z } from 'zod';
import { activationOr } from '../activations.js';
import { constraintSchema } from '../constraints.js';
import { initializerSchema } from '../initializers.js';
import { neutral, seedSchema } from '../keras-object.js';
import { regularizerSchema } from '../regularizers.js';
import { kerasLayer, sizeSchema } from './common.js';

const rate = z.number().min(0).max(1).default(0);
const flag = z.boolean().default(false);

/** What all cells have: what is done at one step (keras/src/layers/rnn/simple_rnn.py and its kin). */
const cellFields = {
  units: sizeSchema,
  activation: activationOr('tanh'),
  use_bias: z.boolean().default(true),
  kernel_initializer: initializerSchema('glorot_uniform'),
  recurrent_initializer: initializerSchema('orthogonal'),
  bias_initializer: initializerSchema('zeros'),
  kernel_regularizer: regularizerSchema,
  recurrent_regularizer: regularizerSchema,
  bias_regularizer: regularizerSchema,
  kernel_constraint: constraintSchema,
  recurrent_constraint: constraintSchema,
  bias_constraint: constraintSchema,
  dropout: rate,
  recurrent_dropout: rate,
  seed: seedSchema,
};

/**
 * How a recurrent layer goes through time (keras/src/layers/rnn/rnn.py). `unroll` changes no number but those of a layer that goes
 * backwards with `zero_output_for_mask`.
 */
const sequenceFields = {
  return_sequences: flag,
  return_state: flag,
  go_backwards: flag,
  unroll: flag,
  zero_output_for_mask: flag,
  stateful: neutral([false], 'a stateful layer, whose state outlasts the batch,'),
  time_major: neutral([false], 'time before the batch (time_major)'),
};

/** Keras 2 says how a cell multiplies; with 1 each gate has an input mask of its own. */
const gatedFields = {
  ...cellFields,
  recurrent_activation: activationOr('sigmoid'),
  implementation: z.literal([1, 2]).default(2),
};
const lstmFields = { ...gatedFields, unit_forget_bias: z.boolean().default(true) };
const gruFields = { ...gatedFields, reset_after: z.boolean().default(true) };

const layerFields = { activity_regularizer: regularizerSchema, ...sequenceFields };
const SIMPLE_RNN = kerasLayer('SimpleRNN', { ...cellFields, ...layerFields });
const LSTM = kerasLayer('LSTM', { ...lstmFields, ...layerFields });
const GRU = kerasLayer('GRU', { ...gruFields, ...layerFields });

const MAX_CELLS = 100;
const cellSchema = z.discriminatedUnion('class_name', [
  kerasLayer('SimpleRNNCell', cellFields),
  kerasLayer('LSTMCell', lstmFields),
  kerasLayer('GRUCell', gruFields),
]);
export type Cell = z.infer<typeof cellSchema>;
const cellsSchema = z.array(cellSchema).min(1).max(MAX_CELLS);

/** What RNN takes through time: a cell, which is that of the layer of its name, or several that stand on one another. */
export const rnnCellSchema = z.discriminatedUnion('class_name', [
  cellSchema,
  kerasLayer('StackedRNNCells', { cells: cellsSchema }),
]);

/** Keras makes a StackedRNNCells of a list. */
const cellOrCells = z.union([
  rnnCellSchema,
  cellsSchema.transform((cells) => ({
    class_name: 'StackedRNNCells' as const,
    config: { name: 'stacked_rnn_cells', trainable: true, cells },
  })),
]);

/** One of the layers that Bidirectional takes. */
export const recurrentLayerSchema = z.discriminatedUnion('class_name', [SIMPLE_RNN, LSTM, GRU]);
export type RecurrentLayer = z.infer<typeof recurrentLayerSchema>;

/** Layers that go through a sequence step by step (keras/src/layers/rnn). */
export const RECURRENT_LAYERS = [
  SIMPLE_RNN,
  LSTM,
  GRU,
  kerasLayer('RNN', { cell: cellOrCells, ...sequenceFields }),
  kerasLayer('Bidirectional', {
    layer: recurrentLayerSchema,
    backward_layer: recurrentLayerSchema.nullable().default(null),
    merge_mode: z.enum(['concat', 'sum', 'mul', 'ave']).nullable().default('concat'),
    weights: neutral([null], 'weights given to Bidirectional'),
  }),
] as const;
export type RecurrentLayerName = z.infer<(typeof RECURRENT_LAYERS)[number]>['class_name'];
