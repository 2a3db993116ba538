/** Where a number belongs when there are too many to be kept one by one. Smaller numbers have smaller bins. */
export interface Bins {
  readonly count: number;
  of(value: number): number;
}

/** Numbers in the order of their size, each once, with how often it came. */
export interface SortedValues {
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

/** Bins by sign, exponent and the first bits of the mantissa of a 32-bit float: as fine relative to the number everywhere. */
export function floatBins(mantissaBits: number): Bins {
  const float = new Float32Array(1);
  const bits = new Uint32Array(float.buffer);
  const shift = 23 - mantissaBits;
  return {
    count: 2 ** (9 + mantissaBits),
    of: (value) => {
      float[0] = value;
      const [raw = 0] = bits;
      // Negative numbers come before the others, the larger ones first.
      return (raw & 0x80000000 ? ~raw >>> 0 : (raw | 0x80000000) >>> 0) >>> shift;
    },
  };
}

/** Bins of probabilities, as fine near 1 as near 0. */
export function probabilityBins(mantissaBits: number): Bins {
  const { count, of } = floatBins(mantissaBits);
  return { count, of: (probability) => of(Math.log(probability / (1 - probability))) };
}

/**
 * Numbers to be looked at in the order of their size: up to `exact` of them as they are, more of them as the means of bins, so
 * that memory stays bounded. NaN does not count.
 */
export class ValueCounts {
  readonly #bins: Bins;
  readonly #exact: number;
  #values: Float64Array<ArrayBuffer>;
  #count = 0;
  #binned: { readonly sums: Float64Array; readonly counts: Float64Array } | undefined;

  constructor(exact: number, bins: Bins) {
    this.#exact = exact;
    this.#values = new Float64Array(Math.min(exact, 1024));
    this.#bins = bins;
  }

  /** Whether numbers are still as they came. */
  get isExact(): boolean {
    return this.#binned === undefined;
  }

  add(value: number): void {
    if (Number.isNaN(value)) return;
    if (this.#binned === undefined && this.#count === this.#exact) this.#beginBins();
    if (this.#binned) this.#bin(value);
    else this.#keep(value);
  }

  sorted(): SortedValues {
    return this.#binned ? ofBins(this.#binned) : distinct(this.#values.slice(0, this.#count).sort());
  }

  #keep(value: number): void {
    if (this.#count === this.#values.length) {
      const longer = new Float64Array(Math.min(this.#exact, 2 * this.#count));
      longer.set(this.#values);
      this.#values = longer;
    }
    this.#values[this.#count++] = value;
  }

  #beginBins(): void {
    this.#binned = { sums: new Float64Array(this.#bins.count), counts: new Float64Array(this.#bins.count) };
    for (let at = 0; at < this.#count; at++) this.#bin(this.#values[at] ?? 0);
    this.#values = new Float64Array(0);
  }

  #bin(value: number): void {
    const { sums, counts } = this.#binned ?? { sums: [], counts: [] };
    const bin = this.#bins.of(value);
    sums[bin] = (sums[bin] ?? 0) + value;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
}

function ofBins({ sums, counts }: { readonly sums: Float64Array; readonly counts: Float64Array }): SortedValues {
  const full = [...counts.keys()].filter((bin) => (counts[bin] ?? 0) > 0);
  return {
    values: Float64Array.from(full, (bin) => (sums[bin] ?? 0) / (counts[bin] ?? 1)),
    counts: Float64Array.from(full, (bin) => counts[bin] ?? 0),
  };
}

/** @param sorted may hold a number several times. */
function distinct(sorted: Float64Array): SortedValues {
  const counts = new Float64Array(sorted.length);
  let last = -1;
  for (const value of sorted) {
    if (last >= 0 && sorted[last] === value) counts[last] = (counts[last] ?? 0) + 1;
    else {
      sorted[++last] = value;
      counts[last] = 1;
    }
  }
  return { values: sorted.slice(0, last + 1), counts: counts.slice(0, last + 1) };
}
