import { fitsFloat32 } from '../../data/float32.js';

/** How the elements of a tensor are written: https://github.com/kserve/open-inference-protocol */
export const DATATYPES = [
  'BOOL',
  'UINT8',
  'UINT16',
  'UINT32',
  'UINT64',
  'INT8',
  'INT16',
  'INT32',
  'INT64',
  'FP16',
  'FP32',
  'FP64',
  'BYTES',
] as const;
export type Datatype = (typeof DATATYPES)[number];
export type NumberDatatype = Exclude<Datatype, 'BYTES'>;

interface NumberReading {
  /** Bytes of an element of binary data, which is little-endian. */
  readonly bytes: number;
  readonly read: (view: DataView, at: number) => number;
  /** The number that an element of JSON stands for; undefined where it is none of this type. */
  readonly fromJson: (value: unknown) => number | undefined;
}

const NUMBER_READINGS: Readonly<Record<NumberDatatype, NumberReading>> = {
  BOOL: { bytes: 1, read: (view, at) => view.getUint8(at), fromJson: booleanIn },
  UINT8: { bytes: 1, read: (view, at) => view.getUint8(at), fromJson: integerIn(0, 2 ** 8 - 1) },
  UINT16: { bytes: 2, read: (view, at) => view.getUint16(at, true), fromJson: integerIn(0, 2 ** 16 - 1) },
  UINT32: { bytes: 4, read: (view, at) => view.getUint32(at, true), fromJson: integerIn(0, 2 ** 32 - 1) },
  UINT64: { bytes: 8, read: (view, at) => Number(view.getBigUint64(at, true)), fromJson: integerIn(0, 2 ** 64) },
  INT8: { bytes: 1, read: (view, at) => view.getInt8(at), fromJson: integerIn(-(2 ** 7), 2 ** 7 - 1) },
  INT16: { bytes: 2, read: (view, at) => view.getInt16(at, true), fromJson: integerIn(-(2 ** 15), 2 ** 15 - 1) },
  INT32: { bytes: 4, read: (view, at) => view.getInt32(at, true), fromJson: integerIn(-(2 ** 31), 2 ** 31 - 1) },
  INT64: { bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)), fromJson: integerIn(-(2 ** 63), 2 ** 63) },
  FP16: { bytes: 2, read: (view, at) => halfFloat(view.getUint16(at, true)), fromJson: numberIn },
  FP32: { bytes: 4, read: (view, at) => view.getFloat32(at, true), fromJson: numberIn },
  FP64: { bytes: 8, read: (view, at) => view.getFloat64(at, true), fromJson: numberIn },
};

export function numberReading(datatype: NumberDatatype): NumberReading {
  return NUMBER_READINGS[datatype];
}

function booleanIn(value: unknown): number | undefined {
  return typeof value === 'boolean' ? Number(value) : undefined;
}

function integerIn(least: number, most: number): NumberReading['fromJson'] {
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : undefined;
}

function numberIn(value: unknown): number | undefined {
  return typeof value === 'number' && fitsFloat32(value) ? value : undefined;
}

const FRACTION_BITS = 10;
const EXPONENT_BIAS = 15;

/** The number of IEEE 754's 16 bits. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> FRACTION_BITS) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** (1 - EXPONENT_BIAS - FRACTION_BITS);
  return sign * (1 + fraction / 2 ** FRACTION_BITS) * 2 ** (exponent - EXPONENT_BIAS);
}
