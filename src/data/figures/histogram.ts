import { shortestFloat32 } from '../float32.js';
import type { HistogramFigures } from '../statistics.js';

/** Bins where nothing asks for fewer. */
export const MOST_BINS = 64;

/**
 * Counts numbers in bins of one width, a power of two, while the range of the numbers is not known yet: when it grows, neighbouring
 * bins become one. All counts are exact, and the bins in the end are the narrowest that are few enough, wherever blocks end.
 */
export class Histogram {
  readonly #mostBins: number;
  /** None as long as all numbers are the same. */
  #counts = new Float64Array(0);
  #width = 0;
  /** The first bin begins at this many widths. */
  #first = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #same = 0;

  constructor(mostBins: number) {
    this.#mostBins = mostBins;
  }

  /** Makes room for numbers from `min` to `max`; to be called before they are added. */
  cover(min: number, max: number): void {
    if (min >= this.#min && max <= this.#max) return;
    const only = this.#min;
    this.#min = Math.min(min, this.#min);
    this.#max = Math.max(max, this.#max);
    if (this.#min === this.#max) return;
    const width = this.#narrowest();
    const first = Math.floor(this.#min / width);
    const counts = new Float64Array(this.#mostBins);
    if (this.#width === 0) {
      if (this.#same > 0) counts[Math.floor(only / width) - first] = this.#same;
    } else {
      const wider = width / this.#width;
      for (const [bin, count] of this.#counts.entries()) {
        const to = Math.floor((this.#first + bin) / wider) - first;
        if (count > 0) counts[to] = (counts[to] ?? 0) + count;
      }
    }
    this.#counts = counts;
    this.#width = width;
    this.#first = first;
  }

  /** The bin of a number is the whole part of itself times `perWidth` less `first`; the first where all are the same. */
  get bins(): { readonly perWidth: number; readonly first: number } {
    return this.#width === 0 ? { perWidth: 0, first: 0 } : { perWidth: 1 / this.#width, first: this.#first };
  }

  /** Adds so many numbers, of which so many lie in each of the bins. */
  addCounts(counts: Uint32Array, total: number): void {
    if (this.#width === 0) this.#same += total;
    else
      for (let bin = 0; bin < this.#counts.length; bin++)
        this.#counts[bin] = (this.#counts[bin] ?? 0) + (counts[bin] ?? 0);
  }

  /** Adds one value many times. */
  addMany(value: number, times: number): void {
    const bin = Math.floor(value / this.#width) - this.#first;
    if (this.#width === 0) this.#same += times;
    else this.#counts[bin] = (this.#counts[bin] ?? 0) + times;
  }

  /** @param integers whether all numbers are whole: no bin is narrower than 1 then. */
  result(integers: boolean): HistogramFigures {
    if (this.#width === 0) {
      return this.#same === 0
        ? { from: 0, bin_width: 0, counts: [] }
        : { from: shortestFloat32(this.#min), bin_width: 0, counts: [this.#same] };
    }
    const width = integers ? Math.max(1, this.#width) : this.#width;
    const first = Math.floor(this.#min / width);
    const counts = new Array<number>(Math.floor(this.#max / width) - first + 1).fill(0);
    for (const [bin, count] of this.#counts.entries()) {
      if (count === 0) continue;
      const to = Math.floor(((this.#first + bin) * this.#width) / width) - first;
      counts[to] = (counts[to] ?? 0) + count;
    }
    return { from: first * width, bin_width: width, counts };
  }

  /** The smallest power of two whose multiples part the range into few enough bins. */
  #narrowest(): number {
    let width = 2 ** Math.floor(Math.log2((this.#max - this.#min) / this.#mostBins));
    while (Math.floor(this.#max / width) - Math.floor(this.#min / width) >= this.#mostBins) width *= 2;
    return width;
  }
}
