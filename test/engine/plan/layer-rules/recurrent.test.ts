import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outputShapeOf, weightsOf } from '../../../../src/engine/plan/network-plan.js';
import { InvalidError } from '../../../../src/errors.js';
import { postedArchitectureSchema } from '../../../../src/keras-format/architecture.js';
import { layer, planOf } from '../../../support/small-plan.js';

const SHAPES = [
  { tested: layer('LSTM', { units: 32 }), input: [80, 8], output: [32], params: 4 * 32 * (8 + 32 + 1) },
  { tested: layer('LSTM', { units: 4, return_sequences: true }), input: [5, 3], output: [5, 4], params: 128 },
  { tested: layer('GRU', { units: 4 }), input: [5, 3], output: [4], params: 3 * 4 * (3 + 4 + 2) },
  { tested: layer('GRU', { units: 4, reset_after: false }), input: [5, 3], output: [4], params: 3 * 4 * (3 + 4 + 1) },
  { tested: layer('SimpleRNN', { units: 4, use_bias: false }), input: [5, 3], output: [4], params: 4 * 7 },
  { tested: layer('Bidirectional', { layer: layer('LSTM', { units: 4 }) }), input: [5, 3], output: [8], params: 256 },
  {
    tested: layer('Bidirectional', { layer: layer('GRU', { units: 4, return_sequences: true }), merge_mode: 'ave' }),
    input: [5, 3],
    output: [5, 4],
    params: 2 * 108,
  },
  {
    tested: layer('TimeDistributed', { layer: layer('Dense', { units: 7 }) }),
    input: [5, 3],
    output: [5, 7],
    params: 28,
  },
];
for (const { tested, input, output, params } of SHAPES) {
  test(`${JSON.stringify(tested)} gives Keras's output shape and number of parameters`, () => {
    const network = planOf([tested], input);
    assert.ok(network);
    assert.deepEqual(outputShapeOf(network), output);
    const sizes = weightsOf(network).map(({ shape }) => shape.reduce((product, size) => product * size, 1));
    assert.equal(
      sizes.reduce((sum, size) => sum + size, 0),
      params,
    );
  });
}

test('the two directions are named as Keras names them, whichever way they are written', () => {
  const lstm = (config: object) => layer('LSTM', { units: 2, ...config });
  const names = (config: object) => {
    const network = planOf([layer('Bidirectional', config)], [5, 3]);
    return network && weightsOf(network).map(({ name }) => name);
  };
  const cell = ['kernel', 'recurrent_kernel', 'bias'].map((name) => `lstm_cell/${name}`);
  const wanted = ['forward_lstm', 'backward_lstm'].flatMap((way) => cell.map((name) => `bidirectional/${way}/${name}`));
  assert.deepEqual(names({ layer: lstm({ name: 'lstm' }) }), wanted);
  const backward = lstm({ name: 'backward_lstm', go_backwards: true });
  assert.deepEqual(names({ layer: lstm({ name: 'forward_lstm' }), backward_layer: backward }), wanted);
});

test('cells that stand on one another take the width of the one below, and are named as Keras names them', () => {
  const cells = [layer('LSTMCell', { units: 4 }), layer('GRUCell', { units: 3 }), layer('LSTMCell', { units: 2 })];
  const network = planOf([layer('RNN', { cell: cells, return_sequences: true, return_state: true })], [5, 3]);
  assert.ok(network);
  assert.deepEqual(network.layers[0]?.outputShapes, [[5, 2], [4], [4], [3], [2], [2]]);
  const bias = weightsOf(network).filter(({ name }) => name.endsWith('bias'));
  assert.deepEqual(
    bias.map(({ name, shape }) => [name, shape]),
    [
      ['rnn/stacked_rnn_cells/lstm_cell/bias', [16]],
      ['rnn/stacked_rnn_cells/gru_cell/bias', [2, 9]],
      ['rnn/stacked_rnn_cells/lstm_cell_1/bias', [8]],
    ],
  );
  const stack = layer('StackedRNNCells', { name: 'stack', cells: [layer('GRUCell', { units: 2, trainable: false })] });
  const frozen = planOf([layer('RNN', { cell: stack, trainable: true })], [5, 3]);
  assert.deepEqual(
    frozen && weightsOf(frozen).map(({ name, trainable }) => [name, trainable]),
    ['kernel', 'recurrent_kernel', 'bias'].map((name) => [`rnn/stack/gru_cell/${name}`, false]),
  );
});

const FAULTS = [
  {
    tested: layer('LSTM', { units: 4 }),
    input: [5],
    pointer: '/layers/0',
    detail: /two dimensions \(time, features\)/,
  },
  {
    tested: layer('Bidirectional', { layer: layer('LSTM', { units: 4 }), backward_layer: layer('LSTM', { units: 4 }) }),
    input: [5, 3],
    pointer: '/layers/0/config/backward_layer',
    detail: /go_backwards/,
  },
  {
    tested: layer('Bidirectional', {
      layer: layer('LSTM', { units: 4 }),
      backward_layer: layer('LSTM', { units: 3, go_backwards: true }),
      merge_mode: 'sum',
    }),
    input: [5, 3],
    pointer: '/layers/0/config/merge_mode',
    detail: /one shape/,
  },
  {
    tested: layer('TimeDistributed', { layer: layer('LSTM', { units: 4 }) }),
    input: [5, 3],
    pointer: '/layers/0/config/layer',
    detail: /two dimensions/,
  },
  {
    tested: layer('TimeDistributed', { layer: layer('Flatten') }),
    input: [5],
    pointer: '/layers/0',
    detail: /at least two/,
  },
];
for (const { tested, input, pointer, detail } of FAULTS) {
  test(`refuses ${JSON.stringify(tested)} on rows of ${input}`, () => {
    assert.throws(
      () => planOf([tested], input),
      (error: unknown) => {
        assert.ok(error instanceof InvalidError, String(error));
        assert.equal(error.errors?.[0]?.pointer, pointer);
        assert.match(error.errors?.[0]?.detail ?? '', detail);
        return true;
      },
    );
  });
}

const REFUSED = [
  [layer('LSTM', { units: 4, stateful: true }), /a stateful layer, whose state outlasts the batch, is not supported/],
  [layer('GRU', { units: 4, time_major: true }), /time before the batch \(time_major\) is not supported/],
  [layer('LSTM', { units: 4, dropout: 1.5 }), /expected number to be <=1/],
  [layer('Bidirectional', { layer: layer('Dense', { units: 4 }) }), /SimpleRNN/],
] as const;
for (const [tested, message] of REFUSED) {
  test(`refuses ${JSON.stringify(tested)} as it is read`, () => {
    const { error } = postedArchitectureSchema.safeParse({ layers: [tested] });
    assert.match(JSON.stringify(error?.issues), message);
  });
}
