import { firstShape, type JsonRows, jsonError, jsonRows } from '../data/json-rows.js';
import { kerasShape, sizeOf } from '../engine/plan/network-plan.js';
import { toPointer } from '../errors.js';
import type { InputLayout } from './input-layout.js';

// What the readers of posted rows share.

const MOST_LISTED = 30;

/** The rows at `pointer`, where they are an array of no more than one request may have. @throws {InvalidError} */
export function rowsAt(value: unknown, pointer: string, { maxRows }: InputLayout): JsonRows {
  const source = jsonRows(value, pointer);
  if (source.rows.length <= maxRows) return source;
  throw jsonError(pointer, `has ${source.rows.length} rows; one request may have ${maxRows} rows for this model`);
}

/** Room for the rows of an input, filled row by row. */
export function gather(
  rows: number,
  { shape }: InputLayout,
  fill: (row: number, out: Float32Array) => void,
): Float32Array<ArrayBuffer> {
  const size = sizeOf(shape);
  const values = new Float32Array(rows * size);
  for (let row = 0; row < rows; row++) fill(row, values.subarray(row * size, (row + 1) * size));
  return values;
}

/** The shape of one row that stands at `pointer`; empty for a single number. */
export function shapeOf(value: unknown, pointer: string): number[] {
  return Array.isArray(value) ? firstShape({ rows: [value], pointer }) : [];
}

/** The shape, where it has as many numbers as the model takes. @throws {InvalidError} */
export function checkedShape(
  shape: readonly number[],
  pointer: string,
  row: unknown,
  layout: InputLayout,
): readonly number[] {
  const wanted = sizeOf(layout.shape);
  if (sizeOf(shape) === wanted) return shape;
  const takes = `the model takes rows of ${kerasShape(layout.shape)}, ${numbers(wanted)}`;
  if (!Array.isArray(row)) throw jsonError(pointer, `must be an array; ${takes}`, row);
  throw jsonError(pointer, `has the shape ${kerasShape(shape)}, ${numbers(sizeOf(shape))}; ${takes}`);
}

/** Tells a record with other keys than these by their number. @throws {InvalidError} at the first key that is not known. */
export function refuseOthers(record: object, names: readonly string[], pointer: string): void {
  const keys = Object.keys(record);
  if (keys.length === names.length) return;
  const known = new Set(names);
  const odd = keys.find((key) => !known.has(key));
  if (odd !== undefined) throw unknownName(pointer, odd, names);
}

export function unknownName(pointer: string, name: string, known: readonly string[]) {
  return jsonError(
    pointer + toPointer([name.slice(0, 200)]),
    `is not known here; what is known is ${listed(known, ', ')}`,
  );
}

/** The names in quotes, as far as they are not too many. */
export function listed(names: readonly string[], separator: string): string {
  const shown = names.slice(0, MOST_LISTED).map((name) => JSON.stringify(name));
  return shown.join(separator) + (names.length > MOST_LISTED ? ` and ${names.length - MOST_LISTED} more` : '');
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property, whatever its name: a column may be called `__proto__`. */
export function own(value: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

function numbers(count: number): string {
  return count === 1 ? '1 number' : `${count} numbers`;
}

/** The value that a record has under a key. @throws {InvalidError} */
export function required(record: object, column: string, pointer: string): unknown {
  if (!Object.hasOwn(record, column)) throw jsonError(pointer + toPointer([column]), 'is missing');
  return own(record, column);
}
