/** The bits of a 32-bit float that each pass over the rows settles: how many, and how many stand below them. */
const PASSES = [
  { bits: 11, below: 21 },
  { bits: 11, below: 10 },
  { bits: 10, below: 0 },
] as const;
const MOST_BITS = 11;
const SIGN = 0x8000_0000;

/**
 * The exact medians of columns of 32-bit floats, in three passes over the rows and 16 kB of memory for each value that is looked
 * for: each pass counts by the next bits of the number, among those that agree in the bits before. Of an even number of values
 * the median is the mean of the two in the middle, as NumPy has it.
 */
export class Medians {
  readonly #columns: readonly number[];
  readonly #rowSize: number;
  #pass = 0;
  /** For each column the values in the middle: one or two, and none where the column has no value. */
  #sought: (readonly SoughtValue[])[];

  /** @param columns the places in a row whose medians are wanted. */
  constructor(columns: readonly number[], rowSize: number) {
    this.#columns = columns;
    this.#rowSize = rowSize;
    this.#sought = columns.map(() => [new SoughtValue(0)]);
  }

  /** Whether no further pass is needed. */
  get isDone(): boolean {
    return this.#pass === PASSES.length || this.#columns.length === 0;
  }

  /** Adds whole rows of the pass. NaN is passed over. */
  add(values: Float32Array): void {
    const { bits, below } = PASSES[this.#pass] ?? PASSES[0];
    const patterns = new Uint32Array(values.buffer, values.byteOffset, values.length);
    this.#columns.forEach((column, index) => {
      const sought = this.#sought[index] ?? [];
      for (let at = column; at < values.length; at += this.#rowSize) {
        if (Number.isNaN(values[at])) continue;
        const key = sortable(patterns[at] ?? 0);
        for (const value of sought) value.count(key, bits, below);
      }
    });
  }

  /** Ends a pass over all rows. */
  endPass(): void {
    const { bits } = PASSES[this.#pass] ?? PASSES[0];
    if (this.#pass === 0) this.#sought = this.#sought.map(middlesOf);
    for (const sought of this.#sought) for (const value of sought) value.narrow(bits);
    this.#pass++;
  }

  /** The median of each column, once no pass is needed any more; NaN where there was no value. */
  results(): number[] {
    return this.#sought.map((sought) => sought.reduce((sum, { value }) => sum + value, 0) / sought.length);
  }
}

/** A value that is known by its rank: the bits that have been settled, and how many values of the same bits lie below it. */
class SoughtValue {
  #rank: number;
  #settled = 0;
  #counts: Float64Array;

  constructor(rank: number, counts = new Float64Array(2 ** MOST_BITS)) {
    this.#rank = rank;
    this.#counts = counts;
  }

  get total(): number {
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  /** The same counts, for the value of another rank. */
  ofRank(rank: number): SoughtValue {
    return new SoughtValue(rank, this.#counts.slice());
  }

  count(key: number, bits: number, below: number): void {
    if (Math.floor(key / 2 ** (below + bits)) !== this.#settled) return;
    const bin = (key >>> below) & (2 ** bits - 1);
    this.#counts[bin] = (this.#counts[bin] ?? 0) + 1;
  }

  /** Goes on to the values that share the next bits. */
  narrow(bits: number): void {
    let bin = 0;
    for (; this.#rank >= (this.#counts[bin] ?? 0); bin++) this.#rank -= this.#counts[bin] ?? 0;
    this.#settled = this.#settled * 2 ** bits + bin;
    this.#counts.fill(0);
  }

  get value(): number {
    return fromSortable(this.#settled);
  }
}

/** Once all values have been counted it is known which ranks are in the middle. */
function middlesOf([all]: readonly SoughtValue[]): readonly SoughtValue[] {
  if (all === undefined || all.total === 0) return [];
  const ranks = new Set([Math.floor((all.total - 1) / 2), Math.floor(all.total / 2)]);
  return [...ranks].map((rank) => all.ofRank(rank));
}

/** The bits of a float as a whole number of the same order. */
function sortable(bits: number): number {
  return (bits < SIGN ? bits + SIGN : ~bits) >>> 0;
}

function fromSortable(key: number): number {
  const bits = (key < SIGN ? ~key : key - SIGN) >>> 0;
  return new Float32Array(new Uint32Array([bits]).buffer)[0] ?? Number.NaN;
}
