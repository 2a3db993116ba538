import { float16At } from '../../data/array/float16.js';
import { WrongWeightsError } from '../checkpoint-formats/wrong-weights.js';

/** Weights in a file, by name; their numbers are read one weight at a time. */
export type WeightSource = ReadonlyMap<string, SourceTensor>;

export interface SourceTensor {
  readonly shape: readonly number[];
  read(): Promise<Float32Array>;
}

/** Element types whose numbers a weight may be made of: bytes of one, and how they are read. */
export const NUMBER_TYPES: ReadonlyMap<string, { readonly bytes: number; toFloats(bytes: Buffer): Float32Array }> =
  new Map([
    ['F64', { bytes: 8, toFloats: (bytes) => each(bytes, 8, (at) => bytes.readDoubleLE(at)) }],
    ['F32', { bytes: 4, toFloats: (bytes) => each(bytes, 4, (at) => bytes.readFloatLE(at)) }],
    ['F16', { bytes: 2, toFloats: (bytes) => each(bytes, 2, (at) => float16At(bytes.readUInt16LE(at))) }],
    ['BF16', { bytes: 2, toFloats: brainFloats }],
    ['I32', { bytes: 4, toFloats: (bytes) => each(bytes, 4, (at) => bytes.readInt32LE(at)) }],
    ['I64', { bytes: 8, toFloats: (bytes) => each(bytes, 8, (at) => Number(bytes.readBigInt64LE(at))) }],
  ]);

/** The product of the sizes, checked: a file may say anything. @throws {WrongWeightsError} */
export function countOf(name: string, shape: readonly number[]): number {
  const count = shape.reduce((product, size) => product * size, 1);
  if (Number.isSafeInteger(count)) return count;
  throw new WrongWeightsError(`the weight ${JSON.stringify(name)} says to have the shape [${shape.join(', ')}]`);
}

function each(bytes: Buffer, size: number, read: (at: number) => number): Float32Array {
  const values = new Float32Array(bytes.length / size);
  for (let index = 0; index < values.length; index++) values[index] = read(index * size);
  return values;
}

/** The upper half of a 32-bit float. */
function brainFloats(bytes: Buffer): Float32Array {
  const bits = Uint32Array.from({ length: bytes.length / 2 }, (_, index) => bytes.readUInt16LE(2 * index) * 65_536);
  return new Float32Array(bits.buffer);
}
