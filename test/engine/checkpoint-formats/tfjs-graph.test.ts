import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tfjsModelJson } from '../../../src/engine/checkpoint-formats/tfjs.js';
import { NotInTfjsError } from '../../../src/engine/checkpoint-formats/tfjs-objects.js';
import { planDefinition } from '../../../src/engine/plan/plan-definition.js';
import type { ModelDefinition } from '../../../src/engine/training-spec.js';
import { postedArchitectureSchema, toArchitecture } from '../../../src/keras-format/architecture.js';
import { compileSchema } from '../../../src/keras-format/compile.js';
import { functional, TWO_PORTS, TWO_PORTS_WEIGHTS } from '../../inference/functional-models.js';
import { makeCheckpoint } from './checkpoints.js';
import { openInTfjs } from './open-in-tfjs.js';

/** A layer's call in Keras 2's form: the outputs that it takes. */
type Call = readonly (readonly [name: string, call: number, output: number])[];

interface LayerConfig {
  readonly name: string;
  readonly [field: string]: unknown;
}

/** A Functional model whose layers may be called several times. */
function graph(
  layers: readonly (readonly [className: string, config: LayerConfig, calls: readonly Call[]])[],
  inputs: Call,
  outputs: Call,
): object {
  return {
    class_name: 'Functional',
    config: {
      name: 'graph',
      layers: layers.map(([class_name, config, inbound_nodes]) => ({ class_name, config, inbound_nodes })),
      input_layers: inputs,
      output_layers: outputs,
    },
  };
}

const input = (name: string, ...shape: number[]) =>
  ['InputLayer', { name, batch_shape: [null, ...shape] }, []] as const;

function define(posted: unknown, inputShape: number[] = []): ModelDefinition {
  return {
    architecture: toArchitecture(postedArchitectureSchema.parse(posted)),
    compile: compileSchema.parse({ loss: 'mse' }),
    inputShape,
  };
}

async function predict(
  posted: unknown,
  weights: readonly (readonly number[])[],
  inputs: number[][],
  rowShape?: number[],
) {
  const definition = define(posted, rowShape);
  const plan = planDefinition(definition);
  const tensors = plan.weights.map(({ name, shape }, index) => ({ name, shape, values: weights[index] ?? [] }));
  const { state, bytes } = makeCheckpoint(tensors);
  const [first = { inputs: [], shape: [] }, ...more] = inputs.map((values, index) => {
    const shape = plan.inputs[index]?.shape ?? [];
    return { inputs: values, shape: [values.length / shape.reduce((product, size) => product * size, 1), ...shape] };
  });
  return await openInTfjs({
    modelJson: JSON.parse(JSON.stringify(tfjsModelJson(definition, state))),
    weights: bytes.toString('base64'),
    ...first,
    more,
  });
}

function refusal(posted: unknown, inputShape?: number[]): string {
  const definition = define(posted, inputShape);
  try {
    tfjsModelJson(definition, makeCheckpoint([]).state);
  } catch (error) {
    if (error instanceof NotInTfjsError) return error.message;
    throw error;
  }
  return 'written';
}

test('several inputs and outputs keep their order and names', async () => {
  const { shape, values, more, layers } = await predict(TWO_PORTS, TWO_PORTS_WEIGHTS, [
    [1, 2, 3, 4],
    [5, 6],
  ]);
  assert.deepEqual(
    [shape, values],
    [
      [2, 1],
      [521.5, 643.5],
    ],
  );
  assert.deepEqual(more, [{ shape: [2, 2], values: [5, -2, 6, -2] }]);
  assert.deepEqual(layers, ['a', 'b', 'joined', 'x', 'y']);
});

test('a layer that is called twice has its weights once, whatever stands between the calls', async () => {
  const twice = graph(
    [
      input('a', 2),
      ['Dense', { name: 'shared', units: 2 }, [[['a', 0, 0]], [['halved', 0, 0]]]],
      ['Rescaling', { name: 'halved', scale: 0.5 }, [[['shared', 0, 0]]]],
      [
        'Add',
        { name: 'sum' },
        [
          [
            ['shared', 0, 0],
            ['shared', 1, 0],
          ],
        ],
      ],
    ],
    [['a', 0, 0]],
    [['sum', 0, 0]],
  );
  // shared(x) = [x0 + x1, x1 + 1]; of [2, 4] it is [6, 5], and of its half [5.5, 3.5].
  const { values } = await predict(
    twice,
    [
      [1, 0, 1, 1],
      [0, 1],
    ],
    [[2, 4]],
  );
  assert.deepEqual(values, [11.5, 8.5]);
});

test('calls of a layer of which tfjs makes a later one first are not mistaken', async () => {
  // The second call of `s` waits for `d`, its third does not.
  const overtaken = graph(
    [
      input('a', 2),
      ['Dense', { name: 's', units: 2 }, [[['e', 0, 0]], [['d', 0, 0]], [['e', 1, 0]]]],
      ['Rescaling', { name: 'e', scale: 2 }, [[['a', 0, 0]], [['s', 0, 0]]]],
      ['Rescaling', { name: 'd', scale: 3 }, [[['e', 1, 0]]]],
    ],
    [['a', 0, 0]],
    [
      ['s', 1, 0],
      ['s', 2, 0],
    ],
  );
  // s swaps: s(2 a) = [4, 2], e = [8, 4], d = [24, 12].
  const { values, more } = await predict(
    overtaken,
    [
      [0, 1, 1, 0],
      [0, 0],
    ],
    [[1, 2]],
  );
  assert.deepEqual(
    [values, more[0]?.values],
    [
      [12, 24],
      [4, 8],
    ],
  );
});

test('models within the model are taken apart, and may be called twice', async () => {
  const tower = {
    class_name: 'Sequential',
    config: { name: 'tower', layers: [{ class_name: 'Dense', config: { name: '_d', units: 1, use_bias: false } }] },
  };
  const branching = functional(
    [
      ['InputLayer', { name: 'in', batch_shape: [null, 1] }, []],
      ['Dense', { name: 'd', units: 1 }, ['in']],
      ['Multiply', { name: 'product' }, ['in', 'd']],
    ],
    ['in'],
    ['product'],
  );
  const whole = {
    class_name: 'Functional',
    config: {
      name: 'whole',
      layers: [
        { class_name: 'InputLayer', config: { name: 'a', batch_shape: [null, 2] }, inbound_nodes: [] },
        { class_name: 'InputLayer', config: { name: 'b', batch_shape: [null, 2] }, inbound_nodes: [] },
        { ...tower, inbound_nodes: [[['a', 0, 0]], [['b', 0, 0]]] },
        { ...branching, name: 'functional', inbound_nodes: [[['tower', 0, 0]]] },
        {
          class_name: 'Concatenate',
          config: { name: 'all' },
          inbound_nodes: [
            [
              ['functional', 0, 0],
              ['tower', 1, 0],
            ],
          ],
        },
      ],
      input_layers: [
        ['a', 0, 0],
        ['b', 0, 0],
      ],
      output_layers: [['all', 0, 0]],
    },
  };
  // tower(x) = x0 + 2 x1, and functional(t) = t (3 t + 1).
  const { values, layers } = await predict(
    whole,
    [[1, 2], [3], [1]],
    [
      [1, 1],
      [4, 5],
    ],
  );
  assert.deepEqual(values, [30, 14]);
  assert.deepEqual(new Set(layers), new Set(['a', 'b', 'tower/_d', 'functional/d', 'functional/product', 'all']));
});

test('a Sequential model that begins with a branching one is written with an input of its own', async () => {
  const branching = functional(
    [
      ['InputLayer', { name: 'in', batch_shape: [null, 2] }, []],
      ['Rescaling', { name: 'r', scale: 3 }, ['in']],
      ['Add', { name: 'sum' }, ['in', 'r']],
    ],
    ['in'],
    ['sum'],
  );
  const { values } = await predict({ layers: [branching] }, [], [[1, 2]], [2]);
  assert.deepEqual(values, [4, 8]);
});

test('what a branch does to its own input first is written, too', async () => {
  const { values } = await predict(
    { layers: [{ class_name: 'LSTM', config: { units: 1, return_state: true } }] },
    [
      [0, 0, 1, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ],
    [[2]],
    [1, 1],
  );
  const cell = 0.5 * Math.tanh(2);
  assert.ok(Math.abs((values[0] ?? 0) - 0.5 * Math.tanh(cell)) < 1e-6, String(values));
});

const step = { units: 1, return_sequences: true };
const MASKING = { class_name: 'Masking', config: {} };
for (const [what, layers, rowShape, message] of [
  [
    "a GRU in Keras's default form",
    [{ class_name: 'GRU', config: { units: 1, name: 'mine' } }],
    [3, 1],
    /no reset_after=True, which is Keras's default; format=savedmodel, onnx and keras have it/,
  ],
  [
    'a recurrent layer behind one that ends the mask',
    [
      MASKING,
      { class_name: 'LSTM', config: { units: 1 } },
      { class_name: 'RepeatVector', config: { n: 2 } },
      { class_name: 'LSTM', config: { units: 1, name: 'mine' } },
    ],
    [3, 1],
    /a mask that is not its own/,
  ],
  [
    'a Bidirectional that gives masked sequences',
    [MASKING, { class_name: 'Bidirectional', config: { name: 'mine', layer: { class_name: 'LSTM', config: step } } }],
    [3, 1],
    /masked steps zero/,
  ],
  [
    'an average over steps of which some are masked',
    [
      { class_name: 'Embedding', config: { input_dim: 3, output_dim: 2, mask_zero: true } },
      { class_name: 'GlobalAveragePooling1D', config: { name: 'mine' } },
    ],
    [3],
    /counts masked steps/,
  ],
  [
    'a normalization of another axis than the last',
    [{ class_name: 'BatchNormalization', config: { axis: 1, name: 'mine' } }],
    [3, 2],
    /last axis only/,
  ],
] as const) {
  test(`${what} is refused, and by its name`, () => {
    const detail = refusal({ layers }, [...rowShape]);
    assert.match(detail, /The layer "mine" cannot be written/);
    assert.match(detail, message);
  });
}

test('graphs that tfjs would open as others are refused', () => {
  const doubled = (outputs: Call) =>
    graph(
      [
        input('a', 2),
        ['Rescaling', { name: 'r', scale: 2 }, [[['a', 0, 0]]]],
        [
          'Multiply',
          { name: 'square' },
          [
            [
              ['r', 0, 0],
              ['r', 0, 0],
            ],
          ],
        ],
        [
          'Add',
          { name: 'sum' },
          [
            [
              ['r', 0, 0],
              ['square', 0, 0],
            ],
          ],
        ],
      ],
      [['a', 0, 0]],
      outputs,
    );
  assert.match(refusal(doubled([['sum', 0, 0]])), /The layer "square" .* frees a tensor/);
  const once = graph(
    [input('a', 2), ['Rescaling', { name: 'r', scale: 2 }, [[['a', 0, 0]]]]],
    [['a', 0, 0]],
    [
      ['r', 0, 0],
      ['r', 0, 0],
    ],
  );
  assert.match(refusal(once), /The model "graph" .* no output twice/);
  const single = functional(
    [
      ['InputLayer', { name: 'a', batch_shape: [null] }, []],
      ['Rescaling', { name: 'r', scale: 2 }, ['a']],
      ['Add', { name: 'sum' }, ['a', 'r']],
    ],
    ['a'],
    ['sum'],
  );
  assert.match(refusal(single), /single numbers, as the input "a" has/);
});
