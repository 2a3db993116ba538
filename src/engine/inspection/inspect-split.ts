import { elementsPerRow } from '../../data/dataset-spec.js';
import type { SplitFigures } from '../../data/inspection/split-figures.js';
import { rowChunks } from '../row-chunks.js';
import { rowSidesOf } from '../training/row-sides.js';
import type { DataFiles, TensorFile, TrainingSpec } from '../training-spec.js';
import { HASH_BOUND, rowHashes } from './row-hashes.js';

/** Rows that train whose hashes are kept, at 8 bytes each; of more, an even part of all hashes is looked at. */
const MOST_KEPT = 2 ** 22;

/**
 * Looks at the rows that train and those that validate side by side, once before training. All data is read, memory stays small.
 * @param onPiece hears of each piece of it; what it throws ends the work. @returns undefined where nothing validates.
 */
export async function inspectSplit(
  { data, validation, fit }: Pick<TrainingSpec, 'data' | 'validation' | 'fit'>,
  onPiece: () => void,
): Promise<SplitFigures | undefined> {
  if (validation === undefined && fit.validationSplit === 0) return undefined;
  const sides = await rowSidesOf({ data, fit });
  const trains = (row: number) => validation !== undefined || sides.trains(row);
  const trainingRows = validation === undefined ? sides.trainingRows : data.rows;
  const held = validation ?? data;
  const validates = (row: number) => validation !== undefined || !sides.trains(row);
  const bound = HASH_BOUND * Math.min(1, MOST_KEPT / trainingRows);
  const known = await hashesOf(data, trains, bound, onPiece);
  known.sort();
  const duplicates = { rows: 0, of: 0 };
  for (const hash of await hashesOf(held, validates, bound, onPiece)) {
    duplicates.of++;
    if (holds(known, hash)) duplicates.rows++;
  }
  const training = await classCounts(data.targets, data.rows, trains);
  const ofHeld = await classCounts(held.targets, held.rows, validates);
  return {
    trainingRows,
    validationRows: validation === undefined ? sides.validationRows : held.rows,
    duplicates,
    ...(training && ofHeld && { classes: { training, validation: ofHeld } }),
  };
}

/** The hashes below `bound` of the rows that are wanted. */
async function hashesOf(
  { inputs, rows }: DataFiles,
  isWanted: (row: number) => boolean,
  bound: number,
  onPiece: () => void,
): Promise<Float64Array> {
  let found = new Float64Array(1024);
  let count = 0;
  let row = 0;
  for await (const hashes of rowHashes(inputs, rows)) {
    onPiece();
    for (const hash of hashes) {
      if (!isWanted(row++) || hash >= bound) continue;
      if (count === found.length) found = grown(found);
      found[count++] = hash;
    }
  }
  return found.subarray(0, count);
}

function grown(numbers: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * numbers.length);
  larger.set(numbers);
  return larger;
}

/** Whether sorted numbers hold one. */
function holds(sorted: Float64Array, wanted: number): boolean {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] ?? 0) < wanted) from = middle + 1;
    else to = middle;
  }
  return sorted[from] === wanted;
}

/** Rows of each class among those that are wanted; undefined where the only target is no class. */
async function classCounts(
  [target, ...others]: readonly TensorFile[],
  rows: number,
  isWanted: (row: number) => boolean,
): Promise<number[] | undefined> {
  if (target === undefined || others.length > 0 || target.dtype !== 'int32' || elementsPerRow(target) !== 1) {
    return undefined;
  }
  const counts: number[] = [];
  for await (const { from, values } of rowChunks(target, rows)) {
    for (const [index, number] of values.entries()) {
      if (isWanted(from + index)) counts[number] = (counts[number] ?? 0) + 1;
    }
  }
  return Array.from(counts, (count) => count ?? 0);
}
