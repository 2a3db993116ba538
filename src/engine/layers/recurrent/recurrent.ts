import * as tf from '@tensorflow/tfjs-core';
import type { LayerConfigs } from '../../../keras-format/layers/layers.js';
import type { RecurrentLayer, RecurrentLayerName } from '../../../keras-format/layers/recurrent.js';
import { directionsOf, layersOfCells, STATES, weightCount } from '../../plan/recurrent-parts.js';
import { addActivityPenalty } from '../call-helpers.js';
import type { LayerCalls, LayerInputs } from '../layer-call.js';
import { type RecurrentResult, runRecurrent } from './run-recurrent.js';

export const RECURRENT_CALLS: LayerCalls<RecurrentLayerName> = {
  SimpleRNN: (inputs) => callRecurrent({ class_name: 'SimpleRNN', config: inputs.config }, inputs),
  LSTM: (inputs) => callRecurrent({ class_name: 'LSTM', config: inputs.config }, inputs),
  GRU: (inputs) => callRecurrent({ class_name: 'GRU', config: inputs.config }, inputs),
  RNN: callCells,
  Bidirectional: callBidirectional,
};

type RecurrentInputs = Omit<LayerInputs<unknown>, 'config'>;

function callRecurrent(
  layer: RecurrentLayer,
  { input, inputs, weights, context }: RecurrentInputs,
): readonly tf.Tensor[] {
  const mask = context.givenMask(input);
  const result = runRecurrent(layer, { input, mask, initial: inputs.slice(1), weights, context });
  // A layer that goes backwards gives its outputs in the order in which it made them.
  const output = outputOf(result, layer.config.go_backwards);
  if (mask && layer.config.return_sequences) context.setMask(output, mask);
  return [output, ...result.states];
}

/** Cells that stand on one another, one after another through the whole sequence. */
function callCells({
  config,
  input,
  inputs,
  weights,
  context,
}: LayerInputs<LayerConfigs['RNN']>): readonly tf.Tensor[] {
  const layers = layersOfCells(config);
  const mask = context.givenMask(input);
  const own = [...weights];
  const given = inputs.slice(1);
  const states: tf.Tensor[] = [];
  let output = input;
  layers.forEach(({ path, layer }, place) => {
    const result = runRecurrent(layer, {
      input: output,
      mask,
      initial: given.splice(0, STATES[layer.class_name]),
      weights: own.splice(0, weightCount(layer)),
      context: {
        training: context.training,
        randomKey: (purpose, seed) => context.randomKey(layers.length === 1 ? purpose : `${path}/${purpose}`, seed),
      },
    });
    const isLast = place === layers.length - 1;
    output = outputOf(result, isLast && layer.config.go_backwards);
    states.push(...result.states);
  });
  if (mask && config.return_sequences) context.setMask(output, mask);
  return [output, ...states];
}

function callBidirectional({
  config,
  input,
  inputs,
  weights,
  context,
}: LayerInputs<LayerConfigs['Bidirectional']>): readonly tf.Tensor[] {
  const { forward, backward } = directionsOf(config);
  const mask = context.givenMask(input);
  const initial = inputs.slice(1);
  const half = initial.length / 2;
  const run = (layer: RecurrentLayer, states: readonly tf.Tensor[], own: readonly tf.Tensor[]) =>
    runRecurrent(layer, {
      input,
      mask,
      initial: states,
      weights: own,
      context: {
        training: context.training,
        randomKey: (purpose, seed) => context.randomKey(`${layer.config.name}/${purpose}`, seed),
      },
    });
  const there = run(forward, initial.slice(0, half), weights.slice(0, weightCount(forward)));
  const back = run(backward, initial.slice(half), weights.slice(weightCount(forward)));
  const y = outputOf(there, forward.config.go_backwards);
  // The second one's outputs are turned round once more, back to their places where it goes backwards.
  const yBack = outputOf(back, !backward.config.go_backwards);
  addActivityPenalty(forward.config.activity_regularizer, [y, ...there.states], context);
  addActivityPenalty(backward.config.activity_regularizer, [yBack, ...back.states], context);
  const outputs = merge(config.merge_mode, y, yBack);
  if (mask && forward.config.return_sequences) for (const output of outputs) context.setMask(output, mask);
  return [...outputs, ...there.states, ...back.states];
}

function outputOf({ sequence, last }: RecurrentResult, reversed: boolean): tf.Tensor {
  if (last) return last;
  if (!sequence) throw new Error('a recurrent layer gives a sequence or its last output');
  return tf.transpose(reversed ? tf.reverse(sequence, 0) : sequence, [1, 0, 2]);
}

function merge(mode: LayerConfigs['Bidirectional']['merge_mode'], y: tf.Tensor, back: tf.Tensor): readonly tf.Tensor[] {
  switch (mode) {
    case 'concat':
      return [tf.concat([y, back], -1)];
    case 'sum':
      return [tf.add(y, back)];
    case 'ave':
      return [tf.div(tf.add(y, back), 2)];
    case 'mul':
      return [tf.mul(y, back)];
    case null:
      return [y, back];
  }
}
