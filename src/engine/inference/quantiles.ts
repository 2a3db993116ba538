import type { SortedValues } from './value-counts.js';

/** The number at each of these parts (0 to 1) of the way from the smallest to the largest; between two of them in proportion, as NumPy does. */
export function quantiles({ values, counts }: SortedValues, parts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const ends = new Float64Array(counts.length);
  let end = 0;
  for (const [index, count] of counts.entries()) {
    end += count;
    ends[index] = end;
  }
  const at = (position: number) => values[firstBeyond(ends, position)] ?? Number.NaN;
  return parts.map((part) => {
    const place = part * (total - 1);
    const below = Math.floor(place);
    const lower = at(below);
    const upper = at(Math.min(below + 1, total - 1));
    return lower === upper ? lower : lower + (upper - lower) * (place - below);
  });
}

/** The first of the growing numbers that is larger than `position`. */
function firstBeyond(ends: Float64Array, position: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ends[middle] ?? 0) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many numbers lie in each of `bins` equal parts between the smallest and the largest; infinite ones are left out. */
export function histogram({ values, counts }: SortedValues, bins: number): { edges: number[]; counts: number[] } {
  const finite = [...values.keys()].filter((index) => Number.isFinite(values[index]));
  const [first, last] = [finite[0], finite.at(-1)];
  if (first === undefined || last === undefined) return { edges: [], counts: [] };
  let [low, high] = [values[first] ?? 0, values[last] ?? 0];
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const width = (high - low) / bins;
  const found = new Array<number>(bins).fill(0);
  for (const index of finite) {
    const bin = Math.min(bins - 1, Math.floor(((values[index] ?? 0) - low) / width));
    found[bin] = (found[bin] ?? 0) + (counts[index] ?? 0);
  }
  return {
    edges: Array.from({ length: bins + 1 }, (_, edge) => (edge === bins ? high : low + edge * width)),
    counts: found,
  };
}
