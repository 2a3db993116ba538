import { BYTES_PER_ELEMENT, type DType } from './dataset-spec.js';
import { fileError } from './faults.js';
import type { FileContent } from './file-content.js';
import { fitsFloat32 } from './float32.js';
import { MAX_ROWS } from './tensor-writer.js';

/** Largest row that is taken: an image of 4 million floats. */
const MOST_ROW_BYTES = 16 * 2 ** 20;
const MOST_DIMENSIONS = 8;
const MAGIC_BYTES = 4;
const SIZE_BYTES = 4;

/** An element type of IDX, what it is stored as here, and how to read one, big-endian. */
interface IdxType {
  readonly name: string;
  readonly bytes: number;
  readonly dtype: DType;
  readonly read: (view: DataView, offset: number) => number;
}

const IDX_TYPES: ReadonlyMap<number, IdxType> = new Map([
  [0x08, { name: 'unsigned byte', bytes: 1, dtype: 'uint8', read: (view, at) => view.getUint8(at) }],
  [0x09, { name: 'signed byte', bytes: 1, dtype: 'int32', read: (view, at) => view.getInt8(at) }],
  [0x0b, { name: 'short', bytes: 2, dtype: 'int32', read: (view, at) => view.getInt16(at) }],
  [0x0c, { name: 'int', bytes: 4, dtype: 'int32', read: (view, at) => view.getInt32(at) }],
  [0x0d, { name: 'float', bytes: 4, dtype: 'float32', read: (view, at) => view.getFloat32(at) }],
  [0x0e, { name: 'double', bytes: 8, dtype: 'float32', read: (view, at) => view.getFloat64(at) }],
]);

/** The header of an IDX file and where its elements begin. */
export interface IdxHeader {
  readonly type: IdxType;
  readonly rows: number;
  /** Of one row; empty for a file of labels. */
  readonly shape: number[];
  readonly bytes: number;
}

/** Whether content begins as IDX does: two zero bytes, a type that is known, and at least one dimension. */
export function looksLikeIdx(head: Buffer): boolean {
  return head.length >= MAGIC_BYTES && head.readUInt16BE(0) === 0 && IDX_TYPES.has(head[2] ?? 0) && head[3] !== 0;
}

/** @throws {InvalidError} when the header is not whole, or says what cannot be. */
export function readIdxHeader(file: FileContent): IdxHeader {
  const { head } = file;
  if (!looksLikeIdx(head)) {
    const found = head.length === 0 ? 'nothing' : head.subarray(0, MAGIC_BYTES).toString('hex');
    throw fileError(file.name, `byte 0: expected IDX's magic number (0000, type, dimensions), found ${found}`);
  }
  const type = IDX_TYPES.get(head[2] ?? 0);
  const dimensions = head[3] ?? 0;
  if (type === undefined) throw new Error('looksLikeIdx knows the type');
  if (dimensions > MOST_DIMENSIONS) {
    throw fileError(file.name, `byte 3: ${dimensions} dimensions; ${MOST_DIMENSIONS} are the most`);
  }
  const bytes = MAGIC_BYTES + dimensions * SIZE_BYTES;
  if (head.length < bytes)
    throw fileError(file.name, `byte ${head.length}: the file ends within its header of ${bytes} bytes`);
  const sizes = Array.from({ length: dimensions }, (_, index) => head.readUInt32BE(MAGIC_BYTES + index * SIZE_BYTES));
  const zero = sizes.indexOf(0);
  if (zero >= 0)
    throw fileError(file.name, `byte ${MAGIC_BYTES + zero * SIZE_BYTES}: dimension ${zero + 1} has size 0`);
  const [rows = 0, ...shape] = sizes;
  if (rows > MAX_ROWS) throw fileError(file.name, `byte ${MAGIC_BYTES}: ${rows} rows; ${MAX_ROWS} are the most`);
  const rowBytes = shape.reduce((product, size) => product * size, BYTES_PER_ELEMENT[type.dtype]);
  if (rowBytes > MOST_ROW_BYTES) {
    throw fileError(
      file.name,
      `one row of ${shape.join(' x ')} takes ${rowBytes} bytes; ${MOST_ROW_BYTES} are the most`,
    );
  }
  return { type, rows, shape, bytes };
}

/** The file's elements after the header, in pieces of whole elements. @throws {InvalidError} when there are too few or too many. */
export async function* idxElements(file: FileContent, header: IdxHeader): AsyncGenerator<IdxPiece> {
  const expected =
    header.bytes + header.shape.reduce((product, size) => product * size, header.rows) * header.type.bytes;
  let rest: Buffer = Buffer.alloc(0);
  let position = 0;
  for await (const bytes of file.bytes) {
    const fresh = bytes.subarray(Math.min(bytes.length, Math.max(0, header.bytes - position)));
    position += bytes.length;
    if (position > expected) {
      throw fileError(file.name, `byte ${expected}: the file should end here, as its header says, but goes on`);
    }
    const joined = rest.length === 0 ? fresh : Buffer.concat([rest, fresh]);
    const whole = joined.length - (joined.length % header.type.bytes);
    rest = joined.subarray(whole);
    if (whole > 0) yield { bytes: joined.subarray(0, whole), offset: position - joined.length };
  }
  if (position < expected) {
    throw fileError(file.name, `byte ${position}: the file ends; its header tells of ${expected} bytes`);
  }
}

/** Whole elements, and the byte of the file where they begin. */
export interface IdxPiece {
  readonly bytes: Buffer;
  readonly offset: number;
}

/** The elements of a piece as the numbers that they are. @throws {InvalidError} at one that no finite 32-bit float holds. */
export function* idxNumbers(file: FileContent, type: IdxType, piece: IdxPiece): Generator<number> {
  const view = new DataView(piece.bytes.buffer, piece.bytes.byteOffset, piece.bytes.length);
  for (let at = 0; at < view.byteLength; at += type.bytes) {
    const value = type.read(view, at);
    if (!fitsFloat32(value)) {
      throw fileError(
        file.name,
        `byte ${piece.offset + at}: expected a finite number that a 32-bit float holds, found ${value}`,
      );
    }
    yield value;
  }
}

/** The elements of a piece as they are stored: unsigned bytes as they are, others as 4-byte little-endian numbers. */
export function idxStoredBytes(file: FileContent, type: IdxType, piece: IdxPiece): Uint8Array {
  if (type.dtype === 'uint8') return piece.bytes;
  const Stored = type.dtype === 'int32' ? Int32Array : Float32Array;
  const values = new Stored(piece.bytes.length / type.bytes);
  let at = 0;
  for (const value of idxNumbers(file, type, piece)) values[at++] = value;
  return new Uint8Array(values.buffer);
}
