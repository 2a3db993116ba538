import { fitsFloat32 } from '../../data/float32.js';
import { jsonError } from '../../data/json-rows.js';
import { sizeOf } from '../../engine/plan/network-plan.js';
import { toPointer } from '../../errors.js';
import { type NumberDatatype, numberReading } from './datatypes.js';
import type { PostedInput } from './infer-schemas.js';

/** A posted tensor: its elements one after another. */
export type Tensor = {
  readonly name: string;
  readonly shape: readonly number[];
  /** Where it stands in the body. */
  readonly pointer: string;
} & (
  | { readonly kind: 'numbers' /** NaN for what is missing. */; readonly values: Float32Array<ArrayBuffer> }
  | { readonly kind: 'texts'; readonly values: readonly string[] }
  | { readonly kind: 'bytes'; readonly values: readonly Uint8Array<ArrayBuffer>[] }
);

/** Bytes before a text in binary data: its length. */
const LENGTH_BYTES = 4;
/** The byte of true; that of false is 0. */
const BOOL_MOST = 1;

/**
 * The tensors of a request: of JSON, or of the binary data after it, where they stand in their order.
 * @throws {InvalidError} that points at the element that is wrong.
 */
export function readTensors(inputs: readonly PostedInput[], binary: Uint8Array): Tensor[] {
  let at = 0;
  const tensors = inputs.map((input, index): Tensor => {
    const pointer = `/inputs/${index}`;
    const size = binarySize(input, pointer);
    if (size === undefined) return fromJson(input, pointer);
    if (at + size > binary.length) {
      throw jsonError(
        `${pointer}/parameters/binary_data_size`,
        `is more than the ${binary.length - at} bytes that are left`,
        size,
      );
    }
    at += size;
    return fromBinary(input, binary.subarray(at - size, at), pointer);
  });
  if (at < binary.length) throw jsonError('', `${binary.length - at} bytes of binary data belong to no input`);
  return tensors;
}

function binarySize({ parameters = {}, data }: PostedInput, pointer: string): number | undefined {
  if (Object.hasOwn(parameters, 'shared_memory_region')) {
    throw jsonError(`${pointer}/parameters/shared_memory_region`, 'shared memory is not offered here');
  }
  const size = parameters.binary_data_size;
  if (size === undefined) return undefined;
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 0) {
    throw jsonError(`${pointer}/parameters/binary_data_size`, 'must be a number of bytes', size);
  }
  if (data !== undefined) throw jsonError(`${pointer}/data`, 'cannot be given beside binary_data_size');
  return size;
}

function fromJson({ name, shape, datatype, data }: PostedInput, pointer: string): Tensor {
  const place = `${pointer}/data`;
  if (!Array.isArray(data)) throw jsonError(place, 'must be an array, where there is no binary_data_size', data);
  const count = sizeOf(shape);
  if (datatype === 'BYTES') {
    const values: string[] = [];
    walk(data, (value, path) => {
      if (typeof value !== 'string') throw jsonError(place + toPointer(path), 'must be text', value);
      values.push(value);
    });
    checkCount(values.length, count, place);
    return { name, shape, pointer, kind: 'texts', values };
  }
  const { fromJson: read } = numberReading(datatype);
  // The elements make the room, not the shape, which may say anything.
  const values: number[] = [];
  walk(data, (value, path) => {
    const number = read(value);
    if (number === undefined) throw jsonError(place + toPointer(path), `must be a finite ${datatype}`, value);
    values.push(number);
  });
  checkCount(values.length, count, place);
  return { name, shape, pointer, kind: 'numbers', values: Float32Array.from(values) };
}

/** Calls `take` with each element of nested arrays, in their order. */
function walk(data: readonly unknown[], take: (value: unknown, path: readonly number[]) => void): void {
  const path: number[] = [];
  const into = (part: readonly unknown[]) => {
    for (const [index, value] of part.entries()) {
      path.push(index);
      if (Array.isArray(value)) into(value);
      else take(value, path);
      path.pop();
    }
  };
  into(data);
}

function fromBinary({ name, shape, datatype }: PostedInput, bytes: Uint8Array, pointer: string): Tensor {
  const count = sizeOf(shape);
  if (datatype === 'BYTES') {
    const values = elementsIn(bytes, pointer);
    checkCount(values.length, count, pointer);
    return { name, shape, pointer, kind: 'bytes', values };
  }
  const each = numberReading(datatype).bytes;
  if (bytes.length !== count * each) {
    const detail = `is ${bytes.length} bytes; the shape ${JSON.stringify(shape)} of ${datatype} needs ${count * each}`;
    throw jsonError(`${pointer}/parameters/binary_data_size`, detail);
  }
  return { name, shape, pointer, kind: 'numbers', values: numbersIn(bytes, datatype, count, pointer) };
}

function numbersIn(
  bytes: Uint8Array,
  datatype: NumberDatatype,
  count: number,
  pointer: string,
): Float32Array<ArrayBuffer> {
  const { read, bytes: each } = numberReading(datatype);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(count);
  for (let index = 0; index < count; index++) {
    const value = read(view, index * each);
    const isNumber = fitsFloat32(value) || Number.isNaN(value);
    if (!isNumber || (datatype === 'BOOL' && value > BOOL_MOST)) {
      throw jsonError(pointer, `its element ${index} must be a ${datatype} that a 32-bit float can hold`, value);
    }
    values[index] = value;
  }
  return values;
}

/** The elements of a tensor of bytes: each has its length before it. */
function elementsIn(bytes: Uint8Array, pointer: string): Uint8Array<ArrayBuffer>[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at < bytes.length; ) {
    const start = at + LENGTH_BYTES;
    const end = start <= bytes.length ? start + view.getUint32(at, true) : start;
    if (end > bytes.length) throw jsonError(pointer, `its element ${values.length} is longer than its binary data`);
    values.push(Uint8Array.from(bytes.subarray(start, end)));
    at = end;
  }
  return values;
}

/** A tensor of bytes as the texts that they are. @throws {InvalidError} */
export function withTexts(tensor: Tensor): Tensor {
  if (tensor.kind !== 'bytes') return tensor;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const values = tensor.values.map((bytes, index) => {
    try {
      return decoder.decode(bytes);
    } catch {
      throw jsonError(tensor.pointer, `its element ${index} must be UTF-8 text`);
    }
  });
  return { ...tensor, kind: 'texts', values };
}

function checkCount(found: number, wanted: number, pointer: string): void {
  if (found !== wanted) throw jsonError(pointer, `has ${found} elements; its shape has ${wanted}`);
}
