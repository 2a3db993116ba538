/** The bits of a 32-bit float that each pass over the rows settles: how many, and how many stand below them. */
const PASSES = [
  { bits: 11, below: 21 },
  { bits: 11, below: 10 },
  { bits: 10, below: 0 },
] as const;
const MOST_BITS = 11;
/** Of the bits of a float: its sign, all others, and those of infinity, past which there is only NaN. */
const SIGN_BIT = 0x8000_0000 | 0;
const MAGNITUDE = 0x7fff_ffff;
const INFINITE = 0x7f80_0000;

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
    const pass = PASSES[this.#pass] ?? PASSES[0];
    const patterns = new Int32Array(values.buffer, values.byteOffset, values.length);
    for (const [index, column] of this.#columns.entries()) {
      for (const value of this.#sought[index] ?? []) value.count(patterns, column, this.#rowSize, pass);
    }
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

  /** Counts the values of a column by their next bits; millions of them, and so nothing is called for each. */
  count(patterns: Int32Array, column: number, rowSize: number, { bits, below }: (typeof PASSES)[number]): void {
    const [counts, settled, mask] = [this.#counts, this.#settled, 2 ** bits - 1];
    // In the first pass nothing is settled; a shift by 32 would be one by 0.
    const known = below + bits === 32 ? undefined : below + bits;
    for (let at = column; at < patterns.length; at += rowSize) {
      const pattern = patterns[at] ?? 0;
      if ((pattern & MAGNITUDE) > INFINITE) continue;
      const key = pattern ^ ((pattern >> 31) | SIGN_BIT);
      if (known !== undefined && key >>> known !== settled) continue;
      const bin = (key >>> below) & mask;
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
  }

  /** Goes on to the values that share the next bits. */
  narrow(bits: number): void {
    let bin = 0;
    for (; this.#rank >= (this.#counts[bin] ?? 0); bin++) this.#rank -= this.#counts[bin] ?? 0;
    this.#settled = this.#settled * 2 ** bits + bin;
    this.#counts.fill(0);
  }

  get value(): number {
    return fromKey(this.#settled);
  }
}

/** Once all values have been counted it is known which ranks are in the middle. */
function middlesOf([all]: readonly SoughtValue[]): readonly SoughtValue[] {
  if (all === undefined || all.total === 0) return [];
  const ranks = new Set([Math.floor((all.total - 1) / 2), Math.floor(all.total / 2)]);
  return [...ranks].map((rank) => all.ofRank(rank));
}

/** The float of a key, whose order as a whole number is that of the floats: all bits of negative ones are turned, else the sign. */
function fromKey(key: number): number {
  const bits = key >= 2 ** 31 ? key ^ SIGN_BIT : ~key;
  return new Float32Array(new Int32Array([bits]).buffer)[0] ?? Number.NaN;
}
