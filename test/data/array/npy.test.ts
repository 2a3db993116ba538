import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { floats, ints, readFiles, type TestFile } from '../ingest-files.js';
import { INPUTS, npy, TARGETS, wideText } from './npy-bytes.js';

const none = Buffer.alloc(0);
const X: TestFile = ['x.npy', INPUTS];
const Y: TestFile = ['y.npy', TARGETS];

/** The numbers that inputs of these elements are stored as. */
async function storedInputs(descr: string, elements: Readonly<ArrayBufferView<ArrayBuffer>>, pieceBytes = 7) {
  const { byteLength } = elements;
  const size = Number(descr.slice(2)) || 1;
  const read = await readFiles(
    {},
    [
      ['x.npy', npy(descr, [byteLength / size, 1], elements)],
      [
        'y.npy',
        npy(
          '<f4',
          [byteLength / size],
          Float32Array.from({ length: byteLength / size }, (_, row) => row / 2),
        ),
      ],
    ],
    { pieceBytes },
  );
  const [tensor = none] = read.tensors;
  const dtype = read.spec.inputs[0]?.dtype;
  return [dtype, ...(dtype === 'uint8' ? tensor : dtype === 'int32' ? ints(tensor) : floats(tensor))];
}

test('what numpy.save wrote is read to its numbers', async () => {
  // numpy 2.4.6: np.save(file, np.array([[0, 1, 2], [3, 4, 5.5]]))
  const written = Buffer.concat([
    Buffer.from("\x93NUMPY\x01\x00v\x00{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }", 'latin1'),
    Buffer.from(`${' '.repeat(58)}\n`),
    Buffer.from(Float64Array.of(0, 1, 2, 3, 4, 5.5).buffer),
  ]);
  assert.equal(written.length, 176);
  const { spec, tensors } = await readFiles({}, [
    ['x.npy', written],
    ['y.npy', npy('<f4', [2], Float32Array.of(0.5, 2))],
  ]);
  assert.deepEqual(spec, {
    task: 'regression',
    rows: 2,
    inputs: [{ name: 'inputs', dtype: 'float32', shape: [3] }],
    targets: [{ name: 'targets', dtype: 'float32', shape: [] }],
  });
  assert.deepEqual(tensors.map(floats), [
    [0, 1, 2, 3, 4, 5.5],
    [0.5, 2],
  ]);
});

test('bytes stay bytes, integers become 32-bit integers, floats 32-bit floats, of either byte order', async () => {
  const swapped = (bytes: Readonly<ArrayBufferView<ArrayBuffer>>, swap: 'swap16' | 'swap32' | 'swap64') =>
    new Uint8Array(Buffer.from(bytes.buffer.slice(0))[swap]());
  assert.deepEqual(await storedInputs('|b1', Uint8Array.of(1, 0, 1)), ['uint8', 1, 0, 1]);
  assert.deepEqual(await storedInputs('|u1', Uint8Array.of(1, 0, 255)), ['uint8', 1, 0, 255]);
  assert.deepEqual(await storedInputs('|i1', Int8Array.of(1, -128)), ['int32', 1, -128]);
  assert.deepEqual(await storedInputs('<i2', Int16Array.of(1, -300)), ['int32', 1, -300]);
  assert.deepEqual(await storedInputs('>i2', swapped(Int16Array.of(1, -300), 'swap16')), ['int32', 1, -300]);
  assert.deepEqual(await storedInputs('<u2', Uint16Array.of(1, 65535)), ['int32', 1, 65535]);
  assert.deepEqual(await storedInputs('<i4', Int32Array.of(1, -(2 ** 31))), ['int32', 1, -(2 ** 31)]);
  assert.deepEqual(await storedInputs('>i4', swapped(Int32Array.of(1, -7), 'swap32')), ['int32', 1, -7]);
  assert.deepEqual(await storedInputs('<u4', Uint32Array.of(1, 2 ** 31 - 1)), ['int32', 1, 2 ** 31 - 1]);
  const wide = BigInt64Array.of(1n, -1n, -(2n ** 31n), 2n ** 31n - 1n);
  assert.deepEqual(await storedInputs('<i8', wide), ['int32', 1, -1, -(2 ** 31), 2 ** 31 - 1]);
  assert.deepEqual(await storedInputs('>i8', swapped(wide, 'swap64')), ['int32', 1, -1, -(2 ** 31), 2 ** 31 - 1]);
  assert.deepEqual(await storedInputs('<u8', BigUint64Array.of(1n, 2n ** 31n - 1n)), ['int32', 1, 2 ** 31 - 1]);
  // The bits of np.float16: 1, the smallest, the largest, -2, 1/3.
  const halves = Uint16Array.of(0x3c00, 0x0001, 0x7bff, 0xc000, 0x3555);
  const numbers = [1, 2 ** -24, 65504, -2, 0.333251953125];
  assert.deepEqual(await storedInputs('<f2', halves), ['float32', ...numbers]);
  assert.deepEqual(await storedInputs('>f2', swapped(halves, 'swap16')), ['float32', ...numbers]);
  assert.deepEqual(await storedInputs('<f4', Float32Array.of(1.5, -0.25)), ['float32', 1.5, -0.25]);
  assert.deepEqual(await storedInputs('>f4', swapped(Float32Array.of(1.5, -0.25), 'swap32')), ['float32', 1.5, -0.25]);
  assert.deepEqual(await storedInputs('<f8', Float64Array.of(0.1, -3)), ['float32', Math.fround(0.1), -3]);
  assert.deepEqual(await storedInputs('>f8', swapped(Float64Array.of(0.1, -3), 'swap64')), [
    'float32',
    Math.fround(0.1),
    -3,
  ]);
});

test('pieces of any size, gzip and versions 2 and 3 make no difference', async () => {
  const expected = await readFiles({}, [X, Y]);
  for (const pieceBytes of [1, 3, 64, 1000]) {
    assert.equal((await readFiles({}, [X, Y], { pieceBytes })).sha256, expected.sha256);
  }
  assert.equal((await readFiles({}, [['x.npy.gz', gzipSync(INPUTS)], Y])).sha256, expected.sha256);
  for (const version of [2, 3] as const) {
    const inputs = npy('|u1', [3, 2], [0, 1, 2, 3, 4, 255], { version });
    assert.equal((await readFiles({}, [['x.npy', inputs], Y])).sha256, expected.sha256);
  }
  assert.deepEqual(expected.spec.targets, [{ name: 'targets', dtype: 'float32', shape: [] }]);
});

test('the targets are the file that `target` names, or that is called so, or that has one dimension', async () => {
  const table = npy('<f4', [3, 1], Float32Array.of(1, 2, 3));
  const inputsOf = async (options: object, files: readonly TestFile[]) => (await readFiles(options, files)).tensors[0];
  const pixels = Buffer.of(0, 1, 2, 3, 4, 255);
  assert.deepEqual(await inputsOf({}, [Y, X]), pixels);
  assert.deepEqual(await inputsOf({}, [['train_labels.npy', table], X]), pixels);
  assert.deepEqual(
    await inputsOf({ target: 'a.npy' }, [
      ['a.npy', table],
      ['b.npy', INPUTS],
    ]),
    pixels,
  );
  assert.deepEqual(
    await inputsOf({ target: 'a.npy' }, [
      ['b.npy', INPUTS],
      ['a.npy', table],
    ]),
    pixels,
  );
  assert.deepEqual(
    await inputsOf({}, [
      ['a', TARGETS],
      ['b', INPUTS],
    ]),
    pixels,
  );
  assert.deepEqual(
    await inputsOf({}, [
      ['a', INPUTS],
      ['b', TARGETS],
    ]),
    pixels,
  );
});

test('targets are classes by bytes or by text, and vectors where rows have several numbers', async () => {
  const targetsOf = async (descr: string, shape: number[], elements: Readonly<ArrayBufferView<ArrayBuffer>>) => {
    const { spec, tensors } = await readFiles({}, [X, ['y.npy', npy(descr, shape, elements)]]);
    const [target] = spec.targets;
    const [, bytes = none] = tensors;
    return {
      task: spec.task,
      shape: target?.shape,
      classes: target?.classes,
      rows: target?.dtype === 'int32' ? ints(bytes) : floats(bytes),
    };
  };
  const classes = { task: 'classification', shape: [], classes: ['2', '7'], rows: [1, 0, 1] };
  assert.deepEqual(await targetsOf('|u1', [3], Uint8Array.of(7, 2, 7)), classes);
  assert.deepEqual(await targetsOf('|u1', [3, 1], Uint8Array.of(7, 2, 7)), { ...classes, shape: [1] });
  assert.deepEqual(await targetsOf('<U3', [3], wideText(['né', 'cat', 'né'], 3)), {
    ...classes,
    classes: ['cat', 'né'],
  });
  assert.deepEqual(await targetsOf('|S3', [3], Buffer.from('dogcatdog')), { ...classes, classes: ['cat', 'dog'] });
  const hot = { task: 'classification', shape: [2], classes: undefined, rows: [1, 0, 0, 1, 1, 0] };
  assert.deepEqual(await targetsOf('<f8', [3, 2], Float64Array.of(1, 0, 0, 1, 1, 0)), hot);
  const measures = { task: 'regression', shape: [2], classes: undefined, rows: [1, 0, 0, 1, 1, 2] };
  assert.deepEqual(await targetsOf('<i4', [3, 2], Int32Array.of(1, 0, 0, 1, 1, 2)), measures);
});

test('one table gives its column `target`, by number from either end', async () => {
  const table: TestFile = ['table.npy', npy('<f8', [4, 3], Float64Array.of(1, 2, 0, 3, 4, 1, 5, 6, 0, 7, 8, 1))];
  for (const target of [2, -1, '2', '-1']) {
    const { spec, tensors } = await readFiles({ target }, [table], { pieceBytes: 30 });
    assert.deepEqual(spec.inputs, [{ name: 'inputs', dtype: 'float32', shape: [2] }]);
    assert.deepEqual(spec.targets, [{ name: 'targets', dtype: 'int32', shape: [], classes: ['0', '1'] }]);
    assert.deepEqual(
      [floats(tensors[0] ?? none), ints(tensors[1] ?? none)],
      [
        [1, 2, 3, 4, 5, 6, 7, 8],
        [0, 1, 0, 1],
      ],
    );
  }
  const { spec, tensors } = await readFiles({ target: 0, task: 'regression' }, [table]);
  assert.equal(spec.task, 'regression');
  assert.deepEqual(tensors.map(floats), [
    [2, 0, 4, 1, 6, 0, 8, 1],
    [1, 3, 5, 7],
  ]);
});

test('Fortran order, as the values of a DataFrame are saved, is read to the same rows', async () => {
  // np.asfortranarray([[0, 1, 2], [3, 4, 5]]) has 0, 3, 1, 4, 2, 5 in its file.
  const turned = npy('<i8', [2, 3], BigInt64Array.from([0n, 3n, -1n, 4n, 2n, 5n]), { fortran: true });
  const { tensors, spec } = await readFiles({ target: 'y.npy' }, [
    ['x.npy', turned],
    ['y.npy', npy('<f4', [2], Float32Array.of(0.5, 1.5))],
  ]);
  assert.deepEqual([spec.inputs[0]?.shape, ints(tensors[0] ?? none)], [[3], [0, -1, 2, 3, 4, 5]]);
});

test('arrays of more dimensions, bytes and tables in Fortran order too', async () => {
  // np.arange(24).reshape(2, 3, 4), of which the first index goes fastest in the file.
  const value = (row: number, a: number, b: number) => 12 * row + 4 * a + b;
  const elements: number[] = [];
  for (let b = 0; b < 4; b++)
    for (let a = 0; a < 3; a++) for (let row = 0; row < 2; row++) elements.push(value(row, a, b));
  const y: TestFile = ['y.npy', npy('<f4', [2], Float32Array.of(0.5, 1.5))];
  const bytes = await readFiles({}, [['x.npy', npy('|u1', [2, 3, 4], elements, { fortran: true })], y]);
  assert.deepEqual(
    [...(bytes.tensors[0] ?? none)],
    Array.from({ length: 24 }, (_, index) => index),
  );
  const doubles = npy('>f8', [2, 3, 4], bigEndian(elements), { fortran: true });
  const floating = await readFiles({}, [['x.npy', doubles], y], { pieceBytes: 5 });
  assert.deepEqual(
    floats(floating.tensors[0] ?? none),
    Array.from({ length: 24 }, (_, index) => index),
  );
  const table = npy('<f4', [3, 2], Float32Array.of(1, 2, 3, 0.5, 1.5, 2.5), { fortran: true });
  const own = await readFiles({ target: '-1' }, [['t.npy', table]]);
  assert.deepEqual(
    [floats(own.tensors[0] ?? none), floats(own.tensors[1] ?? none)],
    [
      [1, 2, 3],
      [0.5, 1.5, 2.5],
    ],
  );
});

function bigEndian(numbers: readonly number[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(8 * numbers.length));
  for (const [index, number] of numbers.entries()) view.setFloat64(8 * index, number);
  return new Uint8Array(view.buffer);
}
