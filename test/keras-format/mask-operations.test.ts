import assert from 'node:assert/strict';
import { test } from 'node:test';
import { postedArchitectureSchema, toArchitecture } from '../../src/keras-format/architecture.js';

const tensor = (name: string) => ({ class_name: '__keras_tensor__', config: { keras_history: [name, 0, 0] } });
const call = (args: unknown[], kwargs: object = {}) => [{ args, kwargs }];

/** An Embedding and an LSTM as Keras 3 prints them, with the operation that makes the mask. */
function posted(maskValue: number, lstmInput = 'embedding', kwargs: object = {}) {
  const layers = [
    { class_name: 'InputLayer', config: { name: 'a', batch_shape: [null, 5] }, inbound_nodes: [] },
    {
      class_name: 'Embedding',
      config: { name: 'embedding', input_dim: 7, output_dim: 3, mask_zero: true },
      inbound_nodes: call([tensor('a')]),
    },
    {
      module: 'keras.src.ops.numpy',
      class_name: 'NotEqual',
      config: { name: 'not_equal' },
      registered_name: 'NotEqual',
      inbound_nodes: call([tensor('a'), maskValue]),
    },
    {
      class_name: 'LSTM',
      config: { name: 'lstm', units: 3 },
      inbound_nodes: call([tensor(lstmInput)], { mask: tensor('not_equal'), training: false, ...kwargs }),
    },
  ];
  const config = { name: 'model', layers, input_layers: [['a', 0, 0]], output_layers: [['lstm', 0, 0]] };
  return { class_name: 'Functional', config };
}

test('the operations by which Keras 3 writes a mask are taken for what the layers do anyway', () => {
  const { config } = toArchitecture(postedArchitectureSchema.parse(posted(0)));
  assert.deepEqual(
    config.layers.map(({ config: { name } }) => name),
    ['a', 'embedding', 'lstm'],
  );
  assert.deepEqual(config.layers[2]?.inbound_nodes, call([tensor('embedding')], { training: false }));
});

const REFUSED = [
  { what: 'a comparison that no layer makes', model: posted(3), message: /is understood only where/ },
  { what: 'a mask of another input', model: posted(0, 'a'), message: /is not the mask that its input has/ },
  {
    what: 'a mask beside an initial state',
    model: posted(0, 'embedding', { initial_state: [tensor('embedding')] }),
    message: /is not the mask that its input has/,
  },
];
for (const { what, model, message } of REFUSED) {
  test(`refuses ${what}`, () => {
    const { error } = postedArchitectureSchema.safeParse(model);
    assert.match(JSON.stringify(error?.issues), message);
  });
}

const OPERATIONS = 'keras.src.ops.numpy';
const layer = (class_name: string, name: string, config: object, inbound_nodes: unknown[]) => ({
  class_name,
  config: { name, ...config },
  inbound_nodes,
});
const made = (class_name: string, name: string, args: unknown[], config: object = {}) => ({
  ...layer(class_name, name, config, call(args)),
  module: OPERATIONS,
  registered_name: class_name,
});

/** Two embeddings whose masks Keras 3 writes down, what is made of both, and an LSTM that is called with a mask. */
function two(rest: readonly object[], input: string, mask: string) {
  const branch = (name: string) => [
    layer('InputLayer', `in_${name}`, { batch_shape: [null, 5] }, []),
    layer('Embedding', name, { input_dim: 7, output_dim: 3, mask_zero: true }, call([tensor(`in_${name}`)])),
    made('NotEqual', `mask_${name}`, [tensor(`in_${name}`), 0]),
  ];
  const lstm = layer('LSTM', 'lstm', { units: 2 }, call([tensor(input)], { mask: tensor(mask) }));
  const layers = [...branch('a'), ...branch('b'), ...rest, lstm];
  const input_layers = [
    ['in_a', 0, 0],
    ['in_b', 0, 0],
  ];
  const config = { name: 'model', layers, input_layers, output_layers: [['lstm', 0, 0]] };
  return postedArchitectureSchema.safeParse({ class_name: 'Functional', config });
}
const both = [tensor('a'), tensor('b')];
const either = made('LogicalOr', 'or', [tensor('mask_a'), tensor('mask_b')]);

test('the mask of a merge is read from what Keras 3 makes of the masks of its inputs', () => {
  const { data } = two([layer('Add', 'add', {}, call([both])), either], 'add', 'or');
  assert.ok(data);
  assert.deepEqual(
    toArchitecture(data).config.layers.map(({ config: { name } }) => name),
    ['in_a', 'a', 'in_b', 'b', 'add', 'lstm'],
  );
});

test('arithmetic between tensors stays an operation, which has no mask', () => {
  const sum = made('Add', 'sum', both);
  const { error } = two([sum, either], 'sum', 'or');
  assert.match(JSON.stringify(error?.issues), /is not the mask that its input has/);
  const posted = { class_name: 'Add', module: OPERATIONS, registered_name: 'Add', config: { name: 'sum' } };
  const { data } = postedArchitectureSchema.safeParse({ layers: [posted] });
  assert.deepEqual(data && toArchitecture(data).config.layers[0], posted);
});

test('a layer that is registered under the name of an operation is a custom object', () => {
  const posted = { class_name: 'Add', module: 'my_package', registered_name: 'Add', config: {} };
  const { error } = postedArchitectureSchema.safeParse({ layers: [posted] });
  assert.match(JSON.stringify(error?.issues), /custom objects are not supported/);
});

test('a mask is refused behind a layer that loses it', () => {
  const convolution = layer('Conv1D', 'conv', { filters: 2, kernel_size: 1 }, call([tensor('a')]));
  const { error } = two([convolution, either], 'conv', 'mask_a');
  assert.match(JSON.stringify(error?.issues), /is not the mask that its input has/);
});
