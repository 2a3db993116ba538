import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Model } from '../../../client/src/index.js';
import { layOut } from '../../../dashboard/src/models/layout.js';

type Drawn = Pick<Model, 'architecture' | 'summary'>;

/** A model whose layers have these names and take from these. */
function functional(layers: ReadonlyArray<readonly [name: string, inbound: unknown]>): Drawn {
  const made = layers.map(([name, inbound_nodes]) => ({
    class_name: inbound_nodes === undefined ? 'InputLayer' : 'Dense',
    config: { name },
    inbound_nodes: inbound_nodes ?? [],
  }));
  return drawn('Functional', made);
}

function drawn(class_name: string, layers: ReadonlyArray<{ class_name: string; config: { name: string } }>): Drawn {
  const rows = layers.map(({ class_name: of, config: { name } }) => ({
    name,
    class_name: of,
    output_shape: [null, 3],
    params: 12,
    trainable: true,
  }));
  return { architecture: { class_name, config: { layers } }, summary: { layers: rows } } as unknown as Drawn;
}

const keras3 = (...names: readonly string[]) => [
  {
    args: [names.map((name) => ({ class_name: '__keras_tensor__', config: { keras_history: [name, 0, 0] } }))],
    kwargs: {},
  },
];
const keras2 = (...names: readonly string[]) => [names.map((name) => [name, 0, 0, {}])];

test('layers in a row stand below one another, each taking from the one above', () => {
  const dense = (name: string) => ({ class_name: 'Dense', config: { name } });
  const { nodes, edges, columns, rows } = layOut(drawn('Sequential', [dense('a'), dense('b'), dense('c')]));
  assert.deepEqual(
    nodes.map(({ name, row, column, shape, params }) => [name, row, column, shape, params]),
    [
      ['a', 0, 0, '(None, 3)', 12],
      ['b', 1, 0, '(None, 3)', 12],
      ['c', 2, 0, '(None, 3)', 12],
    ],
  );
  assert.deepEqual(
    edges.map(([from, to]) => `${from.name} ${to.name}`),
    ['a b', 'b c'],
  );
  assert.deepEqual([columns, rows], [1, 3]);
});

for (const [version, inbound] of [
  [3, keras3],
  [2, keras2],
] as const) {
  test(`branches as Keras ${version} prints them stand beside one another, and a merge below the longest of them`, () => {
    const { nodes, edges, columns, rows } = layOut(
      functional([
        ['in', undefined],
        ['left', inbound('in')],
        ['right', inbound('in')],
        ['deeper', inbound('right')],
        ['sum', inbound('left', 'deeper')],
      ]),
    );
    assert.deepEqual(
      nodes.map(({ name, row, column }) => [name, row, column]),
      [
        ['in', 0, 0.5],
        ['left', 1, 0],
        ['right', 1, 1],
        ['deeper', 2, 0.5],
        ['sum', 3, 0.5],
      ],
    );
    assert.deepEqual(edges.map(([from, to]) => `${from.name} ${to.name}`).sort(), [
      'deeper sum',
      'in left',
      'in right',
      'left sum',
      'right deeper',
    ]);
    assert.deepEqual([columns, rows], [2, 4]);
  });
}

test('a layer whose shape is not known yet says so', () => {
  const { architecture, summary } = drawn('Sequential', [{ class_name: 'Dense', config: { name: 'a' } }]);
  const [layer] = summary.layers;
  assert.ok(layer);
  const { nodes } = layOut({ architecture, summary: { ...summary, layers: [{ ...layer, output_shape: null }] } });
  assert.equal(nodes[0]?.shape, 'shape not known yet');
});
