import { type Fault, InvalidError, toPointer } from '../errors.js';
import { shownValue } from './faults.js';
import { fitsFloat32 } from './float32.js';

const MOST_DIMENSIONS = 8;

/** Rows of a JSON body, as nested arrays that have not been looked at, and where they stand. */
export interface JsonRows {
  readonly rows: readonly unknown[];
  readonly pointer: string;
}

/** @throws {InvalidError} when `value` is no array of at least one row. */
export function jsonRows(value: unknown, pointer: string): JsonRows {
  if (!Array.isArray(value)) throw jsonError(pointer, 'must be an array of rows', value);
  const rows: readonly unknown[] = value;
  if (rows.length === 0) throw jsonError(pointer, 'has no rows');
  return { rows, pointer };
}

/** The shape of the first row, which all others must have; empty where rows are single values. */
export function firstShape({ rows, pointer }: JsonRows): number[] {
  const shape: number[] = [];
  for (let value = rows[0]; Array.isArray(value); value = value[0]) {
    const place = pointer + toPointer(Array(shape.length + 1).fill(0));
    if (value.length === 0) throw jsonError(place, 'is empty');
    if (shape.length === MOST_DIMENSIONS) throw jsonError(place, `has more than ${MOST_DIMENSIONS} dimensions`);
    shape.push(value.length);
  }
  return shape;
}

/**
 * Writes the numbers of one row into `out`.
 * @throws {InvalidError} that points at the first element that is no finite number, or makes the row another shape.
 */
export function flattenRow(source: JsonRows, row: number, shape: readonly number[], out: Float32Array): void {
  flattenNumbers(source.rows[row], { pointer: source.pointer, path: [row] }, shape, out);
}

/** Where a value stands: below `pointer`, at `path`. */
export interface JsonPlace {
  readonly pointer: string;
  readonly path: readonly (string | number)[];
}

/**
 * Writes the numbers of nested arrays, which must have the shape of row 0, into `out`.
 * @throws {InvalidError} that points at the first element that is no finite number, or makes the value another shape.
 */
export function flattenNumbers(value: unknown, place: JsonPlace, shape: readonly number[], out: Float32Array): void {
  const path = [...place.path];
  let at = 0;
  const walk = (part: unknown, depth: number): void => {
    const size = shape[depth];
    if (size === undefined) {
      out[at++] = finiteNumber(part, place.pointer, path);
      return;
    }
    const here = () => place.pointer + toPointer(path);
    if (!Array.isArray(part)) throw jsonError(here(), `must be an array of ${size}, as in row 0`, part);
    if (part.length !== size) {
      throw jsonError(here(), `has ${part.length} elements; ${size} are needed, as in row 0`);
    }
    if (depth + 1 === shape.length) {
      // The innermost arrays hold nearly all the numbers: no call for each of them.
      for (let index = 0; index < size; index++) {
        const element: unknown = part[index];
        if (typeof element !== 'number' || !fitsFloat32(element))
          finiteNumber(element, place.pointer, [...path, index]);
        else out[at++] = element;
      }
      return;
    }
    for (let index = 0; index < size; index++) {
      path.push(index);
      walk(part[index], depth + 1);
      path.pop();
    }
  };
  walk(value, 0);
}

/** @throws {InvalidError} that points at a value which is no number that a 32-bit float can hold. */
export function finiteNumber(value: unknown, pointer: string, path: readonly (string | number)[]): number {
  const place = pointer + toPointer(path);
  if (typeof value !== 'number') {
    throw jsonError(
      place,
      Array.isArray(value) ? 'must be a number, as in row 0; found an array' : 'must be a number',
      value,
    );
  }
  if (!fitsFloat32(value)) throw jsonError(place, 'must be a finite number that a 32-bit float can hold', value);
  return value;
}

/** 422 that points into the body; what was received is shown where it is short. */
export function jsonError(pointer: string, detail: string, received?: unknown): InvalidError {
  const fault: Fault = { pointer, detail };
  return new InvalidError([received === undefined ? fault : { ...fault, received: shownValue(received) }]);
}
