import assert from 'node:assert/strict';
import { test } from 'node:test';
import { floats, ints, readJson } from './ingest-files.js';

const XOR = {
  name: 'xor',
  inputs: [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  targets: [0, 1, 1, 0],
};

test('rows of JSON become floats, whole numbers that repeat become classes', async () => {
  const { name, format, spec, tensors } = await readJson({ ...XOR, scale: 0.5 });
  assert.deepEqual([name, format], ['xor', 'json']);
  assert.deepEqual(spec, {
    task: 'classification',
    rows: 4,
    inputs: [{ name: 'inputs', dtype: 'float32', shape: [2] }],
    targets: [{ name: 'targets', dtype: 'int32', shape: [], classes: ['0', '1'] }],
    scale: 0.5,
  });
  assert.deepEqual(floats(tensors[0] ?? Buffer.alloc(0)), [0, 0, 0, 1, 1, 0, 1, 1]);
  assert.deepEqual(ints(tensors[1] ?? Buffer.alloc(0)), [0, 1, 1, 0]);
});

test('targets may be classes by name, numbers, rows of one, one-hot rows or whole arrays', async () => {
  const read = async (targets: unknown, more: object = {}) => {
    const { spec, tensors } = await readJson({ ...XOR, ...more, targets });
    const [target] = spec.targets;
    const numbers = target?.dtype === 'int32' ? ints : floats;
    return [spec.task, target?.shape, target?.classes, numbers(tensors[1] ?? Buffer.alloc(0))];
  };
  assert.deepEqual(await read(['dog', 'cat', 'cat', 'dog']), ['classification', [], ['cat', 'dog'], [1, 0, 0, 1]]);
  assert.deepEqual(await read(['10', '9', '10', '9']), ['classification', [], ['9', '10'], [1, 0, 1, 0]]);
  assert.deepEqual(await read([['b'], ['a'], ['a'], ['b']]), ['classification', [1], ['a', 'b'], [1, 0, 0, 1]]);
  assert.deepEqual(await read([1, 3, 5, 7]), ['regression', [], undefined, [1, 3, 5, 7]]);
  assert.deepEqual(await read([0, 1, 1, 0], { task: 'regression' }), ['regression', [], undefined, [0, 1, 1, 0]]);
  assert.deepEqual(await read([[0], [1], [1], [0]]), ['classification', [1], ['0', '1'], [0, 1, 1, 0]]);
  const oneHot = [0, 1, 1, 0, 1, 0, 0, 1];
  assert.deepEqual(
    await read([
      [0, 1],
      [1, 0],
      [1, 0],
      [0, 1],
    ]),
    ['classification', [2], undefined, oneHot],
  );
  assert.deepEqual(await read(Array(4).fill([[0.5], [1]])), [
    'regression',
    [2, 1],
    undefined,
    Array(4).fill([0.5, 1]).flat(),
  ]);
});

test('several inputs and outputs keep their names and their order, the weight comes last', async () => {
  const { spec, tensors } = await readJson({
    name: 'two',
    inputs: { text: [[1], [2]], 'image/small': [[[1, 2]], [[3, 4]]] },
    targets: { price: [1.5, 2.5], kind: ['a', 'b'] },
    sample_weight: [1, 0],
  });
  assert.deepEqual(
    [...spec.inputs, ...spec.targets, spec.sampleWeight].map((tensor) => [tensor?.name, tensor?.dtype, tensor?.shape]),
    [
      ['text', 'float32', [1]],
      ['image/small', 'float32', [1, 2]],
      ['price', 'float32', []],
      ['kind', 'int32', []],
      ['sample_weight', 'float32', []],
    ],
  );
  assert.equal(spec.task, 'regression');
  assert.deepEqual(
    tensors.map((bytes, index) => (index === 3 ? ints(bytes) : floats(bytes))),
    [
      [1, 2],
      [1, 2, 3, 4],
      [1.5, 2.5],
      [0, 1],
      [1, 0],
    ],
  );
});

test('the rows are the same whether they fit one batch or need many', async () => {
  const inputs = Array.from({ length: 3000 }, (_, row) =>
    Array.from({ length: 200 }, (_, column) => row + column / 256),
  );
  const { spec, tensors, blocks } = await readJson({ name: 'many', inputs, targets: inputs.map((_, row) => row % 2) });
  assert.deepEqual([spec.rows, blocks.length], [3000, 2]);
  assert.deepEqual(floats(tensors[0] ?? Buffer.alloc(0)), inputs.flat());
});
