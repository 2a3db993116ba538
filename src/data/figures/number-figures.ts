import { shortestFloat32 } from '../float32.js';
import type { Figures, TensorStatistics } from '../statistics.js';
import { Histogram, MOST_BINS } from './histogram.js';
import type { TensorFigures } from './running-figures.js';

/** Most distinct values that are counted in one column, and in all columns together. */
const MOST_DISTINCT = 1000;
const MOST_DISTINCT_IN_ALL = 2 ** 20;
/** Fewest bins of one column, and most of all columns together. */
const FEWEST_BINS = 16;
const MOST_BINS_IN_ALL = 2 ** 17;

/** Figures of 4-byte numbers, for each column or for all of them together. */
export class NumberFigures implements TensorFigures {
  readonly #dtype: 'int32' | 'float32';
  readonly #perColumn: boolean;
  readonly #names: readonly string[] | undefined;
  readonly #columns: readonly ColumnFigures[];

  constructor(dtype: 'int32' | 'float32', columns: number, perColumn: boolean, names: readonly string[] | undefined) {
    this.#dtype = dtype;
    this.#perColumn = perColumn;
    this.#names = names;
    const distinctLimit = Math.min(MOST_DISTINCT, Math.ceil(MOST_DISTINCT_IN_ALL / columns));
    const bins = Math.max(FEWEST_BINS, Math.min(MOST_BINS, Math.ceil(MOST_BINS_IN_ALL / columns)));
    this.#columns = Array.from({ length: columns }, () => new ColumnFigures(distinctLimit, bins));
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
    return { values: figures[0] ?? new ColumnFigures(0, FEWEST_BINS).result() };
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
  readonly #histogram: Histogram;
  #integers = true;
  #rising = true;
  #falling = true;
  #last = Number.NaN;

  constructor(distinctLimit: number, bins: number) {
    this.#distinctLimit = distinctLimit;
    this.#histogram = new Histogram(bins);
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
    if (count > 0) {
      this.#join(values, start, stride, { sum, count });
      this.#histogram.cover(min, max);
      this.#histogram.add(values, start, stride);
    }
    this.#countDistinct(values, start, stride);
    this.#followOrder(values, start, stride);
    this.#findFraction(values, start, stride);
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

  /** Goes on only for as long as each value is larger, or each is smaller, than the last. */
  #followOrder(values: Int32Array | Float32Array, start: number, stride: number): void {
    for (let at = start; at < values.length && (this.#rising || this.#falling); at += stride) {
      const value = values[at] ?? 0;
      if (Number.isNaN(value)) continue;
      if (value <= this.#last) this.#rising = false;
      if (value >= this.#last) this.#falling = false;
      this.#last = value;
    }
  }

  #findFraction(values: Int32Array | Float32Array, start: number, stride: number): void {
    if (values instanceof Int32Array) return;
    for (let at = start; at < values.length && this.#integers; at += stride) {
      const value = values[at] ?? 0;
      if (Math.floor(value) < value) this.#integers = false;
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
      integers: this.#integers,
      order: this.#order(),
      histogram: this.#histogram.result(this.#integers),
    };
  }

  #order(): NonNullable<Figures['order']> {
    if (this.#count < 2 || this.#rising === this.#falling) return 'none';
    return this.#rising ? 'rising' : 'falling';
  }
}
