import { MOST_ROWS } from '../figures/row-sample.js';
import { type InspectedColumn, type InspectedDataset, inspectedColumns } from './inspected-columns.js';
import { type DatasetWarning, listedIn, percent, theNames } from './warning.js';

/** With fewer rows a column tells a target by chance. */
const FEWEST_ROWS = 50;
/** A correlation that no measure has with another. */
const LEAST_CORRELATION = 0.999;
/** Of the rows that guessing the most frequent class misses, one column alone may miss this part and not more. */
const MOST_MISSED = 0.02;

/** Targets that are looked at; each is sorted with each column. */
const MOST_TARGETS = 8;

/** One number or class to learn. */
interface Target {
  /** For a sentence: "the target", and its name where there are several. */
  readonly called: string;
  readonly isClass: boolean;
  readonly byRow: ReadonlyMap<number, number>;
}

/**
 * Columns that give a target away: one alone tells the class of all but a few rows (by the rows whose values are next to theirs),
 * or is as good as a multiple of the number, or in the same order. A sample of the rows is looked at.
 */
export function targetLeaks(dataset: InspectedDataset, columns = inspectedColumns(dataset)): DatasetWarning[] {
  const targets = targetsOf(dataset);
  const telling = columns.flatMap((column) => {
    const values = column.sample();
    const how = firstOf(targets, (target) => howItTells(column, values, target));
    return how === undefined ? [] : [{ name: column.name, how }];
  });
  const [first] = telling;
  if (first === undefined) return [];
  const names = telling.map(({ name }) => name);
  const each = names.length === 1 ? '' : `; ${JSON.stringify(first.name)}`;
  const away = targets.length === 1 ? 'the target' : 'targets';
  const subject =
    names.length === 1
      ? theNames('column', 'columns', names)
      : `${theNames('column', 'columns', names)} give ${away} away${each}`;
  const detail = `${subject} ${first.how}: make sure that it is known before the target is, or leave it out by \`features\`.`;
  return [{ code: 'target_leak', detail, ...listedIn('columns', names) }];
}

/** The first targets; each column of a table is one. Vectors without columns may be what an autoencoder is to give back. */
function targetsOf({ spec, samples }: InspectedDataset): readonly Target[] {
  const elements = spec.targets.flatMap((target, index) => {
    const sampled = samples[spec.inputs.length + index];
    const size = sampled === undefined || sampled.rows.length === 0 ? 0 : sampled.width;
    if (size > 1 && target.columns === undefined) return [];
    return Array.from({ length: size }, (_, element) => ({ target, sampled, element, size }));
  });
  return elements.slice(0, MOST_TARGETS).map(({ target, sampled, element, size }) => {
    const own = size === 1 ? target.name : (target.columns?.[element] ?? `${target.name}[${element}]`);
    const rows = sampled?.rows ?? [];
    return {
      called: elements.length === 1 ? 'the target' : `the target ${JSON.stringify(own)}`,
      isClass: target.classes !== undefined,
      byRow: new Map(rows.map((row, index) => [row, sampled?.values[index * size + element] ?? Number.NaN])),
    };
  });
}

/** How a column tells a target, for a sentence; undefined where it does not. */
function howItTells(
  { sampledRows, categories }: InspectedColumn,
  values: Float32Array,
  { called, isClass, byRow }: Target,
): string | undefined {
  const [xs, ys] = pairs(sampledRows, values, byRow);
  if (xs.length < FEWEST_ROWS) return undefined;
  const order = sortedOrder(xs);
  if (isClass) {
    const share = tellingShare(order, xs, ys);
    const whose = called === 'the target' ? 'the class' : `the class of ${called}`;
    return share === undefined ? undefined : `alone tells ${whose} of ${percent(share)} of the rows`;
  }
  const correlation = categories === undefined ? correlationOf(order, xs, ys) : 0;
  return correlation >= LEAST_CORRELATION
    ? `follows ${called} with a correlation of ${correlation.toFixed(4)}`
    : undefined;
}

function firstOf<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The values of a column and of a target in the rows that both have. */
function pairs(
  sampledRows: readonly number[],
  values: Float32Array,
  targetOf: ReadonlyMap<number, number>,
): readonly [Float32Array, Float32Array] {
  const xs = new Float32Array(values.length);
  const ys = new Float32Array(values.length);
  let filled = 0;
  for (const [index, row] of sampledRows.entries()) {
    const [x, y] = [values[index] ?? Number.NaN, targetOf.get(row)];
    if (Number.isNaN(x) || y === undefined || Number.isNaN(y)) continue;
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
