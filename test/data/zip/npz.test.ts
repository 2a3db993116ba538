import assert from 'node:assert/strict';
import { test } from 'node:test';
import { npy, TARGETS, wideText } from '../array/npy-bytes.js';
import { floats, ints, readFiles } from '../ingest-files.js';
import { zip } from './zip-bytes.js';

/** numpy 2.4.6: np.savez_compressed(f, x_train=np.arange(12, dtype='u1').reshape(3, 2, 2), y_train=np.array([5, 0, 5], 'u1'), x_test=np.full((2, 2, 2), 9, 'u1'), y_test=np.array([0, 5], 'u1')) */
const BY_NUMPY = Buffer.from(
  [
    'UEsDBC0AAAAIAAAAIQCaCbEc//////////8LABQAeF90cmFpbi5ucHkBABAAjAAAAAAAAABUAAAAAAAAAJvsF+obEMnIUMZQrZ6S',
    'WpxcpG6loF5Taqiuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GsY6CkZApKmjUKtAHuBiYGRiZmFlY+fg5OIGAFBLAwQt',
    'AAAACAAAACEAQYzSbf//////////CwAUAHlfdHJhaW4ubnB5AQAQAIMAAAAAAAAARwAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRu',
    'paBeU2qorqOgnpZfVFKUmBefX5SSChJ3S8wpTgWKF2ckFqQC+RrGOpo6CrUKFAAuVgZWAFBLAwQtAAAACAAAACEAPs16Iv//////',
    '////CgAUAHhfdGVzdC5ucHkBABAAiAAAAAAAAABJAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loF5Taqiuo6Cell9UUpSYF59f',
    'lJIKEndLzClOBYoXZyQWpAL5GkY6CiCkqaNQq0Ae4OKEAgBQSwMELQAAAAgAAAAhAICmGtj//////////woAFAB5X3Rlc3QubnB5',
    'AQAQAIIAAAAAAAAARgAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBeU2qorqOgnpZfVFKUmBefX5SSChJ3S8wpTgWKF2ckFqQC',
    '+RpGOpo6CrUKFAAuBlYAUEsBAi0DLQAAAAgAAAAhAJoJsRxUAAAAjAAAAAsAAAAAAAAAAAAAAIABAAAAAHhfdHJhaW4ubnB5UEsB',
    'Ai0DLQAAAAgAAAAhAEGM0m1HAAAAgwAAAAsAAAAAAAAAAAAAAIABkQAAAHlfdHJhaW4ubnB5UEsBAi0DLQAAAAgAAAAhAD7NeiJJ',
    'AAAAiAAAAAoAAAAAAAAAAAAAAIABFQEAAHhfdGVzdC5ucHlQSwECLQMtAAAACAAAACEAgKYa2EYAAACCAAAACgAAAAAAAAAAAAAA',
    'gAGaAQAAeV90ZXN0Lm5weVBLBQYAAAAABAAEAOIAAAAcAgAAAAA=',
  ].join(''),
  'base64',
);

const none = Buffer.alloc(0);
const column = (values: readonly number[]) => npy('<f4', [values.length], Float32Array.from(values));

/** An NPZ file of these arrays. */
const npz = (arrays: Readonly<Record<string, Uint8Array>>, options: { compress?: boolean } = {}) =>
  zip(
    Object.entries(arrays).map(([name, array]) => [`${name}.npy`, array] as const),
    options,
  );

async function read(options: object, file: Uint8Array) {
  const { spec, tensors, format, name } = await readFiles(options, [['some.npz', file]]);
  return { spec, format, name, tensors: tensors.map((bytes) => [...bytes]) };
}

test('of arrays to train on and to test on, as in mnist.npz, those to train on are read, or those of the target', async () => {
  const inputs = [{ name: 'inputs', dtype: 'uint8', shape: [2, 2] }];
  const targets = [{ name: 'targets', dtype: 'int32', shape: [], classes: ['0', '5'] }];
  const train = await read({ scale: 1 / 255 }, BY_NUMPY);
  assert.deepEqual(train, {
    spec: { task: 'classification', rows: 3, inputs, targets, scale: 1 / 255 },
    format: 'npz',
    name: 'some',
    tensors: [
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
      [1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0],
    ],
  });
  assert.deepEqual(await read({ scale: 1 / 255, target: 'y_train' }, BY_NUMPY), train);
  assert.deepEqual(await read({ scale: 1 / 255, features: ['x_train'] }, BY_NUMPY), train);
  const held = await read({ target: 'y_test' }, BY_NUMPY);
  assert.deepEqual(held.spec, { task: 'classification', rows: 2, inputs, targets });
  assert.deepEqual(held.tensors, [
    [9, 9, 9, 9, 9, 9, 9, 9],
    [0, 0, 0, 0, 1, 0, 0, 0],
  ]);
});

test('inputs and targets are known by their names, in any order, packed or not', async () => {
  const [x, y] = [column([1, 2, 3]), column([0.5, 1, 2])];
  const expected = await read({}, await npz({ x, y }));
  assert.deepEqual(expected.spec.task, 'regression');
  for (const arrays of [
    { y, x },
    { X: x, y },
    { inputs: x, targets: y },
    { labels: y, images: x },
    { x_test: y, x, y },
  ]) {
    assert.deepEqual(await read({}, await npz(arrays, { compress: false })), expected);
  }
  assert.deepEqual(await read({ target: 'b' }, await npz({ a: x, b: y })), expected);
  assert.deepEqual(await read({ features: ['a'] }, await npz({ a: x, b: y })), expected);
  assert.deepEqual(await read({ features: ['y'], target: 'x' }, await npz({ x: y, y: x })), expected);
});

test('several inputs and targets keep the names of their arrays', async () => {
  const file = await npz({
    left: npy('|u1', [3, 2], [1, 2, 3, 4, 5, 6]),
    right: column([1, 2, 3]),
    kind: npy('<U1', [3], wideText(['b', 'a', 'b'], 1)),
    size: column([0.5, 1.5, 2.5]),
  });
  const { spec, tensors } = await readFiles({ target: ['kind', 'size'] }, [['some.npz', file]]);
  assert.deepEqual(spec, {
    task: 'regression',
    rows: 3,
    inputs: [
      { name: 'left', dtype: 'uint8', shape: [2] },
      { name: 'right', dtype: 'float32', shape: [] },
    ],
    targets: [
      { name: 'kind', dtype: 'int32', shape: [], classes: ['a', 'b'] },
      { name: 'size', dtype: 'float32', shape: [] },
    ],
  });
  assert.deepEqual(ints(tensors[2] ?? none), [1, 0, 1]);
  assert.deepEqual(floats(tensors[3] ?? none), [0.5, 1.5, 2.5]);
});

test('an array weighs the rows, another says which belong together', async () => {
  const file = await npz({
    x: column([1, 2, 3]),
    y: TARGETS,
    w: column([1, 0, 2]),
    who: npy('<U2', [3], wideText(['b', 'aa', 'b'], 2)),
  });
  const { spec, tensors } = await readFiles({ sample_weight: 'w', group: 'who' }, [['some.npz', file]]);
  assert.deepEqual(spec.sampleWeight, { name: 'sample_weight', dtype: 'float32', shape: [] });
  assert.deepEqual(spec.group, { name: 'group', dtype: 'int32', shape: [], groups: 2, columns: ['who'] });
  assert.deepEqual(floats(tensors[2] ?? none), [1, 0, 2]);
  assert.deepEqual(ints(tensors[3] ?? none), [0, 1, 0]);
});
