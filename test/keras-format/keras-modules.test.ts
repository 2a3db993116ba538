import assert from 'node:assert/strict';
import { it } from 'node:test';
import { postedArchitectureSchema, toArchitecture } from '../../src/keras-format/architecture.js';
import { withModules } from '../../src/keras-format/keras-modules.js';

it('names the module of every model and layer, and what a Functional model calls them, as Keras looks for them', () => {
  const called = (from: string) => [[[from, 0, 0, {}]]];
  const wrapped = { class_name: 'LSTM', config: { units: 2, name: 'lstm' } };
  const branch = {
    class_name: 'Sequential',
    config: { name: 'branch', layers: [{ class_name: 'Dense', config: { units: 3 } }] },
  };
  const architecture = toArchitecture(
    postedArchitectureSchema.parse({
      class_name: 'Functional',
      config: {
        name: 'whole',
        layers: [
          {
            class_name: 'InputLayer',
            config: { batch_shape: [null, 4, 3], name: 'in' },
            name: 'in',
            inbound_nodes: [],
          },
          { ...branch, inbound_nodes: called('in') },
          {
            class_name: 'Bidirectional',
            config: { name: 'both', layer: wrapped },
            name: 'both',
            inbound_nodes: called('branch'),
          },
        ],
        input_layers: [['in', 0, 0]],
        output_layers: [['both', 0, 0]],
      },
    }),
  );
  const written = withModules(architecture);
  assert.equal(written.module, 'keras.src.models.functional');
  const [input, model, both] = written.config.layers;
  assert.deepEqual(
    [input, model, both].map((item) => item && 'module' in item && 'name' in item && [item.module, item.name]),
    [
      ['keras.layers', 'in'],
      ['keras', 'branch'],
      ['keras.layers', 'both'],
    ],
  );
  assert.match(JSON.stringify(model), /"layers":\[\{"module":"keras.layers","class_name":"Dense"/);
  assert.match(JSON.stringify(both), /"layer":\{"module":"keras.layers","class_name":"LSTM"/);
  assert.deepEqual(toArchitecture(postedArchitectureSchema.parse(written)), architecture);
});
