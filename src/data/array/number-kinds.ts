import type { DType } from '../dataset-spec.js';
import { float16At } from './float16.js';

/** Numbers as they are stored. */
export type StoredNumbers = Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

/** A kind of numbers in files: boolean, unsigned, signed or floating, and the bytes of each. */
export interface NumberKind {
  readonly bytes: 1 | 2 | 4 | 8;
  /** What they are stored as. */
  readonly dtype: DType;
  /** What a number must be, for a sentence. */
  readonly expected: string;
  /** @param bytes little-endian, in memory that is aligned to the kind's size. */
  readonly store: (bytes: Uint8Array<ArrayBuffer>) => StoredNumbers;
  /** Index of the first number that cannot be stored; -1 where there is none. */
  readonly misfit: (stored: StoredNumbers, bytes: Uint8Array<ArrayBuffer>) => number;
  /** One number as it stands in the file, for a sentence. */
  readonly show: (view: DataView, littleEndian: boolean) => number | bigint;
}

const INTEGER = { dtype: 'int32', expected: 'an integer that 32 bits hold' } as const;
const FLOAT = {
  dtype: 'float32',
  expected: 'a finite number that a 32-bit float holds',
  misfit: firstInfinite,
} as const;
const fits = () => -1;

export const NUMBER_KINDS = {
  b1: {
    bytes: 1,
    dtype: 'uint8',
    expected: '0 or 1',
    store: (bytes) => bytes,
    misfit: (stored) => stored.findIndex((value) => value > 1),
    show: (view) => view.getUint8(0),
  },
  u1: {
    bytes: 1,
    dtype: 'uint8',
    expected: 'a byte',
    store: (bytes) => bytes,
    misfit: fits,
    show: (view) => view.getUint8(0),
  },
  i1: {
    ...INTEGER,
    bytes: 1,
    store: ({ buffer, byteOffset, length }) => new Int32Array(new Int8Array(buffer, byteOffset, length)),
    misfit: fits,
    show: (view) => view.getInt8(0),
  },
  i2: {
    ...INTEGER,
    bytes: 2,
    store: ({ buffer, byteOffset, length }) => new Int32Array(new Int16Array(buffer, byteOffset, length / 2)),
    misfit: fits,
    show: (view, littleEndian) => view.getInt16(0, littleEndian),
  },
  u2: {
    ...INTEGER,
    bytes: 2,
    store: ({ buffer, byteOffset, length }) => new Int32Array(new Uint16Array(buffer, byteOffset, length / 2)),
    misfit: fits,
    show: (view, littleEndian) => view.getUint16(0, littleEndian),
  },
  i4: {
    ...INTEGER,
    bytes: 4,
    store: ({ buffer, byteOffset, length }) => new Int32Array(buffer, byteOffset, length / 4),
    misfit: fits,
    show: (view, littleEndian) => view.getInt32(0, littleEndian),
  },
  u4: {
    ...INTEGER,
    bytes: 4,
    store: ({ buffer, byteOffset, length }) => new Int32Array(buffer, byteOffset, length / 4),
    misfit: (stored) => stored.findIndex((value) => value < 0),
    show: (view, littleEndian) => view.getUint32(0, littleEndian),
  },
  i8: {
    ...INTEGER,
    bytes: 8,
    store: lowHalves,
    misfit: (stored, bytes) => firstOtherHigh(stored, bytes, (low) => low >> 31),
    show: (view, littleEndian) => view.getBigInt64(0, littleEndian),
  },
  u8: {
    ...INTEGER,
    bytes: 8,
    store: lowHalves,
    misfit: (stored, bytes) => firstOtherHigh(stored, bytes, (low) => (low < 0 ? 1 : 0)),
    show: (view, littleEndian) => view.getBigUint64(0, littleEndian),
  },
  f2: {
    ...FLOAT,
    bytes: 2,
    store: ({ buffer, byteOffset, length }) =>
      Float32Array.from(new Uint16Array(buffer, byteOffset, length / 2), float16At),
    show: (view, littleEndian) => float16At(view.getUint16(0, littleEndian)),
  },
  f4: {
    ...FLOAT,
    bytes: 4,
    store: ({ buffer, byteOffset, length }) => new Float32Array(buffer, byteOffset, length / 4),
    show: (view, littleEndian) => view.getFloat32(0, littleEndian),
  },
  f8: {
    ...FLOAT,
    bytes: 8,
    store: ({ buffer, byteOffset, length }) => new Float32Array(new Float64Array(buffer, byteOffset, length / 8)),
    show: (view, littleEndian) => view.getFloat64(0, littleEndian),
  },
} as const satisfies Record<string, NumberKind>;
export type NumberKindName = keyof typeof NUMBER_KINDS;

function lowHalves({ buffer, byteOffset, length }: Uint8Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const halves = new Int32Array(buffer, byteOffset, length / 4);
  const low = new Int32Array(halves.length / 2);
  for (let index = 0; index < low.length; index++) low[index] = halves[2 * index] ?? 0;
  return low;
}

/** The first whose upper half is not what its lower half, as a 32-bit integer, asks for. */
function firstOtherHigh(
  stored: StoredNumbers,
  { buffer, byteOffset, length }: Uint8Array<ArrayBuffer>,
  highOf: (low: number) => number,
): number {
  const halves = new Int32Array(buffer, byteOffset, length / 4);
  for (let index = 0; index < stored.length; index++) {
    const low = halves[2 * index] ?? 0;
    const high = highOf(low);
    if (halves[2 * index + 1] !== high) return index;
  }
  return -1;
}

function firstInfinite(stored: StoredNumbers): number {
  const bits = new Int32Array(stored.buffer, stored.byteOffset, stored.length);
  // Few pieces have one, which is found out several at a time: a loop takes longer than what is done in it.
  let odd = 0;
  for (let at = 0; at < bits.length; at += 4) {
    odd |= signIfOdd(bits[at]) | signIfOdd(bits[at + 1]) | signIfOdd(bits[at + 2]) | signIfOdd(bits[at + 3]);
  }
  return odd < 0 ? stored.findIndex((value) => !Number.isFinite(value)) : -1;
}

/** Negative where these are the bits of a float that is infinite or NaN: one whose exponent is all ones. */
function signIfOdd(bits = 0): number {
  return ((bits & 0x7f800000) + 0x00800000) | 0;
}
