import type { Philox } from '../../random/philox.js';
import { shuffleInPlace } from '../../random/streams.js';

/** Rows in groups, and maybe in classes: a number of each for each row. */
export interface GroupedRows {
  readonly groups: Int32Array;
  /** Undefined where classes do not count: all rows are of one. */
  readonly classes: Int32Array | undefined;
}

/**
 * Marks whole groups as held out. They are gone through in a random order; a group is held out when that brings the rows held out
 * closer to what is wanted: the sum over classes of (held out - wanted)^2 / rows of the class falls, where `heldOut` rows are
 * wanted in the classes' shares. Where no group does, the one that comes closest is held out; one group always trains.
 * @returns 1 for each row that is held out.
 */
export function markHeldOutGroups({ groups, classes }: GroupedRows, heldOut: number, random: Philox): Uint8Array {
  const rows = groups.length;
  const byGroup = rowsByGroup(groups);
  const count = byGroup.starts.length - 1;
  const classCounts = countsOf(classes, rows);
  const missing = Float64Array.from(classCounts, (ofClass) => (ofClass * heldOut) / rows);
  const marks = new Uint8Array(rows);
  const inGroup = new Int32Array(classCounts.length);
  const rowsOf = (group: number) => byGroup.rows.subarray(byGroup.starts[group] ?? 0, byGroup.starts[group + 1] ?? 0);

  /** How much closer holding the group out brings what is held out; negative is closer. */
  const change = (group: number): number => {
    const found: number[] = [];
    for (const row of rowsOf(group)) {
      const ofClass = classes?.[row] ?? 0;
      if (inGroup[ofClass] === 0) found.push(ofClass);
      inGroup[ofClass] = (inGroup[ofClass] ?? 0) + 1;
    }
    let sum = 0;
    for (const ofClass of found) {
      const more = inGroup[ofClass] ?? 0;
      sum += (more * (more - 2 * (missing[ofClass] ?? 0))) / (classCounts[ofClass] ?? 1);
      inGroup[ofClass] = 0;
    }
    return sum;
  };
  const hold = (group: number): void => {
    for (const row of rowsOf(group)) {
      const ofClass = classes?.[row] ?? 0;
      marks[row] = 1;
      missing[ofClass] = (missing[ofClass] ?? 0) - 1;
    }
  };

  let held = 0;
  let closest = { group: -1, change: Number.POSITIVE_INFINITY };
  for (const group of shuffleInPlace(
    Int32Array.from({ length: count }, (_, index) => index),
    random,
  )) {
    const apart = change(group);
    if (apart < closest.change) closest = { group, change: apart };
    if (apart >= 0 || held === count - 1) continue;
    hold(group);
    held++;
  }
  if (held === 0) hold(closest.group);
  return marks;
}

/** Row numbers group after group; group `g` has those from `starts[g]` to `starts[g + 1]`. */
function rowsByGroup(groups: Int32Array): { readonly rows: Int32Array; readonly starts: Int32Array } {
  const sizes = countsOf(groups, groups.length);
  const starts = new Int32Array(sizes.length + 1);
  for (const [group, size] of sizes.entries()) starts[group + 1] = (starts[group] ?? 0) + size;
  const next = starts.slice();
  const rows = new Int32Array(groups.length);
  groups.forEach((group, row) => {
    const at = next[group] ?? 0;
    rows[at] = row;
    next[group] = at + 1;
  });
  return { rows, starts };
}

/** How many rows have each number; one number for all rows where there are none. */
export function countsOf(numbers: Int32Array | undefined, rows: number): Int32Array {
  if (numbers === undefined) return Int32Array.of(rows);
  let most = -1;
  for (const number of numbers) if (number > most) most = number;
  const counts = new Int32Array(most + 1);
  for (const number of numbers) counts[number] = (counts[number] ?? 0) + 1;
  return counts;
}
