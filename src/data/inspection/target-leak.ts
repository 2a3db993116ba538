import { MOST_ROWS } from '../figures/row-sample.js';
import { type InspectedColumn, type InspectedDataset, inspectedColumns } from './inspected-columns.js';
import { type DatasetWarning, listedIn, percent, theNames } from './warning.js';

/** With fewer rows a column tells a target by chance. */
const FEWEST_ROWS = 50;
/** A correlation that no measure has with another. */
const LEAST_CORRELATION = 0.999;
/** Of the rows that guessing the most frequent class misses, one column alone may miss this part and not more. */
const MOST_MISSED = 0.02;

/**
 * Columns that give the target away: one alone tells the class of all but a few rows (by the rows whose values are next to theirs),
 * or is as good as a multiple of the number, or in the same order. A sample of the rows is looked at.
 */
export function targetLeaks(dataset: InspectedDataset, columns = inspectedColumns(dataset)): DatasetWarning[] {
  const { spec, samples } = dataset;
  const [target, ...others] = spec.targets;
  const sampled = samples[spec.inputs.length];
  if (target === undefined || others.length > 0 || sampled === undefined || sampled.values[0]?.length !== 1) return [];
  const targetOf = new Map(sampled.rows.map((row, index) => [row, sampled.values[index]?.[0] ?? Number.NaN]));
  const telling = columns.flatMap((column) => {
    const [xs, ys] = pairs(column, targetOf);
    if (xs.length < FEWEST_ROWS) return [];
    const order = sortedOrder(xs);
    const share = target.classes === undefined ? undefined : tellingShare(order, xs, ys);
    const correlation =
      target.classes === undefined && column.categories === undefined ? correlationOf(order, xs, ys) : 0;
    return share !== undefined || correlation >= LEAST_CORRELATION ? [{ name: column.name, share, correlation }] : [];
  });
  if (telling.length === 0) return [];
  const names = telling.map(({ name }) => name);
  const [first] = telling;
  const how =
    first?.share === undefined
      ? `follows the target with a correlation of ${first?.correlation.toFixed(4)}`
      : `alone tells the class of ${percent(first.share)} of the rows`;
  const each = names.length === 1 ? '' : `; ${JSON.stringify(names[0])}`;
  const subject =
    names.length === 1
      ? theNames('column', 'columns', names)
      : `${theNames('column', 'columns', names)} give the target away${each}`;
  const detail = `${subject} ${how}: make sure that it is known before the target is, or leave it out by \`features\`.`;
  return [{ code: 'target_leak', detail, ...listedIn('columns', names) }];
}

/** The values of a column and of the target in the rows that both have. */
function pairs(
  { sample, sampledRows }: InspectedColumn,
  targetOf: ReadonlyMap<number, number>,
): readonly [Float32Array, Float32Array] {
  const values = sample();
  const xs = new Float32Array(values.length);
  const ys = new Float32Array(values.length);
  let filled = 0;
  for (const [index, row] of sampledRows.entries()) {
    const [x, y] = [values[index] ?? Number.NaN, targetOf.get(row)];
    if (Number.isNaN(x) || y === undefined) continue;
    xs[filled] = x;
    ys[filled++] = y;
  }
  return [xs.subarray(0, filled), ys.subarray(0, filled)];
}

/** Positions of the values by their size. They are sorted as numbers that hold both, which is many times as fast as comparing. */
function sortedOrder(values: Float32Array): Int32Array {
  const bits = new Int32Array(values.slice().buffer);
  const keys = new Float64Array(values.length);
  for (let position = 0; position < keys.length; position++) {
    const one = bits[position] ?? 0;
    // The bits of floats are in their order as integers, negative ones backwards.
    keys[position] = (one < 0 ? -(one & 0x7fffffff) : one) * MOST_ROWS + position;
  }
  keys.sort();
  const order = new Int32Array(keys.length);
  for (let position = 0; position < keys.length; position++) {
    const key = keys[position] ?? 0;
    order[position] = key - Math.floor(key / MOST_ROWS) * MOST_ROWS;
  }
  return order;
}

/** Goes through runs of equal values in order. */
function* runsOf(order: Int32Array, values: Float32Array): Generator<{ start: number; end: number }> {
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end++;
    yield { start, end };
    start = end;
  }
}

/**
 * The part of the rows whose class their neighbours in the order of a column tell; undefined where it is not nearly all. Of rows of
 * one value it is the most frequent class, else that of the row before or after.
 */
function tellingShare(order: Int32Array, xs: Float32Array, classes: Float32Array): number | undefined {
  const at = (position: number) => classes[order[position] ?? -1];
  let told = 0;
  for (const { start, end } of runsOf(order, xs)) {
    if (end - start === 1) {
      if (at(start) === at(start - 1) || at(start) === at(end)) told++;
      continue;
    }
    const most = mostFrequent(Array.from({ length: end - start }, (_, index) => at(start + index)));
    if (most > 1) told += most;
  }
  const rows = order.length;
  const guessed = mostFrequent(classes);
  return guessed < rows && rows - told <= MOST_MISSED * (rows - guessed) ? told / rows : undefined;
}

function mostFrequent(values: Iterable<number | undefined>): number {
  const counts = new Map<number | undefined, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Math.max(...counts.values());
}

/** The larger of Pearson's correlation of the values and of their ranks (Spearman's), without its sign. */
function correlationOf(order: Int32Array, xs: Float32Array, ys: Float32Array): number {
  const ofValues = Math.abs(pearson(xs, ys));
  if (ofValues >= LEAST_CORRELATION) return ofValues;
  return Math.max(ofValues, Math.abs(pearson(ranks(order, xs), ranks(sortedOrder(ys), ys))));
}

/** The rank of each value; equal values have the middle of theirs. */
function ranks(order: Int32Array, values: Float32Array): Float64Array {
  const found = new Float64Array(values.length);
  for (const { start, end } of runsOf(order, values)) {
    for (let position = start; position < end; position++) found[order[position] ?? 0] = (start + end - 1) / 2;
  }
  return found;
}

/** 0 where one side does not vary. */
function pearson(xs: Float32Array | Float64Array, ys: Float32Array | Float64Array): number {
  const [meanX, meanY] = [mean(xs), mean(ys)];
  let [xy, xx, yy] = [0, 0, 0];
  for (const [index, x] of xs.entries()) {
    const [dx, dy] = [x - meanX, (ys[index] ?? 0) - meanY];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

function mean(values: Float32Array | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
