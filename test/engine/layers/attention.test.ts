import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planNetwork } from '../../../src/engine/plan/plan-network.js';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { InvalidError } from '../../../src/errors.js';
import { postedArchitectureSchema, toArchitecture } from '../../../src/keras-format/architecture.js';
import { EngineFiles } from '../../support/engine-files.js';
import { sameBothWays } from '../../support/same-both-ways.js';
import { smallSpec } from '../../support/training-specs.js';

const files = await EngineFiles.create();
await loadEngine('tensorflow');

const tensor = (name: string, output = 0) => ({
  class_name: '__keras_tensor__',
  config: { keras_history: [name, 0, output] },
});
const node = (args: readonly unknown[], kwargs: object = {}) => [{ args, kwargs }];
const layer = (class_name: string, name: string, config: object, inbound_nodes: readonly unknown[] = []) => ({
  class_name,
  name,
  config: { ...config, name },
  inbound_nodes,
});

/** Two sequences made of the six features, a layer that looks from one to the other, and three classes. */
function modelWith(middle: readonly object[], last: string) {
  return {
    class_name: 'Functional',
    config: {
      name: 'model',
      layers: [
        layer('InputLayer', 'a', { batch_shape: [null, 6] }),
        layer('Reshape', 'steps', { target_shape: [3, 2] }, node([tensor('a')])),
        layer('Masking', 'masked', { mask_value: 0.5 }, node([tensor('steps')])),
        layer('Dense', 'q', { units: 4 }, node([tensor('masked')])),
        layer('Dense', 'v', { units: 4, activation: 'tanh' }, node([tensor('steps')])),
        ...middle,
        layer('Flatten', 'flat', {}, node([tensor(last)])),
        layer('Dense', 'out', { units: 3, activation: 'softmax' }, node([tensor('flat')])),
      ],
      input_layers: [['a', 0, 0]],
      output_layers: [['out', 0, 0]],
    },
  };
}

const pair = [[tensor('q'), tensor('v')]];
const MIDDLES: [string, readonly object[], string][] = [
  ['dot', [layer('Attention', 'x', { use_scale: true, dropout: 0.2 }, node(pair, { use_causal_mask: true }))], 'x'],
  ['concat', [layer('Attention', 'x', { score_mode: 'concat' }, node(pair))], 'x'],
  ['additive', [layer('AdditiveAttention', 'x', { dropout: 0.3, seed: 3 }, node(pair))], 'x'],
  [
    'several heads with dropout and scores',
    [
      layer(
        'MultiHeadAttention',
        'm',
        { num_heads: 2, key_dim: 3, dropout: 0.25, use_gate: true },
        node([tensor('q'), tensor('v')], { return_attention_scores: true }),
      ),
      layer('Flatten', 's', {}, node([tensor('m', 1)])),
      layer('Flatten', 'o', {}, node([tensor('m')])),
      layer('Concatenate', 'x', {}, node([[tensor('s'), tensor('o')]])),
    ],
    'x',
  ],
  [
    'several heads, causal and with a window',
    [
      layer(
        'MultiHeadAttention',
        'x',
        { num_heads: 2, key_dim: 3, value_dim: 2, output_shape: [5], sliding_window: 2, use_bias: false },
        node([tensor('q')], { value: tensor('v'), key: tensor('v'), use_causal_mask: true }),
      ),
    ],
    'x',
  ],
];
for (const [what, middle, last] of MIDDLES) {
  test(`compiled as eager, attention: ${what}`, async () => {
    const spec = await smallSpec(files, { rows: 20, fit: { epochs: 2 }, compile: { optimizer: 'sgd' } });
    const architecture = toArchitecture(postedArchitectureSchema.parse(modelWith(middle, last)));
    await sameBothWays({ ...spec, model: { ...spec.model, architecture } });
  });
}

function plan(middle: readonly object[]) {
  return planNetwork(toArchitecture(postedArchitectureSchema.parse(modelWith(middle, 'x'))), {
    layersPointer: '/layers',
    limits: { maxParams: 1e6, maxLayers: 20, maxMemoryBytes: 2 ** 30 },
  });
}

test("weights of several heads have Keras's paths and shapes", () => {
  const config = { num_heads: 2, key_dim: 3, value_dim: 5 };
  const network = plan([layer('MultiHeadAttention', 'x', config, node([tensor('q'), tensor('v')]))]);
  assert.deepEqual(
    network?.weights.filter(({ name }) => name.startsWith('x/')).map(({ name, shape }) => [name, shape]),
    [
      ['x/query/kernel', [4, 2, 3]],
      ['x/query/bias', [2, 3]],
      ['x/key/kernel', [4, 2, 3]],
      ['x/key/bias', [2, 3]],
      ['x/value/kernel', [4, 2, 5]],
      ['x/value/bias', [2, 5]],
      ['x/attention_output/kernel', [2, 5, 4]],
      ['x/attention_output/bias', [4]],
    ],
  );
});

test('inputs that do not go together are refused at the layer', () => {
  for (const inputs of [[[tensor('q')]], [[tensor('q'), tensor('steps')]], [[tensor('q'), tensor('a')]]]) {
    assert.throws(
      () => plan([layer('Attention', 'x', {}, node(inputs))]),
      (error: unknown) => error instanceof InvalidError && error.errors?.[0]?.pointer?.startsWith('/layers/5') === true,
    );
  }
});
