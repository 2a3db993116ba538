import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inputShapeOf, weightsOf } from '../../../src/engine/plan/network-plan.js';
import { planNetwork } from '../../../src/engine/plan/plan-network.js';
import { InvalidError } from '../../../src/errors.js';
import { postedArchitectureSchema, toArchitecture } from '../../../src/keras-format/architecture.js';
import { layer, planOf } from '../../support/small-plan.js';

const plan = (layers: readonly object[], inputShape?: readonly number[]) =>
  planOf(layers, inputShape, '/architecture/layers');

function assertFault(layers: readonly object[], pointer: string, detail: RegExp, inputShape?: readonly number[]): void {
  assert.throws(
    () => plan(layers, inputShape),
    (error: unknown) => {
      assert.ok(error instanceof InvalidError, String(error));
      assert.equal(error.errors?.[0]?.pointer, pointer);
      assert.match(error.errors?.[0]?.detail ?? '', detail);
      return true;
    },
  );
}

test("the chapter's network has 78,500 and 1,010 parameters", () => {
  const network = plan([layer('Dense', { units: 100, input_shape: [784] }), layer('Dense', { units: 10 })]);
  assert.ok(network);
  assert.deepEqual(
    weightsOf(network).map(({ name, shape }) => [name, shape]),
    [
      ['dense/kernel', [784, 100]],
      ['dense/bias', [100]],
      ['dense_1/kernel', [100, 10]],
      ['dense_1/bias', [10]],
    ],
  );
  assert.deepEqual(inputShapeOf(network), [784]);
});

test('the input shape is read from each place where Keras writes it', () => {
  const dense = layer('Dense', { units: 2 });
  for (const first of [
    [layer('InputLayer', { batch_shape: [null, 4, 3] }), dense],
    [layer('InputLayer', { shape: [4, 3] }), dense],
    [layer('InputLayer', { batch_input_shape: [null, 4, 3] }), dense],
    [layer('Dense', { units: 2, batch_input_shape: [null, 4, 3] })],
    [layer('Dense', { units: 2, input_shape: [4, 3] })],
  ]) {
    assert.deepEqual(plan(first)?.inputs[0]?.shape, [4, 3]);
  }
  assert.equal(plan([dense]), undefined);
  assert.deepEqual(plan([dense], [7])?.inputs[0]?.shape, [7]);
});

test('shapes go through Flatten, Reshape and Dense on the last axis', () => {
  const network = plan(
    [layer('Reshape', { target_shape: [4, -1] }), layer('Dense', { units: 5 }), layer('Flatten')],
    [24],
  );
  assert.deepEqual(
    network?.layers.map(({ outputShape }) => outputShape),
    [[4, 6], [4, 5], [20]],
  );
});

test('what does not fit is refused at the field that is to blame', () => {
  assertFault(
    [layer('Reshape', { target_shape: [5, -1] })],
    '/architecture/layers/0/config/target_shape',
    /24 numbers/,
    [24],
  );
  assertFault(
    [layer('Reshape', { target_shape: [-1, -1] })],
    '/architecture/layers/0/config/target_shape',
    /once/,
    [24],
  );
  assertFault([layer('Dense', { units: 1 })], '/architecture/layers/0', /at least one dimension/, []);
  assertFault([layer('InputLayer', { shape: [2] })], '/architecture/layers', /at least one layer/);
  const orthogonal = { units: 2, activity_regularizer: 'orthogonal_regularizer' };
  assertFault(
    [layer('Dense', orthogonal)],
    '/architecture/layers/0/config/activity_regularizer',
    /takes matrices, and not an output of \(None, 4, 2\)/,
    [4, 3],
  );
  assert.ok(plan([layer('Dense', orthogonal)], [3]));
  const inside = layer('GRU', { ...orthogonal, return_sequences: true });
  assertFault([layer('Bidirectional', { layer: inside })], '/architecture/layers/0/config/layer', /matrices/, [4, 3]);
  assertFault([layer('Dense', { units: 1 }), layer('InputLayer', { shape: [2] })], '/architecture/layers/1', /first/);
  assertFault(
    [layer('Dense', { units: 1, name: 'a' }), layer('Dense', { units: 1, name: 'a' })],
    '/architecture/layers/1/config/name',
    /unique/,
  );
  assertFault(
    [layer('Dense', { units: 1, input_shape: [2] }), layer('Dense', { units: 1, input_shape: [2] })],
    '/architecture/layers/1/config/input_shape',
    /first layer/,
  );
  assertFault(
    [layer('InputLayer', { shape: [2] }), layer('Dense', { units: 1, input_shape: [3] })],
    '/architecture/layers/1/config/input_shape',
    /\(None, 2\) already/,
  );
});

test('a model whose calls multiply is refused after as many as its limit allows, not after all of them', () => {
  const chain = (name: string, times: number) =>
    Array.from({ length: times }, (_, call) => [[call === 0 ? 'in' : name, Math.max(0, call - 1), 0, {}]]);
  const around = (name: string, inner: object, times: number) => ({
    class_name: 'Functional',
    config: {
      name,
      layers: [
        { class_name: 'InputLayer', name: 'in', config: { name: 'in', batch_shape: [null, 4] }, inbound_nodes: [] },
        inner,
      ],
      input_layers: [['in', 0, 0]],
      output_layers: [['inner', times - 1, 0]],
    },
  });
  const dense = { class_name: 'Dense', name: 'inner', config: { name: 'inner', units: 4 } };
  const often = { ...around('inner', { ...dense, inbound_nodes: chain('inner', 1000) }, 1000), name: 'inner' };
  const posted = around('outer', { ...often, inbound_nodes: chain('inner', 1000) }, 1000);
  const refused = () =>
    planNetwork(toArchitecture(postedArchitectureSchema.parse(posted)), {
      layersPointer: '/architecture/config/layers',
      limits: { maxParams: 1e6, maxLayers: 10, maxMemoryBytes: 2 ** 30 },
    });
  assert.throws(refused, (error: unknown) => {
    assert.ok(error instanceof InvalidError);
    assert.equal(error.code, 'model_too_large');
    assert.deepEqual(error.errors, [
      {
        pointer: '/architecture/config/layers/1/config/layers/1',
        detail: 'a model may call its layers 40 times at most',
        received: 41,
      },
    ]);
    return true;
  });
});

test('limits are found without building anything', () => {
  assertFault(
    [layer('Dense', { units: 30_000_000, input_shape: [784] })],
    '/architecture/layers/0',
    /23550000000 parameters/,
  );
  const eleven = Array.from({ length: 11 }, () => layer('Dense', { units: 1 }));
  assertFault(eleven, '/architecture/layers', /10 layers at most/);
  assertFault(
    [layer('Reshape', { target_shape: [1000, 1000, 5, 1] }), layer('Dense', { units: 1 })],
    '/architecture/layers/0',
    /bytes/,
    [5_000_000],
  );
});
