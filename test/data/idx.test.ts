import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { example, faultOf, floats, ints, readFiles, type TestFile } from './ingest-files.js';

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** An IDX file: magic number, sizes, and elements that are big-endian already. */
function idx(type: number, sizes: readonly number[], elements: Uint8Array | readonly number[]): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.set([0, 0, type, sizes.length]);
  for (const [index, size] of sizes.entries()) header.writeUInt32BE(size, 4 + 4 * index);
  return Buffer.concat([header, Buffer.from(elements)]);
}

const IMAGES = idx(8, [3, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255]);
const LABELS = idx(8, [3], [7, 2, 7]);

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

function bigEndian(
  bytes: number,
  values: readonly number[],
  write: (view: DataView, at: number, value: number) => void,
) {
  const view = new DataView(new ArrayBuffer(bytes * values.length));
  for (const [index, value] of values.entries()) write(view, index * bytes, value);
  return new Uint8Array(view.buffer);
}

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

const NAN = idx(
  0x0d,
  [3, 1],
  bigEndian(4, [1, Number.NaN, 2], (view, at, value) => view.setFloat32(at, value)),
);
const LARGE = idx(
  0x0e,
  [3, 1],
  bigEndian(8, [1, 2, 1e39], (view, at, value) => view.setFloat64(at, value)),
);
const magic = (bytes: number[]) => Buffer.from(bytes);

const BROKEN: readonly {
  what: string;
  files: readonly Uint8Array[];
  options?: object;
  pointer?: string;
  detail: RegExp;
}[] = [
  { what: 'images without labels', files: [IMAGES], detail: /"0": only images came; IDX takes the file of labels too/ },
  { what: 'labels without images', files: [LABELS], detail: /"0": only labels came; IDX takes the file of images too/ },
  {
    what: 'two files of images',
    files: [IMAGES, IMAGES],
    detail: /"1": byte 3: expected labels \(1 dimension\) after "0", found 3/,
  },
  {
    what: 'two files of labels',
    files: [LABELS, LABELS],
    detail: /"1": byte 3: expected images \(2 dimensions or more\) after "0", found 1/,
  },
  { what: 'three files', files: [IMAGES, LABELS, LABELS], detail: /"2": IDX takes two files/ },
  {
    what: 'fewer labels than images',
    files: [IMAGES, idx(8, [2], [1, 2])],
    detail: /"1": byte 4: 2 rows, but "0" has 3/,
  },
  {
    what: 'more images than labels',
    files: [idx(8, [2], [1, 2]), IMAGES],
    detail: /"1": byte 4: 3 rows, but "0" has 2/,
  },
  {
    what: 'images cut off',
    files: [IMAGES.subarray(0, 20), LABELS],
    detail: /"0": byte 20: the file ends; its header tells of 28 bytes/,
  },
  {
    what: 'labels cut off',
    files: [IMAGES, LABELS.subarray(0, 10)],
    detail: /"1": byte 10: the file ends; its header tells of 11 bytes/,
  },
  {
    what: 'images that go on',
    files: [Buffer.concat([IMAGES, Buffer.alloc(3)]), LABELS],
    detail: /"0": byte 28: the file should end here/,
  },
  {
    what: 'labels that go on',
    files: [IMAGES, Buffer.concat([LABELS, Buffer.alloc(1)])],
    detail: /"1": byte 11: the file should end here/,
  },
  {
    what: 'a header cut off',
    files: [IMAGES.subarray(0, 9), LABELS],
    detail: /"0": byte 9: the file ends within its header of 16 bytes/,
  },
  { what: 'a dimension of 0', files: [idx(8, [3, 0, 2], []), LABELS], detail: /"0": byte 8: dimension 2 has size 0/ },
  { what: 'no rows', files: [idx(8, [0, 2], []), LABELS], detail: /"0": byte 4: dimension 1 has size 0/ },
  {
    what: 'nine dimensions',
    files: [idx(8, [1, 1, 1, 1, 1, 1, 1, 1, 1], [1]), LABELS],
    detail: /"0": byte 3: 9 dimensions; 8 are the most/,
  },
  {
    what: 'a row of 64 MB',
    files: [idx(8, [1, 8192, 8192], []), LABELS],
    detail: /"0": one row of 8192 x 8192 takes 67108864 bytes; 16777216 are the most/,
  },
  {
    what: 'sizes that overflow',
    files: [idx(8, [1, 2 ** 31, 2 ** 31, 2 ** 31], []), LABELS],
    detail: /takes 9.903520314283042e\+27 bytes/,
  },
  {
    what: 'four billion rows',
    files: [idx(8, [2 ** 32 - 1, 1], []), LABELS],
    detail: /"0": byte 4: 4294967295 rows; 2147483647 are the most/,
  },
  {
    what: 'a billion rows that are not there',
    files: [idx(8, [1_000_000_000, 28, 28], []), LABELS],
    detail: /"0": byte 16: the file ends; its header tells of 784000000016 bytes/,
  },
  {
    what: 'an unknown type',
    files: [magic([0, 0, 0x0a, 1, 0, 0, 0, 1, 5])],
    detail: /the content is bytes that begin with 00000a01/,
  },
  {
    what: 'an unknown type, called IDX',
    files: [magic([0, 0, 0x0a, 1, 0, 0, 0, 1, 5])],
    options: { format: 'idx' },
    detail: /byte 0: expected IDX's magic number .* found 00000a01/,
  },
  {
    what: 'no dimension',
    files: [magic([0, 0, 8, 0, 1])],
    options: { format: 'idx' },
    detail: /byte 0: expected IDX's magic number .* found 00000800/,
  },
  {
    what: 'an empty file, called IDX',
    files: [magic([])],
    options: { format: 'idx' },
    detail: /byte 0: expected IDX's magic number .* found nothing/,
  },
  {
    what: 'a table, called IDX',
    files: [Buffer.from('a,b\n1,2\n')],
    options: { format: 'idx' },
    detail: /byte 0: expected IDX's magic number .* found 612c620a/,
  },
  {
    what: 'a table after the images',
    files: [IMAGES, Buffer.from('a,b\n1,2\n')],
    detail: /"1": byte 0: expected IDX's magic number/,
  },
  {
    what: 'NaN in an image',
    files: [NAN, LABELS],
    detail: /"0": byte 16: expected a finite number that a 32-bit float holds, found NaN/,
  },
  {
    what: 'a double over the range',
    files: [LARGE, LABELS],
    detail: /"0": byte 28: expected a finite number .* found 1e\+39/,
  },
  {
    what: 'one label for all',
    files: [IMAGES, idx(8, [3], [4, 4, 4])],
    detail: /"1": all rows have the same class, "4"/,
  },
  {
    what: 'gzip cut off',
    files: [gzipSync(IMAGES).subarray(0, 30), LABELS],
    detail: /"0": not whole gzip data: unexpected end of file/,
  },
  {
    what: 'features',
    files: [IMAGES, LABELS],
    options: { features: ['a'] },
    pointer: '/options/features',
    detail: /means nothing for IDX files/,
  },
  {
    what: 'a weight',
    files: [IMAGES, LABELS],
    options: { sample_weight: 'w' },
    pointer: '/options/sample_weight',
    detail: /means nothing for IDX files/,
  },
  {
    what: 'a target that is no file',
    files: [IMAGES, LABELS],
    options: { target: 'labels' },
    pointer: '/options/target',
    detail: /the file of labels is "1"/,
  },
];

for (const { what, files, options = {}, pointer = '/file', detail } of BROKEN) {
  test(`${what}: refused, with the byte and what was found`, async () => {
    const fault = await faultOf(
      readFiles(
        options,
        files.map((file, index) => [String(index), file]),
      ),
    );
    assert.deepEqual([fault.status, fault.pointer], [422, pointer]);
    assert.match(fault.detail, detail);
  });
}
