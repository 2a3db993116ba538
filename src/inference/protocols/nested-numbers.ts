import { sizeOf } from '../../engine/plan/network-plan.js';

/** Numbers that are written in one go: a few milliseconds. */
const NUMBERS_AT_ONCE = 20_000;

/** The numbers from `start` on as nested JSON arrays of this shape. */
export function nestedNumbers(
  values: Float32Array,
  start: number,
  shape: readonly number[],
  number: (value: number) => string,
): string {
  const [length, ...inner] = shape;
  if (length === undefined) return number(values[start] ?? Number.NaN);
  const step = sizeOf(inner);
  const parts = Array.from({ length }, (_, index) => nestedNumbers(values, start + index * step, inner, number));
  return `[${parts.join(',')}]`;
}

/** A JSON array with a text for each row, written in slices so that a long one does not hold the event loop up. */
export async function arrayOfRows(
  rows: number,
  numbersPerRow: number,
  write: (row: number) => string,
): Promise<string> {
  const rowsAtOnce = Math.max(1, Math.floor(NUMBERS_AT_ONCE / Math.max(1, numbersPerRow)));
  const slices: string[] = [];
  for (let from = 0; from < rows; from += rowsAtOnce) {
    if (from > 0) await new Promise(setImmediate);
    const count = Math.min(rowsAtOnce, rows - from);
    slices.push(Array.from({ length: count }, (_, index) => write(from + index)).join(','));
  }
  return `[${slices.join(',')}]`;
}

/** A number that reads as a decimal: `4.0`, as TensorFlow Serving writes it, so that no client takes it for an integer. */
export function decimal(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
