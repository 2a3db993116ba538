import { elementsPerRow, type GroupSpec, type TargetSpec } from '../dataset-spec.js';
import type { TensorStatistics } from '../statistics.js';
import { BYTE_VALUES, VALUES_AT } from './figure-kernel.js';
import { figureMemory } from './figure-memory.js';
import { Histogram, MOST_BINS } from './histogram.js';
import { NumberFigures } from './number-figures.js';
import type { TensorFigures } from './running-figures.js';

/** What decides which figures are taken. */
export type TensorLayout = Pick<TargetSpec, 'dtype' | 'shape' | 'columns' | 'classes'> &
  Partial<Pick<GroupSpec, 'groups'>>;

/** What is copied to be counted, and stays in the processor's cache. */
const BYTES_AT_ONCE = 2 ** 17;
/** Rows of more numbers are no table whose columns mean something each; figures of each of 4 million would take gigabytes. */
const MOST_COLUMNS = 16_384;

export function figuresOf(layout: TensorLayout): TensorFigures {
  if (layout.classes !== undefined) return new ClassCounts(layout.classes);
  if (layout.groups !== undefined) return new GroupSizes(layout.groups);
  if (layout.dtype === 'uint8') return new ByteFigures();
  const perColumn = layout.shape.length === 1 && elementsPerRow(layout) <= MOST_COLUMNS;
  return new NumberFigures(layout.dtype, perColumn ? elementsPerRow(layout) : 1, perColumn, layout.columns);
}

class ClassCounts implements TensorFigures {
  readonly #classes: readonly string[];
  readonly #counts: RowCounts;

  constructor(classes: readonly string[]) {
    this.#classes = classes;
    this.#counts = new RowCounts(classes.length);
  }

  add(bytes: Uint8Array<ArrayBuffer>): void {
    this.#counts.add(bytes);
  }

  result(): TensorStatistics {
    const { values, stretches } = this.#counts;
    return { classes: this.#classes.map((name, index) => ({ class: name, count: values[index] ?? 0 })), stretches };
  }
}

class GroupSizes implements TensorFigures {
  readonly #counts: RowCounts;

  constructor(groups: number) {
    this.#counts = new RowCounts(groups);
  }

  add(bytes: Uint8Array<ArrayBuffer>): void {
    this.#counts.add(bytes);
  }

  result(): TensorStatistics {
    let smallest = Number.POSITIVE_INFINITY;
    let largest = 0;
    for (const rows of this.#counts.values) {
      smallest = Math.min(smallest, rows);
      largest = Math.max(largest, rows);
    }
    return { groups: { count: this.#counts.values.length, smallest, largest } };
  }
}

/** How many rows have each of the numbers 0 to count - 1. */
class RowCounts {
  readonly values: Float64Array;
  /** Stretches of rows of one number. */
  stretches = 0;
  #last = -1;

  constructor(count: number) {
    this.values = new Float64Array(count);
  }

  add(bytes: Uint8Array<ArrayBuffer>): void {
    const numbers = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / Int32Array.BYTES_PER_ELEMENT);
    let last = this.#last;
    for (const number of numbers) {
      this.values[number] = (this.values[number] ?? 0) + 1;
      if (number !== last) this.stretches++;
      last = number;
    }
    this.#last = last;
  }
}

/** Figures of unsigned bytes: how often each of the 256 values stands there says everything. */
class ByteFigures implements TensorFigures {
  readonly #counts = new Float64Array(BYTE_VALUES);

  add(bytes: Uint8Array<ArrayBuffer>): void {
    for (let from = 0; from < bytes.length; from += BYTES_AT_ONCE) {
      const part = bytes.subarray(from, from + BYTES_AT_ONCE);
      const end = figureMemory.put(part);
      const { kernels, counts } = figureMemory;
      const over = part.length % 8;
      counts.fill(0);
      kernels.bytes(VALUES_AT, end - over);
      for (let at = 0; at < counts.length; at++) this.#addCount(at % BYTE_VALUES, counts[at] ?? 0);
      for (const value of part.subarray(part.length - over)) this.#addCount(value, 1);
    }
  }

  #addCount(value: number, count: number): void {
    this.#counts[value] = (this.#counts[value] ?? 0) + count;
  }

  result(): TensorStatistics {
    const found = [...this.#counts].flatMap((count, value) => (count > 0 ? [{ value, count }] : []));
    const total = found.reduce((sum, { count }) => sum + count, 0);
    const mean = found.reduce((sum, { value, count }) => sum + value * count, 0) / total;
    const squares = found.reduce((sum, { value, count }) => sum + (value - mean) ** 2 * count, 0);
    const min = found.at(0)?.value ?? 0;
    const max = found.at(-1)?.value ?? 0;
    const histogram = new Histogram(MOST_BINS);
    histogram.cover(min, max);
    for (const { value, count } of found) histogram.addMany(value, count);
    return {
      values: {
        min,
        max,
        mean,
        standard_deviation: Math.sqrt(squares / total),
        missing: 0,
        distinct: found.length,
        distinct_capped: false,
        integers: true,
        order: 'none',
        histogram: histogram.result(true),
      },
    };
  }
}
