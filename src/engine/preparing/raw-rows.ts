import { bytesPerRow, elementsPerRow } from '../../data/dataset-spec.js';
import { rowChunks } from '../row-chunks.js';
import type { TensorFile } from '../training-spec.js';

/** Which rows of a dataset are taken: 1 at the number of each; undefined takes all. */
export type TakenRows = Uint8Array | undefined;

/** The bytes of the rows that are taken, some MB at a time. @param numbers new ones in the place of 32-bit integers. */
export async function* takenBytes(
  tensor: TensorFile,
  rows: number,
  taken: TakenRows,
  numbers?: readonly number[],
): AsyncGenerator<Uint8Array> {
  const rowBytes = bytesPerRow(tensor);
  for await (const { from, values } of rowChunks(tensor, rows)) {
    if (numbers !== undefined) for (const [at, value] of values.entries()) values[at] = numbers[value] ?? 0;
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    yield taken === undefined ? bytes : moveTogether(bytes, rowBytes, taken.subarray(from));
  }
}

/** How raw numbers are read before anything is fitted or prepared. */
export interface Reading {
  readonly taken: TakenRows;
  /** Multiplies each number, in 32-bit floats. */
  readonly scale?: number | undefined;
  /** For each column the category numbers of the training data in the place of the dataset's own. */
  readonly recoding?: readonly (readonly number[] | null)[] | null | undefined;
}

/** The rows of a tensor that are taken, as numbers, some MB at a time. */
export async function* rawRows(
  tensor: TensorFile,
  rows: number,
  { taken, scale, recoding }: Reading,
): AsyncGenerator<Float32Array> {
  const factor = scale === undefined ? undefined : Math.fround(scale);
  const width = elementsPerRow(tensor);
  for await (const { from, values } of rowChunks(tensor, rows)) {
    const numbers = Float32Array.from(values);
    if (factor !== undefined) for (let at = 0; at < numbers.length; at++) numbers[at] = (numbers[at] ?? 0) * factor;
    recoding?.forEach((byNumber, column) => {
      if (byNumber !== null) recode(numbers, width, column, byNumber);
    });
    const bytes = new Uint8Array(numbers.buffer);
    const left = taken === undefined ? bytes : moveTogether(bytes, 4 * width, taken.subarray(from));
    yield new Float32Array(left.buffer, 0, left.length / 4);
  }
}

/**
 * Puts the numbers of the training data into raw rows in the place of a dataset's own, those of words as well as those of
 * categories.
 */
export function recodeRows(
  numbers: Float32Array,
  { dtype, shape }: Pick<TensorFile, 'dtype' | 'shape'>,
  recoding: Reading['recoding'],
): void {
  const words = dtype === 'int32' ? recoding?.[0] : undefined;
  if (words) {
    for (const [at, value] of numbers.entries()) numbers[at] = words[value] ?? 0;
    return;
  }
  const width = elementsPerRow({ shape: [...shape] });
  recoding?.forEach((byNumber, column) => {
    if (byNumber !== null) recode(numbers, width, column, byNumber);
  });
}

function recode(numbers: Float32Array, width: number, column: number, byNumber: readonly number[]): void {
  for (let at = column; at < numbers.length; at += width) {
    const number = numbers[at] ?? Number.NaN;
    if (!Number.isNaN(number)) numbers[at] = byNumber[number] ?? Number.NaN;
  }
}

/** Moves the rows that are taken to the front, in place. @returns them. */
function moveTogether(bytes: Uint8Array, rowBytes: number, taken: Uint8Array): Uint8Array {
  let to = 0;
  for (let from = 0; from < bytes.length; from += rowBytes) {
    if (taken[from / rowBytes] !== 1) continue;
    if (to < from) bytes.copyWithin(to, from, from + rowBytes);
    to += rowBytes;
  }
  return bytes.subarray(0, to);
}
