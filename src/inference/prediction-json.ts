import { sizeOf } from '../engine/plan/network-plan.js';
import { type ClassReading, readClass } from './class-reading.js';
import type { Prediction } from './inference-pool.js';

/** Numbers that are written in one go: a few milliseconds. */
const NUMBERS_AT_ONCE = 20_000;

interface Answer {
  readonly prediction: Prediction;
  readonly rows: number;
  /** Undefined where the outputs are no classes. */
  readonly classes: ClassReading | undefined;
  readonly job: string;
  readonly epoch: number;
}

/** The answer of a predict as JSON, written by hand and in slices, so that a long one does not hold the event loop up. */
export async function predictionJson({ prediction, rows, classes, job, epoch }: Answer): Promise<string> {
  const { values, shape } = prediction;
  const size = sizeOf(shape);
  const pieces = ['{"predictions":['];
  await inSlices(rows, size, (row) => {
    pieces.push(row === 0 ? '' : ',', nestedJson(values, row * size, shape));
  });
  pieces.push(']');
  if (classes) {
    pieces.push(',"classes":[');
    await inSlices(rows, size, (row) => {
      const read = readClass(values.subarray(row * size, (row + 1) * size), classes);
      const text = `{"class":${JSON.stringify(read.class)},"probability":${numberJson(read.probability)}}`;
      pieces.push(row === 0 ? text : `,${text}`);
    });
    pieces.push(']');
  }
  pieces.push(`,"job":${JSON.stringify(job)},"epoch":${epoch}}`);
  return pieces.join('');
}

async function inSlices(rows: number, numbersPerRow: number, write: (row: number) => void): Promise<void> {
  const rowsAtOnce = Math.max(1, Math.floor(NUMBERS_AT_ONCE / Math.max(1, numbersPerRow)));
  for (let from = 0; from < rows; from += rowsAtOnce) {
    if (from > 0) await new Promise(setImmediate);
    for (let row = from; row < Math.min(rows, from + rowsAtOnce); row++) write(row);
  }
}

/** The numbers from `start` on as nested arrays of this shape. */
function nestedJson(values: Float32Array, start: number, shape: readonly number[]): string {
  const [length, ...inner] = shape;
  if (length === undefined) return numberJson(values[start] ?? Number.NaN);
  const step = sizeOf(inner);
  const parts = Array.from({ length }, (_, index) => nestedJson(values, start + index * step, inner));
  return `[${parts.join(',')}]`;
}

/** What JSON cannot hold is a string, as everywhere in the API. */
function numberJson(value: number): string {
  return Number.isFinite(value) ? String(value) : `"${value}"`;
}
