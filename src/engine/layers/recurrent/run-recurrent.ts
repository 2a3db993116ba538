import * as tf from '@tensorflow/tfjs-core';
import type { RecurrentLayer } from '../../../keras-format/layers/recurrent.js';
import type { ScanStep } from '../../compile/recorder.js';
import { blockLstm } from '../../kernels/block-lstm.js';
import { scan } from '../../kernels/scan.js';
import { statelessUniform } from '../../kernels/stateless-uniform.js';
import { GATES, STATES } from '../../plan/recurrent-parts.js';
import type { CallContext } from '../layer-call.js';
import { at, type Cell, type CellParts } from './cell.js';
import { gruCell } from './gru-cell.js';
import { lstmCell } from './lstm-cell.js';
import { simpleRnnCell } from './simple-rnn-cell.js';

export interface RecurrentCall {
  /** [batch, time, features] */
  readonly input: tf.Tensor;
  /** Keras's mask of the input, [batch, time]. With states to begin with, Keras passes none on: keras/src/layers/layer.py. */
  readonly mask: tf.Tensor | undefined;
  /** The states to begin with; none for zeros. */
  readonly initial: readonly tf.Tensor[];
  /** Kernel, recurrent kernel and, where there is one, bias. */
  readonly weights: readonly tf.Tensor[];
  readonly context: Pick<CallContext, 'training' | 'randomKey'>;
}

export interface RecurrentResult {
  /** [time, batch, units], each output at the place of the input that it was made from; where sequences are returned. */
  readonly sequence: tf.Tensor | undefined;
  /** [batch, units], after the last step that was taken. */
  readonly last: tf.Tensor | undefined;
  /** Where they are returned. */
  readonly states: readonly tf.Tensor[];
}

/** Takes a recurrent layer through time. */
export function runRecurrent(layer: RecurrentLayer, call: RecurrentCall): RecurrentResult {
  const { config } = layer;
  const mask = call.initial.length > 0 ? undefined : call.mask;
  const [kernel, recurrentKernel, bias] = call.weights;
  if (!kernel || !recurrentKernel) throw new Error(`${layer.class_name} has lost its kernels`);
  const [batch = 0, , features = 0] = call.input.shape;
  const input = tf.transpose(call.input, [1, 0, 2]);
  const parts = { input, kernel, recurrentKernel, bias, ...dropoutMasks(layer, call, batch, features) };
  const initial =
    call.initial.length > 0
      ? call.initial
      : Array.from({ length: STATES[layer.class_name] }, () => tf.zeros([batch, config.units]));
  if (layer.class_name === 'LSTM' && isPlain(layer.config, parts) && !mask)
    return runBlock(layer.config, parts, initial);
  return runScan(config, cellOf(layer, parts), initial, mask);
}

function cellOf(layer: RecurrentLayer, parts: CellParts): Cell {
  if (layer.class_name === 'LSTM') return lstmCell(layer.config, parts);
  if (layer.class_name === 'GRU') return gruCell(layer.config, parts);
  return simpleRnnCell(layer.config, parts);
}

/**
 * One mask a batch, the same at every step (keras/src/layers/rnn/dropout_rnn_cell.py); with recurrent dropout, or Keras 2's
 * `implementation` 1, each gate has its own. A gated cell leaves a rate of 1 without effect.
 */
function dropoutMasks(layer: RecurrentLayer, { context }: RecurrentCall, batch: number, features: number) {
  const { config } = layer;
  const gated = layer.class_name !== 'SimpleRNN';
  const apart = gated && (config.recurrent_dropout > 0 || layer.config.implementation === 1);
  const masks = (purpose: string, rate: number, width: number): readonly tf.Tensor[] => {
    if (!context.training || rate === 0 || (gated && rate === 1)) return [];
    if (rate === 1) return [tf.zeros([batch, width])];
    return Array.from({ length: apart ? GATES[layer.class_name] : 1 }, (_, gate) => {
      const drawn = statelessUniform(context.randomKey(`${purpose}/${gate}`, config.seed), [batch, width]);
      return tf.mul(tf.cast(tf.greaterEqual(drawn, rate), 'float32'), 1 / (1 - rate));
    });
  };
  return {
    inputMasks: masks('dropout', config.dropout, features),
    stateMasks: masks('recurrent_dropout', config.recurrent_dropout, config.units),
  };
}

type LstmConfig = Extract<RecurrentLayer, { class_name: 'LSTM' }>['config'];

/** Whether TensorFlow's operation for a whole sequence computes this very LSTM, where no step is masked. */
function isPlain(config: LstmConfig, { inputMasks, stateMasks }: CellParts): boolean {
  return (
    tf.getBackend() === 'tensorflow' &&
    config.activation === 'tanh' &&
    config.recurrent_activation === 'sigmoid' &&
    inputMasks.length <= 1 &&
    stateMasks.length === 0
  );
}

function runBlock(config: LstmConfig, parts: CellParts, initial: readonly tf.Tensor[]): RecurrentResult {
  const { kernel, recurrentKernel } = parts;
  const [inputMask] = parts.inputMasks;
  const masked = inputMask ? tf.mul(parts.input, inputMask) : parts.input;
  const [steps = 0, batch = 0] = masked.shape;
  const { units, go_backwards, return_sequences, return_state } = config;
  const inputs = {
    input: go_backwards ? tf.reverse(masked, 0) : masked,
    kernel,
    recurrentKernel,
    bias: parts.bias ?? tf.zeros([4 * units]),
    hidden: at(initial, 0),
    cell: at(initial, 1),
  };
  const made = blockLstm(inputs, { lastCell: return_state });
  const row = (place: number) => tf.reshape(tf.slice(made, [place, 0, 0], [1, batch, units]), [batch, units]);
  const hiddens = return_state ? tf.slice(made, [0, 0, 0], [steps, batch, units]) : made;
  return {
    sequence: return_sequences ? (go_backwards ? tf.reverse(hiddens, 0) : hiddens) : undefined,
    last: return_sequences ? undefined : row(steps - 1),
    states: return_state ? [row(steps - 1), row(steps)] : [],
  };
}

/**
 * Step by step. A masked step keeps the states, and with them the output, which is the first state; or it gives zeros where the
 * layer says so: keras/src/backend/tensorflow/rnn.py.
 */
function runScan(
  config: RecurrentLayer['config'],
  cell: Cell,
  initial: readonly tf.Tensor[],
  mask: tf.Tensor | undefined,
): RecurrentResult {
  const { return_sequences, return_state, go_backwards } = config;
  const [steps = 0, batch = 0] = cell.items.shape;
  const masks = mask && tf.expandDims(tf.transpose(mask, [1, 0]), -1);
  const zeroed = masks !== undefined && config.zero_output_for_mask;
  const step: ScanStep = ([item, counts], states, constants) => {
    if (!item) throw new Error('a step has an item');
    const made = cell.step(item, states, constants);
    const next = counts ? made.map((state, place) => tf.where(counts, state, at(states, place))) : made;
    const first = at(next, 0);
    const isZeroed = zeroed && return_sequences && !isUnalignedIn(config);
    const output = counts && isZeroed ? zeroedWhere(counts, first) : first;
    return { outputs: return_sequences ? [output] : [], states: next };
  };
  const wanted = return_state ? initial.map((_, place) => place) : return_sequences ? [] : [0];
  const { outputs, states } = scan(
    step,
    {
      sequences: [cell.items, ...(masks ? [masks] : [])],
      states: initial,
      constants: cell.constants,
    },
    { reversed: go_backwards, lastStates: wanted },
  );
  const lastMask =
    masks && tf.reshape(tf.slice(masks, [go_backwards ? 0 : steps - 1, 0, 0], [1, batch, 1]), [batch, 1]);
  const last = return_sequences ? undefined : at(states, 0);
  const [sequence] = outputs;
  return {
    sequence: sequence && zeroed && isUnalignedIn(config) ? zeroedWhere(tf.reverse(masks, 0), sequence) : sequence,
    last: last && zeroed && lastMask ? zeroedWhere(lastMask, last) : last,
    states: return_state ? states : [],
  };
}

/**
 * Unrolled, Keras turns the steps of a layer that goes backwards round, but not the mask by which it puts zeros in the place of its
 * outputs.
 */
function isUnalignedIn({ unroll, go_backwards }: RecurrentLayer['config']): boolean {
  return unroll && go_backwards;
}

function zeroedWhere(counts: tf.Tensor, output: tf.Tensor): tf.Tensor {
  return tf.where(counts, output, tf.zerosLike(output));
}
