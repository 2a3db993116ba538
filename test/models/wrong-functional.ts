import { model, type WrongModel } from './wrong-model.js';

const input = (name: string, shape: number[] = [4]) => ({
  class_name: 'InputLayer',
  config: { name, batch_shape: [null, ...shape] },
  name,
  inbound_nodes: [],
});
const dense = (name: string, from: readonly (readonly [string, number, number])[], units = 3) => ({
  class_name: 'Dense',
  config: { name, units },
  name,
  inbound_nodes: from.map((history) => [[...history, {}]]),
});
const functional = (layers: readonly object[], inputs: unknown, outputs: unknown) =>
  model({
    architecture: {
      class_name: 'Functional',
      config: { name: 'f', layers, input_layers: inputs, output_layers: outputs },
    },
  });
const at = (rest: string) => `/architecture/config/${rest}`;

/** Functional models that do not hang together. */
export const WRONG_FUNCTIONAL: readonly WrongModel[] = [
  [
    'an input that is no InputLayer',
    functional([input('a'), dense('b', [['a', 0, 0]])], [['b', 0, 0]], [['b', 0, 0]]),
    at('input_layers'),
    'b',
  ],
  [
    'an output that does not exist',
    functional([input('a'), dense('b', [['a', 0, 0]])], [['a', 0, 0]], [['b', 3, 0]]),
    at('output_layers'),
    ['b', 3, 0],
  ],
  [
    'a layer that takes what nobody gives',
    functional([input('a'), dense('b', [['z', 0, 0]])], [['a', 0, 0]], [['b', 0, 0]]),
    at('layers/1/inbound_nodes/0'),
    ['z', 0, 0],
  ],
  [
    'layers in a circle',
    functional([input('a'), dense('b', [['c', 0, 0]]), dense('c', [['b', 0, 0]])], [['a', 0, 0]], [['c', 0, 0]]),
    at('layers/2/inbound_nodes/0'),
  ],
  [
    'a shared layer whose inputs are of different shapes',
    functional(
      [
        input('a'),
        input('b', [5]),
        dense('c', [
          ['a', 0, 0],
          ['b', 0, 0],
        ]),
      ],
      [
        ['a', 0, 0],
        ['b', 0, 0],
      ],
      [
        ['c', 0, 0],
        ['c', 1, 0],
      ],
    ),
    at('layers/2'),
    'Dense',
  ],
  [
    'two layers of one name',
    functional([input('a'), dense('a', [['a', 0, 0]])], [['a', 0, 0]], [['a', 0, 0]]),
    at('layers/1/config/name'),
    'a',
  ],
  [
    'a layer that gets two inputs and takes one',
    functional(
      [
        input('a'),
        input('b'),
        {
          class_name: 'Dense',
          config: { name: 'c', units: 1 },
          name: 'c',
          inbound_nodes: [
            [
              ['a', 0, 0, {}],
              ['b', 0, 0, {}],
            ],
          ],
        },
      ],
      [
        ['a', 0, 0],
        ['b', 0, 0],
      ],
      [['c', 0, 0]],
    ),
    at('layers/2'),
    'Dense',
  ],
  [
    'arithmetic with a constant',
    functional(
      [
        input('a'),
        {
          class_name: 'Dense',
          config: { name: 'c', units: 1 },
          name: 'c',
          inbound_nodes: [
            {
              args: [{ class_name: '__keras_tensor__', config: { shape: [null, 4], keras_history: ['a', 0, 0] } }, 2],
              kwargs: {},
            },
          ],
        },
      ],
      [['a', 0, 0]],
      [['c', 0, 0]],
    ),
    at('layers/1/inbound_nodes/0'),
    2,
  ],
];
