import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NUMBER_KINDS, type NumberKindName } from '../../../src/data/array/number-kinds.js';
import { ServiceError } from '../../../src/errors.js';
import { runs } from '../../support/properties/settings.js';
import { floats, ints, readFiles } from '../ingest-files.js';
import { idx } from './idx-bytes.js';
import { npy } from './npy-bytes.js';

/** How numbers of a kind are written, and some that it holds. */
const KINDS = {
  b1: { values: fc.nat(1), write: (view, at, value) => view.setUint8(at, value) },
  u1: { values: fc.nat(255), write: (view, at, value) => view.setUint8(at, value) },
  i1: { values: fc.integer({ min: -128, max: 127 }), write: (view, at, value) => view.setInt8(at, value) },
  i2: {
    values: fc.integer({ min: -32_768, max: 32_767 }),
    write: (view, at, value, little) => view.setInt16(at, value, little),
  },
  u2: { values: fc.nat(65_535), write: (view, at, value, little) => view.setUint16(at, value, little) },
  i4: { values: fc.integer(), write: (view, at, value, little) => view.setInt32(at, value, little) },
  u4: { values: fc.nat(), write: (view, at, value, little) => view.setUint32(at, value, little) },
  i8: { values: fc.integer(), write: (view, at, value, little) => view.setBigInt64(at, BigInt(value), little) },
  u8: { values: fc.nat(), write: (view, at, value, little) => view.setBigUint64(at, BigInt(value), little) },
  // A power of two, and its bits: sign, exponent with a bias of 15, no fraction.
  f2: {
    values: fc.integer({ min: -14, max: 15 }).map((power) => 2 ** power),
    write: (view, at, value, little) => view.setUint16(at, (Math.log2(value) + 15) << 10, little),
  },
  f4: {
    values: fc.float({ noNaN: true, noDefaultInfinity: true }),
    write: (view, at, value, little) => view.setFloat32(at, value, little),
  },
  f8: {
    values: fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value / 3),
    write: (view, at, value, little) => view.setFloat64(at, value, little),
  },
} as const satisfies Record<NumberKindName, Kind>;

interface Kind {
  readonly values: fc.Arbitrary<number>;
  readonly write: (view: DataView, at: number, value: number, little: boolean) => void;
}

const NAMES = ['b1', 'u1', 'i1', 'i2', 'u2', 'i4', 'u4', 'i8', 'u8', 'f2', 'f4', 'f8'] as const;
const IDX_TYPES = { u1: 0x08, i1: 0x09, i2: 0x0b, i4: 0x0c, f4: 0x0d, f8: 0x0e } as const;

interface Made {
  readonly name: NumberKindName;
  readonly shape: readonly number[];
  /** In the order of rows. */
  readonly values: readonly number[];
}

const arrays = <Name extends NumberKindName>(names: readonly Name[]) =>
  fc
    .record({
      name: fc.constantFrom(...names),
      rows: fc.integer({ min: 2, max: 5 }),
      row: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
    })
    .chain(({ name, rows, row }) => {
      const shape = [rows, ...row];
      const length = shape.reduce((product, size) => product * size, 1);
      const values = fc.array(KINDS[name].values, { minLength: length, maxLength: length });
      return fc.record({ name: fc.constant(name), shape: fc.constant(shape), values });
    });

function bytesOf({ name, values }: Made, little: boolean): Uint8Array<ArrayBuffer> {
  const { bytes } = NUMBER_KINDS[name];
  const kind: Kind = KINDS[name];
  const view = new DataView(new ArrayBuffer(bytes * values.length));
  values.forEach((value, index) => void kind.write(view, index * bytes, value, little));
  return new Uint8Array(view.buffer);
}

/** The same numbers with the first dimension running fastest. */
function inColumns({ name, shape, values }: Made): Made {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const turned = values.map((_, position) => {
    let [rest, at] = [position, 0];
    shape.forEach((size, axis) => {
      at += (rest % size) * (strides[axis] ?? 1);
      rest = Math.floor(rest / size);
    });
    return values[at] ?? 0;
  });
  return { name, shape, values: turned };
}

/** What was stored of the inputs, as numbers. */
async function stored(files: readonly (readonly [string, Uint8Array])[], pieceBytes: number) {
  const { spec, tensors } = await readFiles({}, files, { pieceBytes });
  const [input] = spec.inputs;
  const bytes = tensors[0] ?? Buffer.alloc(0);
  const numbers = input?.dtype === 'uint8' ? [...bytes] : input?.dtype === 'int32' ? ints(bytes) : floats(bytes);
  return { shape: [spec.rows, ...(input?.shape ?? [])], numbers };
}

const expected = ({ name, shape, values }: Made) => ({
  shape: [...shape],
  numbers: NUMBER_KINDS[name].dtype === 'float32' ? values.map(Math.fround) : [...values],
});

const headers = fc.record({
  little: fc.boolean(),
  fortran: fc.boolean(),
  version: fc.constantFrom(1 as const, 2 as const, 3 as const),
});
const pieces = fc.integer({ min: 1, max: 90 });

function npyFile(
  array: Made,
  { little, fortran, version }: { little: boolean; fortran: boolean; version: 1 | 2 | 3 },
): Buffer {
  const order = NUMBER_KINDS[array.name].bytes === 1 ? '|' : little ? '<' : '>';
  return npy(order + array.name, array.shape, bytesOf(fortran ? inColumns(array) : array, little), {
    version,
    fortran,
  });
}

/** A target for each row. */
const labels = ({ shape: [rows = 0] }: Made) => Array.from({ length: rows }, (_, row) => row % 2);
const npyLabels = (array: Made) => npy('|u1', [labels(array).length], labels(array));
const idxFile = (array: Made & { name: keyof typeof IDX_TYPES }) =>
  idx(IDX_TYPES[array.name], array.shape, bytesOf(array, false));
const idxLabels = (array: Made) => idx(8, [labels(array).length], labels(array));

test('NPY arrays of every kind, shape, order and version are stored as the numbers that they hold', async () => {
  const again = fc.asyncProperty(arrays(NAMES), headers, pieces, async (array, header, pieceBytes) => {
    const files = [
      ['x.npy', npyFile(array, header)],
      ['y.npy', npyLabels(array)],
    ] as const;
    assert.deepEqual(await stored(files, pieceBytes), expected(array));
  });
  await fc.assert(again, runs(400));
});

const idxArrays = arrays(['u1', 'i1', 'i2', 'i4', 'f4', 'f8'] as const);

test('IDX arrays of every kind and shape are stored as the numbers that they hold', async () => {
  const again = fc.asyncProperty(idxArrays, pieces, async (array, pieceBytes) => {
    const files = [
      ['images', idxFile(array)],
      ['labels', idxLabels(array)],
    ] as const;
    assert.deepEqual(await stored(files, pieceBytes), expected(array));
  });
  await fc.assert(again, runs(400));
});

/** Whether the file is refused as a client is told; whatever else is thrown is a fault. */
async function isRefused(files: readonly (readonly [string, Uint8Array])[]): Promise<boolean> {
  try {
    await stored(files, 64);
    return false;
  } catch (error) {
    if (error instanceof ServiceError) return true;
    throw error;
  }
}

test('an array that is cut off anywhere, or has a byte too many, is refused', async () => {
  const cut = fc.asyncProperty(arrays(NAMES), headers, idxArrays, fc.nat(), async (array, header, other, draw) => {
    for (const [name, whole, targets] of [
      ['x.npy', npyFile(array, header), npyLabels(array)],
      ['images', idxFile(other), idxLabels(other)],
    ] as const) {
      const at = draw % whole.length;
      assert.ok(
        await isRefused([
          [name, whole.subarray(0, at)],
          ['y.npy', targets],
        ]),
        `cut at ${at} of ${whole.length}`,
      );
      assert.ok(
        await isRefused([
          [name, Buffer.concat([whole, Buffer.of(0)])],
          ['y.npy', targets],
        ]),
      );
    }
  });
  await fc.assert(cut, runs(150));
});
