import { sizeOf } from '../engine/plan/network-plan.js';
import { type ClassReading, type ReadClass, readClass, readClasses } from './class-reading.js';
import type { TypedPrediction } from './predictor.js';
import type { PredictedRows } from './warm-child.js';

/** Numbers that are written in one go: a few milliseconds. */
const NUMBERS_AT_ONCE = 20_000;

/** The answer of a predict as JSON, where rows of several outputs are objects by their names; written by hand and in slices, so that a long one does not hold the event loop up. */
export async function predictionJson(
  { outputs: predicted, rows, job, epoch }: TypedPrediction,
  /** Undefined where the outputs are no classes. */
  classes: ClassReading | undefined,
  /** So many classes of each row; the likeliest alone where nothing is said. */
  topK?: number,
): Promise<string> {
  const outputs = predicted.map((output) => ({ ...output, size: sizeOf(output.shape) }));
  const pieces = ['{"predictions":['];
  const [only] = outputs.length === 1 ? outputs : [];
  const numbersPerRow = outputs.reduce((sum, { size }) => sum + size, 0);
  await inSlices(rows, numbersPerRow, (row) => {
    pieces.push(row === 0 ? '' : ',', only ? rowJson(only, row) : namedJson(outputs, row));
  });
  pieces.push(']');
  if (classes && only) {
    const { values, size } = only;
    pieces.push(',"classes":[');
    await inSlices(rows, size, (row) => {
      const outputs = values.subarray(row * size, (row + 1) * size);
      const text =
        topK === undefined
          ? classJson(readClass(outputs, classes))
          : `[${readClasses(outputs, classes).slice(0, topK).map(classJson).join(',')}]`;
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

interface Output extends PredictedRows {
  /** Numbers in one row. */
  readonly size: number;
}

function rowJson({ values, shape, size }: Output, row: number): string {
  return nestedJson(values, row * size, shape);
}

/** A row of several outputs: an object by their names. */
function namedJson(outputs: readonly Output[], row: number): string {
  return `{${outputs.map((output) => `${JSON.stringify(output.name)}:${rowJson(output, row)}`).join(',')}}`;
}

/** The numbers from `start` on as nested arrays of this shape. */
function nestedJson(values: Float32Array, start: number, shape: readonly number[]): string {
  const [length, ...inner] = shape;
  if (length === undefined) return numberJson(values[start] ?? Number.NaN);
  const step = sizeOf(inner);
  const parts = Array.from({ length }, (_, index) => nestedJson(values, start + index * step, inner));
  return `[${parts.join(',')}]`;
}

function classJson(read: ReadClass): string {
  return `{"class":${JSON.stringify(read.class)},"probability":${numberJson(read.probability)}}`;
}

/** What JSON cannot hold is a string, as everywhere in the API. */
function numberJson(value: number): string {
  return Number.isFinite(value) ? String(value) : `"${value}"`;
}
