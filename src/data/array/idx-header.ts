import { fileError } from '../faults.js';
import type { FileContent } from '../file-content.js';
import { type ArrayHeader, arrayHeader } from './array-header.js';
import type { NumberKindName } from './number-kinds.js';

const MAGIC_BYTES = 4;
const SIZE_BYTES = 4;

/** Element types by the third byte; all are big-endian. */
const IDX_TYPES: ReadonlyMap<number, NumberKindName> = new Map([
  [0x08, 'u1'],
  [0x09, 'i1'],
  [0x0b, 'i2'],
  [0x0c, 'i4'],
  [0x0d, 'f4'],
  [0x0e, 'f8'],
]);

/** Whether content begins as IDX does: two zero bytes, a type that is known, and at least one dimension. */
export function looksLikeIdx(head: Buffer): boolean {
  return head.length >= MAGIC_BYTES && head.readUInt16BE(0) === 0 && IDX_TYPES.has(head[2] ?? 0) && head[3] !== 0;
}

/** @throws {InvalidError} when the header is not whole, or says what cannot be. */
export function readIdxHeader(file: FileContent): ArrayHeader {
  const { head } = file;
  const kind = IDX_TYPES.get(head[2] ?? 0);
  if (!looksLikeIdx(head) || kind === undefined) {
    const found = head.length === 0 ? 'nothing' : head.subarray(0, MAGIC_BYTES).toString('hex');
    throw fileError(file.name, `byte 0: expected IDX's magic number (0000, type, dimensions), found ${found}`);
  }
  const dimensions = head[3] ?? 0;
  const bytes = MAGIC_BYTES + dimensions * SIZE_BYTES;
  if (head.length < bytes) {
    throw fileError(file.name, `byte ${head.length}: the file ends within its header of ${bytes} bytes`);
  }
  const at = (dimension: number) => MAGIC_BYTES + dimension * SIZE_BYTES;
  const sizes = Array.from({ length: dimensions }, (_, index) => head.readUInt32BE(at(index)));
  return arrayHeader(file, { element: { kind, bigEndian: true }, sizes, at, dimensionsAt: 3, bytes });
}
