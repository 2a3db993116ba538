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
