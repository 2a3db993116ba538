import type { FileHandle } from 'node:fs/promises';
import type { ReadingParts } from '../format-reader.js';
import { fillFile } from '../nameless-file.js';
import { checkLength } from './array-elements.js';
import { elementBytes } from './array-header.js';
import type { OpenArray } from './array-targets.js';

/** Rows that are put together at once: of each column as many elements are read. */
const WINDOW_BYTES = 32 * 2 ** 20;

/**
 * An array whose rows follow one another. One in Fortran order, as NumPy saves the values of a pandas DataFrame, is put into a file
 * first, and read from it column after column, some MB of rows at a time. @throws {InvalidError} when the file has not the size that its header tells.
 */
export async function inRowOrder(array: OpenArray, newFile: ReadingParts['newFile']): Promise<OpenArray> {
  const { file, header } = array;
  if (header.order !== 'columns') return array;
  const stored = await newFile();
  checkLength(file, header, await fillFile(stored, file.bytes));
  return { file: { ...file, bytes: turned(array, stored) }, header: { ...header, order: 'turned' } };
}

/** The header as it is, and then the elements row after row. */
async function* turned({ file, header }: OpenArray, stored: FileHandle): AsyncGenerator<Buffer> {
  yield file.head.subarray(0, header.bytes);
  const size = elementBytes(header.element);
  const columns = placesInRow(header.shape);
  const rowBytes = columns.length * size;
  const rowsAtOnce = Math.max(1, Math.floor(WINDOW_BYTES / rowBytes));
  for (let from = 0; from < header.rows; from += rowsAtOnce) {
    const rows = Math.min(rowsAtOnce, header.rows - from);
    const window = new Uint8Array(rows * rowBytes);
    const column = new Uint8Array(rows * size);
    for (const [number, place] of columns.entries()) {
      const { bytesRead } = await stored.read(
        column,
        0,
        column.length,
        header.bytes + (number * header.rows + from) * size,
      );
      if (bytesRead < column.length) throw new Error('a file that was written whole ended early');
      scatter(column, window, size, place * size, rowBytes);
    }
    yield Buffer.from(window.buffer);
  }
}

/** For each column in the order of the file its place in a row: of `[2, 3]`, the file has 00, 10, 01, 11, 02, 12. */
function placesInRow(shape: readonly number[]): number[] {
  let places = [0];
  let step = shape.reduce((product, length) => product * length, 1);
  for (const length of shape) {
    step /= length;
    const before = places;
    places = Array.from({ length }, (_, index) => before.map((place) => place + index * step)).flat();
  }
  return places;
}

/** Copies elements to places that are `stride` bytes apart. In words, not floats: those may change bits of what is none. */
function scatter(
  from: Uint8Array<ArrayBuffer>,
  to: Uint8Array<ArrayBuffer>,
  size: number,
  start: number,
  stride: number,
): void {
  const View = size % 4 === 0 ? Uint32Array : size % 2 === 0 ? Uint16Array : Uint8Array;
  const unit = View.BYTES_PER_ELEMENT;
  const source = new View(from.buffer);
  const target = new View(to.buffer);
  const [words, apart] = [size / unit, stride / unit];
  for (let at = 0, place = start / unit; at < source.length; at += words, place += apart) {
    for (let word = 0; word < words; word++) target[place + word] = source[at + word] ?? 0;
  }
}
