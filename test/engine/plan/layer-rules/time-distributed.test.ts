import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outputShapeOf, weightsOf } from '../../../../src/engine/plan/network-plan.js';
import { InvalidError } from '../../../../src/errors.js';
import { layer, planOf } from '../../../support/small-plan.js';

const chain = (name: string, ...layers: object[]) => layer('Sequential', { name, layers });
const steps = (inner: object, config: object = {}) => layer('TimeDistributed', { layer: inner, ...config });
const tensor = (name: string) => ({ class_name: '__keras_tensor__', config: { keras_history: [name, 0, 0] } });
const called = (class_name: string, name: string, config: object, from?: string) => ({
  ...layer(class_name, { ...config, name }),
  name,
  inbound_nodes: from === undefined ? [] : [{ args: [tensor(from)], kwargs: {} }],
});

test('a model is taken over the frames of a video, its weights below the wrapper', () => {
  const frames = chain(
    'frames',
    layer('Conv2D', { filters: 4, kernel_size: 3 }),
    layer('BatchNormalization'),
    layer('Flatten'),
    layer('Dense', { units: 5 }),
  );
  const plan = planOf([steps(frames), layer('LSTM', { units: 2 })], [3, 8, 8, 1]);
  assert.ok(plan);
  assert.deepEqual(
    plan.layers.map(({ outputShape }) => outputShape),
    [[3, 5], [2]],
  );
  assert.deepEqual(
    weightsOf(plan)
      .slice(0, 8)
      .map(({ name, shape, trainable }) => [name, shape, trainable]),
    [
      ['time_distributed/frames/conv2d/kernel', [3, 3, 1, 4], true],
      ['time_distributed/frames/conv2d/bias', [4], true],
      ['time_distributed/frames/batch_normalization/gamma', [4], true],
      ['time_distributed/frames/batch_normalization/beta', [4], true],
      ['time_distributed/frames/batch_normalization/moving_mean', [4], false],
      ['time_distributed/frames/batch_normalization/moving_variance', [4], false],
      ['time_distributed/frames/dense/kernel', [144, 5], true],
      ['time_distributed/frames/dense/bias', [5], true],
    ],
  );
});

test('what the model makes of a row counts once a step', () => {
  const inside = (length: number) => {
    const plan = planOf([steps(chain('each', layer('Dense', { units: 7 }), layer('ReLU')))], [length, 3]);
    return plan?.layers[0]?.inside;
  };
  assert.equal(inside(1), 3 + 3 + 7 + 7);
  assert.equal(inside(6), 6 * (3 + 3 + 7 + 7));
});

test('pages of lines of words: a wrapper in the model of a wrapper', () => {
  const lines = chain('lines', steps(chain('words', layer('Dense', { units: 4 }))), layer('GRU', { units: 6 }));
  const plan = planOf([steps(steps(layer('Dense', { units: 2 }))), steps(lines)], [5, 3, 8]);
  assert.ok(plan);
  assert.deepEqual(outputShapeOf(plan), [5, 6]);
  assert.deepEqual(
    weightsOf(plan).map(({ name }) => name),
    [
      'time_distributed/time_distributed/dense/kernel',
      'time_distributed/time_distributed/dense/bias',
      'time_distributed_1/lines/time_distributed/words/dense/kernel',
      'time_distributed_1/lines/time_distributed/words/dense/bias',
      'time_distributed_1/lines/gru/gru_cell/kernel',
      'time_distributed_1/lines/gru/gru_cell/recurrent_kernel',
      'time_distributed_1/lines/gru/gru_cell/bias',
    ],
  );
});

test('a model that does not train, and one in a model that does not, keep their weights', () => {
  const dense = layer('Dense', { units: 2 });
  const frozen = steps(layer('Sequential', { trainable: false, layers: [dense] }));
  const plan = planOf([frozen, chain('below', steps(chain('each', dense)))], [5, 3]);
  assert.deepEqual(plan && weightsOf(plan).map(({ trainable }) => trainable), [false, false, true, true]);
  const around = planOf([layer('Sequential', { trainable: false, layers: [steps(chain('each', dense))] })], [5, 3]);
  assert.deepEqual(around && weightsOf(around).map(({ trainable }) => trainable), [false, false]);
});

const twoOutputs = layer('Functional', {
  layers: [
    called('InputLayer', 'given', { batch_shape: [null, 3] }),
    called('Dense', 'one', { units: 2 }, 'given'),
    called('Dense', 'other', { units: 2 }, 'given'),
  ],
  input_layers: [['given', 0, 0]],
  output_layers: [
    ['one', 0, 0],
    ['other', 0, 0],
  ],
});
const twice = layer('Functional', {
  layers: [
    called('InputLayer', 'given', { batch_shape: [null, 3] }),
    {
      ...called('BatchNormalization', 'norm', {}, 'given'),
      inbound_nodes: [
        { args: [tensor('given')], kwargs: {} },
        { args: [tensor('norm')], kwargs: {} },
      ],
    },
  ],
  input_layers: [['given', 0, 0]],
  output_layers: [['norm', 1, 0]],
});
const orthogonal = { class_name: 'OrthogonalRegularizer', config: {} };
const FAULTS = [
  {
    what: 'a layer that does not fit its row',
    inner: chain('each', layer('Dense', { units: 2 }), layer('Conv2D', { filters: 1, kernel_size: 2 })),
    pointer: '/layers/0/config/layer/config/layers/1',
    detail: /Conv2D needs/,
  },
  {
    what: 'an input of another shape',
    inner: chain('each', layer('InputLayer', { batch_shape: [null, 4] }), layer('Dense', { units: 2 })),
    pointer: '/layers/0/config/layer/config/layers/0',
    detail: /takes \(None, 4\), and gets \(None, 3\)/,
  },
  {
    what: 'two outputs',
    inner: twoOutputs,
    pointer: '/layers/0/config/layer',
    detail: /has one output, and this one has 2/,
  },
  { what: 'a normalization called twice', inner: twice, pointer: '/layers/0/config/layer', detail: /called once/ },
  {
    what: 'a penalty of all rows at once',
    inner: chain('each', layer('Dense', { units: 2, activity_regularizer: orthogonal })),
    pointer: '/layers/0/config/layer',
    detail: /cannot be kept orthogonal/,
  },
  {
    what: 'too many parameters',
    inner: chain('each', layer('Dense', { units: 1_000_000 })),
    pointer: '/layers/0/config/layer/config/layers/0',
    detail: /1000000 is the limit/,
  },
  {
    what: 'too many layers',
    inner: chain('each', ...Array.from({ length: 10 }, () => layer('ReLU'))),
    pointer: '/layers',
    detail: /10 layers at most/,
  },
];
for (const { what, inner, pointer, detail } of FAULTS) {
  test(`refuses a model in a wrapper for ${what}, with a pointer into it`, () => {
    assert.throws(
      () => planOf([steps(inner)], [5, 3]),
      (error: unknown) => {
        assert.ok(error instanceof InvalidError, String(error));
        assert.equal(error.errors?.[0]?.pointer, pointer);
        assert.match(error.errors?.[0]?.detail ?? '', detail);
        return true;
      },
    );
  });
}
