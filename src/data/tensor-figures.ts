import { elementsPerRow, type GroupSpec, type TargetSpec } from './dataset-spec.js';
import { shortestFloat32 } from './float32.js';
import type { Figures, TensorStatistics } from './statistics.js';

/** Takes figures of a tensor while its rows pass by. */
export interface TensorFigures {
  /** `bytes` are whole rows and begin where an element may begin in memory. */
  add(bytes: Uint8Array<ArrayBuffer>): void;
  result(): TensorStatistics;
}

/** What decides which figures are taken. */
export type TensorLayout = Pick<TargetSpec, 'dtype' | 'shape' | 'columns' | 'classes'> &
  Partial<Pick<GroupSpec, 'groups'>>;

/** Most distinct values that are counted in one column, and in all columns together. */
const MOST_DISTINCT = 1000;
const MOST_DISTINCT_IN_ALL = 2 ** 20;
const BYTE_VALUES = 256;

export function figuresOf(layout: TensorLayout): TensorFigures {
  if (layout.classes !== undefined) return new ClassCounts(layout.classes);
  if (layout.groups !== undefined) return new GroupSizes(layout.groups);
  if (layout.dtype === 'uint8') return new ByteFigures();
  const perColumn = layout.shape.length === 1;
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
    return { classes: this.#classes.map((name, index) => ({ class: name, count: this.#counts.values[index] ?? 0 })) };
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

  constructor(count: number) {
    this.values = new Float64Array(count);
  }

  add(bytes: Uint8Array<ArrayBuffer>): void {
    const numbers = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / Int32Array.BYTES_PER_ELEMENT);
    for (const number of numbers) this.values[number] = (this.values[number] ?? 0) + 1;
  }
}

/** Figures of unsigned bytes: how often each of the 256 values stands there says everything. */
class ByteFigures implements TensorFigures {
  readonly #counts = new Float64Array(BYTE_VALUES);

  add(bytes: Uint8Array): void {
    const counts = this.#counts;
    for (const value of bytes) counts[value] = (counts[value] ?? 0) + 1;
  }

  result(): TensorStatistics {
    const found = [...this.#counts].flatMap((count, value) => (count > 0 ? [{ value, count }] : []));
    const total = found.reduce((sum, { count }) => sum + count, 0);
    const mean = found.reduce((sum, { value, count }) => sum + value * count, 0) / total;
    const squares = found.reduce((sum, { value, count }) => sum + (value - mean) ** 2 * count, 0);
    return {
      values: {
        min: found.at(0)?.value ?? 0,
        max: found.at(-1)?.value ?? 0,
        mean,
        standard_deviation: Math.sqrt(squares / total),
        missing: 0,
        distinct: found.length,
        distinct_capped: false,
      },
    };
  }
}

/** Figures of 4-byte numbers, for each column or for all of them together. */
class NumberFigures implements TensorFigures {
  readonly #dtype: 'int32' | 'float32';
  readonly #perColumn: boolean;
  readonly #names: readonly string[] | undefined;
  readonly #columns: readonly ColumnFigures[];

  constructor(dtype: 'int32' | 'float32', columns: number, perColumn: boolean, names: readonly string[] | undefined) {
    this.#dtype = dtype;
    this.#perColumn = perColumn;
    this.#names = names;
    const distinctLimit = Math.min(MOST_DISTINCT, Math.ceil(MOST_DISTINCT_IN_ALL / columns));
    this.#columns = Array.from({ length: columns }, () => new ColumnFigures(distinctLimit));
  }

  add(bytes: Uint8Array<ArrayBuffer>): void {
    const View = this.#dtype === 'int32' ? Int32Array : Float32Array;
    const values = new View(bytes.buffer, bytes.byteOffset, bytes.length / View.BYTES_PER_ELEMENT);
    const stride = this.#columns.length;
    this.#columns.forEach((column, start) => {
      column.add(values, start, stride);
    });
  }

  result(): TensorStatistics {
    const figures = this.#columns.map((column) => column.result());
    if (this.#perColumn) {
      return { columns: figures.map((column, index) => ({ name: this.#names?.[index] ?? String(index), ...column })) };
    }
    return { values: figures[0] ?? new ColumnFigures(0).result() };
  }
}

/** Mean and deviation are taken block by block and joined (Chan, Golub, LeVeque 1979), which loses no digits to large sums. */
class ColumnFigures {
  #count = 0;
  #missing = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #mean = 0;
  #squares = 0;
  readonly #distinct = new Set<number>();
  readonly #distinctLimit: number;

  constructor(distinctLimit: number) {
    this.#distinctLimit = distinctLimit;
  }

  add(values: Int32Array | Float32Array, start: number, stride: number): void {
    let min = this.#min;
    let max = this.#max;
    let sum = 0;
    let missing = 0;
    for (let at = start; at < values.length; at += stride) {
      const value = values[at] ?? 0;
      if (Number.isNaN(value)) {
        missing++;
        continue;
      }
      if (value < min) min = value;
      if (value > max) max = value;
      sum += value;
    }
    this.#min = min;
    this.#max = max;
    this.#missing += missing;
    const count = values.length / stride - missing;
    if (count > 0) this.#join(values, start, stride, { sum, count });
    this.#countDistinct(values, start, stride);
  }

  #join(
    values: Int32Array | Float32Array,
    start: number,
    stride: number,
    { sum, count }: { sum: number; count: number },
  ): void {
    const mean = sum / count;
    let squares = 0;
    for (let at = start; at < values.length; at += stride) {
      const apart = (values[at] ?? 0) - mean;
      if (!Number.isNaN(apart)) squares += apart ** 2;
    }
    const total = this.#count + count;
    const apart = mean - this.#mean;
    this.#squares += squares + (apart ** 2 * this.#count * count) / total;
    this.#mean += (apart * count) / total;
    this.#count = total;
  }

  #countDistinct(values: Int32Array | Float32Array, start: number, stride: number): void {
    for (let at = start; at < values.length && this.#distinct.size <= this.#distinctLimit; at += stride) {
      const value = values[at] ?? 0;
      if (!Number.isNaN(value)) this.#distinct.add(value);
    }
  }

  result(): Figures {
    const capped = this.#distinct.size > this.#distinctLimit;
    return {
      min: shortestFloat32(this.#min),
      max: shortestFloat32(this.#max),
      mean: this.#mean,
      standard_deviation: Math.sqrt(this.#squares / this.#count),
      missing: this.#missing,
      distinct: capped ? this.#distinctLimit : this.#distinct.size,
      distinct_capped: capped,
    };
  }
}
