import type { Philox } from '../../random/philox.js';
import { randomStream } from '../../random/streams.js';
import { heldOutByClass, heldOutRows } from './held-out-counts.js';
import { countsOf, markHeldOutGroups } from './held-out-groups.js';
import { RowSides } from './row-sides.js';

/** How a dataset's rows are parted into those that train and those that are held out. */
export interface SplitRules {
  readonly rows: number;
  /** Keras's `validation_split`: the part that is held out, from 0 up to 1. */
  readonly fraction: number;
  readonly method: 'last' | 'random';
  readonly seed: number;
  /** The class of each row, from 0, where every class is to keep its share on both sides. */
  readonly classes?: Int32Array | undefined;
  /** The group of each row, from 0, where no group may be on both sides. */
  readonly groups?: Int32Array | undefined;
}

/**
 * Parts the rows. The sides are a function of what is given alone: the same on every machine and in every attempt.
 * - the last part: the last rows of the dataset, as Keras takes them;
 * - random: as many rows, each set of so many as likely as any other;
 * - by class: of each class as many as `heldOutByClass` says, drawn likewise among its rows;
 * - by group: whole groups, as `markHeldOutGroups` says.
 * @throws {RangeError} when a class cannot be on both sides.
 */
export function splitRows({ rows, fraction, method, seed, classes, groups }: SplitRules): RowSides {
  const heldOut = heldOutRows(rows, fraction);
  if (method === 'last' || heldOut === 0) return RowSides.lastPart(rows, heldOut);
  const random = randomStream(seed, 'split');
  if (groups !== undefined) return RowSides.marked(markHeldOutGroups({ groups, classes }, heldOut, random));
  const counts = countsOf(classes, rows);
  const wanted = classes === undefined ? [heldOut] : heldOutByClass([...counts], heldOut);
  return RowSides.marked(markAtRandom(classes, counts, wanted, random));
}

/** Goes through the rows once and holds each out with the odds that are left (Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S). */
function markAtRandom(
  classes: Int32Array | undefined,
  counts: Int32Array,
  wanted: readonly number[],
  random: Philox,
): Uint8Array {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const unseen = counts.slice();
  const missing = Int32Array.from(wanted);
  const marks = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const ofClass = classes?.[row] ?? 0;
    const left = unseen[ofClass] ?? 0;
    unseen[ofClass] = left - 1;
    if (random.below(left) >= (missing[ofClass] ?? 0)) continue;
    marks[row] = 1;
    missing[ofClass] = (missing[ofClass] ?? 0) - 1;
  }
  return marks;
}
