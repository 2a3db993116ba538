import { fileError } from '../faults.js';
import type { FileContent } from '../file-content.js';
import { type ArrayHeader, elementBytes } from './array-header.js';
import { NUMBER_KINDS, type NumberKind, type NumberKindName, type StoredNumbers } from './number-kinds.js';

/** Whole elements, and the byte of the file where they begin. */
interface Piece {
  readonly bytes: Buffer;
  readonly offset: number;
}

type NamedFile = Pick<FileContent, 'name'>;

/** The byte after the last element. */
function endOf({ bytes, shape, rows, element }: ArrayHeader): number {
  return bytes + shape.reduce((product, length) => product * length, rows) * elementBytes(element);
}

/** @throws {InvalidError} when a file of so many bytes is not as long as its header says. */
export function checkLength(file: NamedFile, header: ArrayHeader, bytes: number): void {
  const expected = endOf(header);
  if (bytes > expected) throw goesOn(file, expected);
  if (bytes < expected) throw endsEarly(file, bytes, expected);
}

function goesOn({ name }: NamedFile, expected: number) {
  return fileError(name, `byte ${expected}: the file should end here, as its header says, but goes on`);
}

function endsEarly({ name }: NamedFile, position: number, expected: number) {
  return fileError(name, `byte ${position}: the file ends; its header tells of ${expected} bytes`);
}

/** The file's elements after the header, in pieces of whole elements. @throws {InvalidError} when there are too few or too many. */
async function* wholeElements(file: FileContent, header: ArrayHeader): AsyncGenerator<Piece> {
  const size = elementBytes(header.element);
  const expected = endOf(header);
  let rest: Buffer = Buffer.alloc(0);
  let position = 0;
  for await (const bytes of file.bytes) {
    const fresh = bytes.subarray(Math.min(bytes.length, Math.max(0, header.bytes - position)));
    position += bytes.length;
    if (position > expected) {
      throw goesOn(file, expected);
    }
    const joined = rest.length === 0 ? fresh : Buffer.concat([rest, fresh]);
    const whole = joined.length - (joined.length % size);
    rest = Buffer.from(joined.subarray(whole));
    if (whole > 0) yield { bytes: joined.subarray(0, whole), offset: position - joined.length };
  }
  if (position < expected) {
    throw endsEarly(file, position, expected);
  }
}

/** The numbers of a file, piece by piece, as they are stored. @throws {InvalidError} at one that cannot be. */
export async function* storedNumbers(file: FileContent, header: ArrayHeader): AsyncGenerator<StoredNumbers> {
  for await (const piece of wholeElements(file, header)) yield numbersOf(file, header, piece);
}

/** The same of a file that is in memory, at once. */
export function numbersInMemory(file: NamedFile, header: ArrayHeader, content: Buffer): StoredNumbers {
  if (header.order === 'columns') {
    throw fileError(
      file.name,
      'the array is in Fortran order, column after column; send numpy.ascontiguousarray(array)',
    );
  }
  checkLength(file, header, content.length);
  return numbersOf(file, header, { bytes: content.subarray(header.bytes), offset: header.bytes });
}

function numbersOf(file: NamedFile, header: ArrayHeader, piece: Piece): StoredNumbers {
  const { element } = header;
  if (element.kind === 'text') throw new Error('text is no numbers');
  const kind = NUMBER_KINDS[element.kind];
  const bytes = aligned(piece.bytes, kind, element.bigEndian);
  const stored = kind.store(bytes);
  const misfit = kind.misfit(stored, bytes);
  if (misfit >= 0) throw misfitError(file, header, element.kind, piece, misfit);
  return stored;
}

/** The texts of a file, without the zeros that fill them up. */
export async function* storedTexts(file: FileContent, header: ArrayHeader): AsyncGenerator<string[]> {
  const { element } = header;
  if (element.kind !== 'text') throw new Error('numbers are no text');
  const size = elementBytes(element);
  for await (const { bytes, offset } of wholeElements(file, header)) {
    const texts: string[] = [];
    for (let at = 0; at < bytes.length; at += size) {
      const one = bytes.subarray(at, at + size);
      const text = element.wide ? wideText(one, element.bigEndian) : one.toString('utf8');
      if (text === undefined) throw fileError(file.name, `byte ${offset + at}: found what is no Unicode text`);
      texts.push(text.replace(/\0+$/, ''));
    }
    yield texts;
  }
}

/** The bytes little-endian, and where an array of numbers can begin in memory; copied where they are not. */
function aligned(bytes: Buffer, { bytes: size }: NumberKind, bigEndian: boolean): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, length } = bytes;
  const swap = bigEndian && size > 1;
  if (buffer instanceof ArrayBuffer && byteOffset % size === 0 && !swap) {
    return new Uint8Array(buffer, byteOffset, length);
  }
  const copy = new Uint8Array(length);
  copy.set(bytes);
  if (swap) SWAPS[size](Buffer.from(copy.buffer));
  return copy;
}

const SWAPS = {
  1: (bytes: Buffer) => bytes,
  2: (bytes: Buffer) => bytes.swap16(),
  4: (bytes: Buffer) => bytes.swap32(),
  8: (bytes: Buffer) => bytes.swap64(),
} as const satisfies Record<NumberKind['bytes'], (bytes: Buffer) => Buffer>;

function misfitError(file: NamedFile, header: ArrayHeader, name: NumberKindName, piece: Piece, index: number): Error {
  const kind = NUMBER_KINDS[name];
  const at = index * kind.bytes;
  const { buffer, byteOffset } = piece.bytes;
  const found = kind.show(new DataView(buffer, byteOffset + at, kind.bytes), !header.element.bigEndian);
  const perRow = header.shape.reduce((product, size) => product * size, 1);
  const row = Math.floor((piece.offset + at - header.bytes) / kind.bytes / perRow) + 1;
  const place = header.order === 'rows' ? `byte ${piece.offset + at} (row ${row})` : `row ${row}`;
  return fileError(file.name, `${place}: expected ${kind.expected}, found ${found}`);
}

/** Text of 4-byte code points, as NumPy keeps it. */
function wideText(bytes: Buffer, bigEndian: boolean): string | undefined {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4) {
    const point = bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
    if (point > 0x10ffff) return undefined;
    text += String.fromCodePoint(point);
  }
  return text;
}
