import { shortestFloat32 } from '../float32.js';
import type { Figures, TensorStatistics } from '../statistics.js';
import { VALUES_AT } from './figure-kernel.js';
import { figureMemory } from './figure-memory.js';
import { Histogram, MOST_BINS } from './histogram.js';
import type { TensorFigures } from './running-figures.js';

/** Most distinct values that are counted in one column, and in all columns together. */
const MOST_DISTINCT = 1000;
const MOST_DISTINCT_IN_ALL = 2 ** 20;
/** Fewest bins of one column, and most of all columns together. */
const FEWEST_BINS = 16;
const MOST_BINS_IN_ALL = 2 ** 17;
/** Each column is gone through several times: rows are taken so many numbers at a time, which stay in the processor's cache. */
const NUMBERS_AT_ONCE = 2 ** 15;
const FEWEST_ROWS_AT_ONCE = 64;
const NUMBER_BYTES = 4;

/** Figures of 4-byte numbers, for each column or for all of them together. */
export class NumberFigures implements TensorFigures {
  readonly #dtype: 'int32' | 'float32';
  readonly #perColumn: boolean;
  readonly #names: readonly string[] | undefined;
  readonly #columns: readonly ColumnFigures[];
  readonly #rowsAtOnce: number;

  constructor(dtype: 'int32' | 'float32', columns: number, perColumn: boolean, names: readonly string[] | undefined) {
    this.#dtype = dtype;
    this.#perColumn = perColumn;
    this.#names = names;
    const distinctLimit = Math.min(MOST_DISTINCT, Math.ceil(MOST_DISTINCT_IN_ALL / columns));
    const bins = Math.max(FEWEST_BINS, Math.min(MOST_BINS, Math.ceil(MOST_BINS_IN_ALL / columns)));
    this.#rowsAtOnce = Math.max(FEWEST_ROWS_AT_ONCE, Math.floor(NUMBERS_AT_ONCE / columns));
    this.#columns = Array.from({ length: columns }, () => new ColumnFigures(distinctLimit, bins));
  }

  add(bytes: Uint8Array<ArrayBuffer>): void {
    const rowBytes = this.#columns.length * NUMBER_BYTES;
    const take = this.#dtype === 'int32' ? figureMemory.kernels.integers : figureMemory.kernels.floats;
    for (let from = 0; from < bytes.length; from += rowBytes * this.#rowsAtOnce) {
      const part = bytes.subarray(from, from + rowBytes * this.#rowsAtOnce);
      const end = figureMemory.put(part);
      // Where 64-bit floats may lie.
      const roomAt = Math.ceil(end / 8) * 8;
      const rows = part.length / rowBytes;
      const room = figureMemory.room(roomAt, rows);
      this.#columns.forEach((column, index) => {
        const at = VALUES_AT + index * NUMBER_BYTES;
        column.add(rows, room, (min, max) => (take(at, end, rowBytes, roomAt, min, max) - roomAt) / 8);
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

  /**
   * Adds the numbers of so many rows, which `take` puts into `room`, except for NaN, and the range of which it makes that of these too.
   * @returns how many they are.
   */
  add(rows: number, room: Float64Array, take: (min: number, max: number) => number): void {
    const count = take(this.#min, this.#max);
    this.#missing += rows - count;
    if (count === 0) return;
    const [min = 0, max = 0] = figureMemory.found;
    this.#min = min;
    this.#max = max;
    this.#histogram.cover(min, max);
    const numbers = room.subarray(0, count);
    this.#join(numbers);
    this.#countDistinct(numbers);
    this.#followOrder(numbers);
    this.#findFraction(numbers);
  }

  #join(numbers: Float64Array): void {
    // From the mean so far, so that one pass does: it is as far from theirs as the deviation of all of them is large.
    const from = this.#count === 0 ? meanOf(numbers) : this.#mean;
    const { perWidth, first } = this.#histogram.bins;
    const { kernels, counts, found } = figureMemory;
    const at = numbers.byteOffset;
    counts.fill(0, 0, MOST_BINS);
    kernels.spread(at, at + numbers.byteLength, from, perWidth, first);
    this.#histogram.addCounts(counts, numbers.length);
    const [sum = 0, squares = 0] = found;
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
