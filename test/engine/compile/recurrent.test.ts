import { test } from 'node:test';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { EngineFiles } from '../../support/engine-files.js';
import { sameBothWays } from '../../support/same-both-ways.js';
import { samePredictions } from '../../support/same-predictions.js';
import { layer } from '../../support/small-plan.js';
import { smallSpec } from '../../support/training-specs.js';

const files = await EngineFiles.create();
await loadEngine('tensorflow');

const dense = layer('Dense', { units: 3, activation: 'softmax' });

/** Sequences of 5 steps with 2 features, made of six numbers a row by a dense layer. */
const SEQUENCES = [layer('Dense', { units: 10 }), layer('Reshape', { target_shape: [5, 2] })];
const ROWS = [
  [0.1, -0.2, 0.3, 0.9, -0.5, 0.4],
  [0.7, 0.2, -0.3, -0.9, 0.5, 0.1],
];

const CELLS = ['SimpleRNN', 'LSTM', 'GRU'];
const ODD = { units: 4, activation: 'relu', recurrent_activation: 'hard_sigmoid' };
const LAST = [
  ...CELLS.map((name) => layer(name, { units: 4 })),
  ...CELLS.map((name) => layer(name, { units: 4, use_bias: false, go_backwards: true, unroll: true })),
  ...CELLS.map((name) => layer(name, { units: 4, dropout: 0.3, seed: 3 })),
  ...CELLS.map((name) => layer(name, { units: 4, dropout: 0.3, recurrent_dropout: 0.2 })),
  layer('SimpleRNN', { units: 4, activation: 'elu' }),
  layer('LSTM', { ...ODD, unit_forget_bias: false }),
  layer('LSTM', { ...ODD, dropout: 0.5, implementation: 1 }),
  layer('GRU', ODD),
  layer('GRU', { ...ODD, reset_after: false }),
  layer('GRU', { units: 4, reset_after: false, recurrent_dropout: 0.4 }),
  layer('Bidirectional', { layer: layer('LSTM', { units: 3, dropout: 0.2 }) }),
  layer('RNN', {
    cell: [
      layer('LSTMCell', { units: 3 }),
      layer('GRUCell', { units: 4, dropout: 0.3 }),
      layer('SimpleRNNCell', { units: 2, dropout: 0.2, recurrent_dropout: 0.2 }),
    ],
  }),
  layer('Bidirectional', { layer: layer('GRU', { units: 3 }), merge_mode: 'sum' }),
  layer('Bidirectional', { layer: layer('SimpleRNN', { units: 3 }), merge_mode: 'mul' }),
  layer('Bidirectional', {
    layer: layer('LSTM', { units: 3 }),
    backward_layer: layer('GRU', { units: 3, go_backwards: true }),
    merge_mode: 'ave',
  }),
];
for (const tested of LAST) {
  test(`compiled as eager, ${JSON.stringify(tested)}`, async () => {
    await checkLayers([...SEQUENCES, tested, dense]);
  });
}

const SEQUENCE_TO_SEQUENCE = [
  ...CELLS.map((name) => layer(name, { units: 2, return_sequences: true, go_backwards: true })),
  layer('Bidirectional', { layer: layer('LSTM', { units: 2, return_sequences: true }) }),
  layer('Bidirectional', { layer: layer('GRU', { units: 2, return_sequences: true, go_backwards: false }) }),
  layer('TimeDistributed', { layer: layer('Dense', { units: 2, activation: 'tanh' }) }),
  layer('TimeDistributed', { layer: layer('Dropout', { rate: 0.5 }) }),
  layer('TimeDistributed', {
    layer: layer('Sequential', {
      layers: [
        layer('Dense', { units: 6, activity_regularizer: 'l2' }),
        layer('BatchNormalization', { momentum: 0.7 }),
        layer('Dropout', { rate: 0.4 }),
        layer('Reshape', { target_shape: [3, 2] }),
        layer('TimeDistributed', { layer: layer('Sequential', { layers: [layer('BatchNormalization')] }) }),
        layer('GRU', { units: 2, dropout: 0.2 }),
      ],
    }),
  }),
];
for (const tested of SEQUENCE_TO_SEQUENCE) {
  test(`compiled as eager, sequence to sequence, ${JSON.stringify(tested)}`, async () => {
    await checkLayers([...SEQUENCES, tested, layer('LSTM', { units: 3 }), dense]);
  });
}

/** The same sequences, of which about a quarter of the steps are zeros and masked. */
const MASKED = [
  layer('Dense', { units: 10, activation: 'relu' }),
  layer('Reshape', { target_shape: [5, 2] }),
  layer('Masking'),
];
const ON_MASKED = [
  ...CELLS.map((name) => layer(name, { units: 4 })),
  ...CELLS.map((name) => layer(name, { units: 4, go_backwards: true, zero_output_for_mask: true, dropout: 0.2 })),
  layer('Bidirectional', { layer: layer('LSTM', { units: 3 }) }),
];
for (const tested of ON_MASKED) {
  test(`compiled as eager, masked, ${JSON.stringify(tested)}`, async () => {
    await checkLayers([...MASKED, tested, dense]);
    const sequences = { ...tested, config: { ...tested.config, ...sequencesOf(tested) } };
    await checkLayers([...MASKED, sequences, layer('LSTM', { units: 3 }), dense]);
  });
}

function sequencesOf({ class_name }: { class_name: string }): object {
  if (class_name !== 'Bidirectional') return { return_sequences: true };
  return { layer: layer('GRU', { units: 2, return_sequences: true }) };
}

async function checkLayers(layers: readonly object[]): Promise<void> {
  const spec = await smallSpec(files, { layers, rows: 20, fit: { epochs: 2 } });
  const epochs = await sameBothWays(spec);
  samePredictions(spec, epochs.at(-1), ROWS);
}
