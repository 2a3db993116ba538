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
/** Each column is gone through several times: rows are taken so many numbers at a time, which stay in the processor's cache. */
const NUMBERS_AT_ONCE = 2 ** 13;
const FEWEST_ROWS_AT_ONCE = 64;

/** Figures of 4-byte numbers, for each column or for all of them together. */
export class NumberFigures implements TensorFigures {
  readonly #dtype: 'int32' | 'float32';
  readonly #perColumn: boolean;
  readonly #names: readonly string[] | undefined;
  readonly #columns: readonly ColumnFigures[];
  /** For the numbers of one column that are gone through at once. */
  readonly #room: Float64Array;

  constructor(dtype: 'int32' | 'float32', columns: number, perColumn: boolean, names: readonly string[] | undefined) {
    this.#dtype = dtype;
    this.#perColumn = perColumn;
    this.#names = names;
    const distinctLimit = Math.min(MOST_DISTINCT, Math.ceil(MOST_DISTINCT_IN_ALL / columns));
    const bins = Math.max(FEWEST_BINS, Math.min(MOST_BINS, Math.ceil(MOST_BINS_IN_ALL / columns)));
    this.#room = new Float64Array(Math.max(FEWEST_ROWS_AT_ONCE, Math.floor(NUMBERS_AT_ONCE / columns)));
    this.#columns = Array.from({ length: columns }, () => new ColumnFigures(distinctLimit, bins));
  }

  add(bytes: Uint8Array<ArrayBuffer>): void {
    const View = this.#dtype === 'int32' ? Int32Array : Float32Array;
    const values = new View(bytes.buffer, bytes.byteOffset, bytes.length / View.BYTES_PER_ELEMENT);
    const stride = this.#columns.length;
    const atOnce = stride * this.#room.length;
    for (let from = 0; from < values.length; from += atOnce) {
      const part = values.subarray(from, from + atOnce);
      this.#columns.forEach((column, start) => {
        column.add(part, start, stride, this.#room);
      });
    }
  }

  result(): TensorStatistics {
    const figures = this.#columns.map((column) => column.result());
    if (this.#perColumn) {
      return { columns: figures.map((column, index) => ({ name: this.#names?.[index] ?? String(index), ...column })) };
    }
    return { values: figures[0] ?? new ColumnFigures(0, FEWEST_BINS).result() };
  }
}

/** Mean and deviation are taken piece by piece and joined (Chan, Golub, LeVeque 1979), which loses no digits to large sums. */
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

  /** Adds every `stride`-th of the values from `start` on. @param room for as many numbers; what it holds is overwritten. */
  add(values: Int32Array | Float32Array, start: number, stride: number, room: Float64Array): void {
    let count = 0;
    let min = this.#min;
    let max = this.#max;
    for (let at = start; at < values.length; at += stride) {
      const value = values[at] ?? 0;
      if (Number.isNaN(value)) continue;
      room[count++] = value;
      if (value < min) min = value;
      if (value > max) max = value;
    }
    this.#missing += Math.ceil((values.length - start) / stride) - count;
    if (count === 0) return;
    this.#min = min;
    this.#max = max;
    this.#histogram.cover(min, max);
    const numbers = room.subarray(0, count);
    this.#join(numbers);
    this.#histogram.add(numbers);
    this.#countDistinct(numbers);
    this.#followOrder(numbers);
    this.#findFraction(numbers);
  }

  #join(numbers: Float64Array): void {
    // From the mean so far, so that one pass does: it is as far from theirs as the deviation of all of them is large.
    const from = this.#count === 0 ? meanOf(numbers) : this.#mean;
    let sum = 0;
    let squares = 0;
    for (let at = 0; at < numbers.length; at++) {
      const apart = (numbers[at] ?? 0) - from;
      sum += apart;
      squares += apart * apart;
    }
    const count = numbers.length;
    const total = this.#count + count;
    const apart = from + sum / count - this.#mean;
    this.#squares += squares - sum ** 2 / count + (apart ** 2 * this.#count * count) / total;
    this.#mean += (apart * count) / total;
    this.#count = total;
  }

  #countDistinct(numbers: Float64Array): void {
    for (let at = 0; at < numbers.length && this.#distinct.size <= this.#distinctLimit; at++) {
      this.#distinct.add(numbers[at] ?? 0);
    }
  }

  /** Goes on only for as long as each value is larger, or each is smaller, than the last. */
  #followOrder(numbers: Float64Array): void {
    for (let at = 0; at < numbers.length && (this.#rising || this.#falling); at++) {
      const value = numbers[at] ?? 0;
      if (value <= this.#last) this.#rising = false;
      if (value >= this.#last) this.#falling = false;
      this.#last = value;
    }
  }

  #findFraction(numbers: Float64Array): void {
    for (let at = 0; at < numbers.length && this.#integers; at++) {
      this.#integers = Number.isInteger(numbers[at]);
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

function meanOf(numbers: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < numbers.length; at++) sum += numbers[at] ?? 0;
  return sum / numbers.length;
}
