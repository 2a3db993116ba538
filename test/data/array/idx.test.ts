import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { example, floats, ints, readFiles, type TestFile } from '../ingest-files.js';
import { bigEndian, IMAGES, idx, LABELS } from './idx-bytes.js';

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

test('the digits of MNIST are 8,000 images of bytes with their labels, in any order of the files', async () => {
  const images = await example('train-images-idx3-ubyte.gz');
  const labels = await example('train-labels-idx1-ubyte.gz');
  const read = await readFiles({ scale: 1 / 255, name: 'digits' }, [
    ['images.gz', images],
    ['labels.gz', labels],
  ]);
  assert.deepEqual(read.spec, {
    task: 'classification',
    rows: 8000,
    inputs: [{ name: 'inputs', dtype: 'uint8', shape: [28, 28] }],
    targets: [{ name: 'targets', dtype: 'int32', shape: [], classes: DIGITS }],
    scale: 1 / 255,
  });
  const pixels = gunzipSync(images).subarray(16);
  const digits = gunzipSync(labels).subarray(8);
  assert.ok(read.tensors[0]?.equals(pixels));
  assert.deepEqual(ints(read.tensors[1] ?? Buffer.alloc(0)), [...digits]);
  assert.deepEqual(
    read.blocks.map(({ tensor, rows }) => [tensor, rows]),
    [
      [0, Math.floor((4 * 2 ** 20) / 784)],
      [0, 8000 - Math.floor((4 * 2 ** 20) / 784)],
      [1, 8000],
    ],
  );
  const bytes = createHash('sha256')
    .update(pixels)
    .update(Buffer.from(Int32Array.from(digits).buffer));
  assert.equal(read.sha256, bytes.digest('hex'));
  assert.equal(read.sizeBytes, 8000 * (784 + 4));
  const swapped = await readFiles({}, [
    ['labels', gunzipSync(labels)],
    ['images.gz', images],
  ]);
  assert.equal(swapped.sha256, read.sha256);
  assert.deepEqual(swapped.spec.inputs, read.spec.inputs);
});

test('the 2,000 test digits are counted by class and by brightness', async () => {
  const { statistics } = await readFiles({}, [
    ['i', await example('t10k-images-idx3-ubyte.gz')],
    ['l', await example('t10k-labels-idx1-ubyte.gz')],
  ]);
  const counts = [199, 231, 192, 201, 197, 169, 205, 222, 176, 208];
  assert.deepEqual(statistics.tensors[1], {
    classes: DIGITS.map((name, index) => ({ class: name, count: counts[index] })),
    stretches: 1798,
  });
  const [pixels] = statistics.tensors;
  assert.ok(pixels !== undefined && 'values' in pixels);
  assert.deepEqual([pixels.values.min, pixels.values.max, pixels.values.distinct], [0, 255, 256]);
  assert.ok(Math.abs(pixels.values.mean - 33.30627806122449) < 1e-9);
});

test('labels keep their numbers as names and are stored by their order', async () => {
  const { spec, tensors } = await readFiles({}, [
    ['i', IMAGES],
    ['l', LABELS],
  ]);
  assert.deepEqual(spec.targets[0]?.classes, ['2', '7']);
  assert.deepEqual(ints(tensors[1] ?? Buffer.alloc(0)), [1, 0, 1]);
});

test('every element type is stored as bytes, 32-bit integers or 32-bit floats, wherever the socket cuts', async () => {
  const whole = [-2, -1, 0, 1, 2, 3];
  const broken = [-2.5, -1, 0, 1e-3, 2, 3.25];
  const types: [type: number, file: Uint8Array, dtype: string, expected: number[]][] = [
    [0x09, bigEndian(1, whole, (view, at, value) => view.setInt8(at, value)), 'int32', whole],
    [0x0b, bigEndian(2, whole, (view, at, value) => view.setInt16(at, value)), 'int32', whole],
    [0x0c, bigEndian(4, whole, (view, at, value) => view.setInt32(at, value)), 'int32', whole],
    [0x0d, bigEndian(4, broken, (view, at, value) => view.setFloat32(at, value)), 'float32', broken.map(Math.fround)],
    [0x0e, bigEndian(8, broken, (view, at, value) => view.setFloat64(at, value)), 'float32', broken.map(Math.fround)],
  ];
  for (const [type, elements, dtype, expected] of types) {
    for (const pieceBytes of [1, 3, 1000]) {
      const files: TestFile[] = [
        ['i', idx(type, [3, 2], elements)],
        ['l', LABELS],
      ];
      const { spec, tensors } = await readFiles({}, files, { pieceBytes });
      const numbers = dtype === 'int32' ? ints : floats;
      assert.deepEqual(spec.inputs[0], { name: 'inputs', dtype, shape: [2] });
      assert.deepEqual(numbers(tensors[0] ?? Buffer.alloc(0)), expected);
    }
  }
});

test('labels that are floats are a measure', async () => {
  const file = idx(
    0x0d,
    [3],
    bigEndian(4, [0.5, 1.5, 2.5], (view, at, value) => view.setFloat32(at, value)),
  );
  const { spec, tensors } = await readFiles({}, [
    ['l', file],
    ['i', IMAGES],
  ]);
  assert.deepEqual([spec.task, spec.targets[0]?.dtype], ['regression', 'float32']);
  assert.deepEqual(floats(tensors[1] ?? Buffer.alloc(0)), [0.5, 1.5, 2.5]);
});
