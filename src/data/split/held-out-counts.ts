/** How many rows `validation_split` holds out: Keras trains on floor(rows x (1 - split)) (keras/src/trainers/data_adapters). */
export function heldOutRows(rows: number, fraction: number): number {
  return rows - Math.floor(rows * (1 - fraction));
}

/** Whether both sides can have a row of every class that has rows: what `heldOutByClass` needs. */
export function canHoldOut(counts: readonly number[], heldOut: number): boolean {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const classes = counts.filter((count) => count > 0).length;
  return !counts.includes(1) && heldOut >= classes && rows - heldOut >= classes;
}

/**
 * How many rows of each class are held out, `heldOut` in all. The share of a class is its rows x heldOut / rows; each gets its
 * share rounded down, but one row at least. What is left to give goes, a row each, to the classes that are the furthest below
 * their share; what was given too much is taken from those that are the furthest above it; the lower class number comes first.
 * No class gives its last row away.
 * @param counts rows of each class.
 * @throws {RangeError} when a side cannot have a row of every class.
 */
export function heldOutByClass(counts: readonly number[], heldOut: number): number[] {
  if (!canHoldOut(counts, heldOut)) throw new RangeError(`${heldOut} rows cannot be held out of classes of ${counts}`);
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const shares = counts.map((count) => (count * heldOut) / rows);
  const given = shares.map((share) => (share === 0 ? 0 : Math.max(1, Math.floor(share))));
  let left = heldOut - given.reduce((sum, count) => sum + count, 0);
  const below = (index: number) => (shares[index] ?? 0) - (given[index] ?? 0);
  for (; left > 0; left--) {
    const next = best(counts, (index) => (given[index] ?? 0) < (counts[index] ?? 0) - 1, below);
    given[next] = (given[next] ?? 0) + 1;
  }
  for (; left < 0; left++) {
    const next = best(
      counts,
      (index) => (given[index] ?? 0) > 1,
      (index) => -below(index),
    );
    given[next] = (given[next] ?? 0) - 1;
  }
  return given;
}

/** The first index among the eligible ones whose value is the largest. */
function best(
  all: readonly unknown[],
  isEligible: (index: number) => boolean,
  value: (index: number) => number,
): number {
  let found = -1;
  for (const index of all.keys()) {
    if (isEligible(index) && (found === -1 || value(index) > value(found))) found = index;
  }
  return found;
}
