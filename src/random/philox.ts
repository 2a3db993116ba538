/** Multipliers and key increments of Philox 4x32-10: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011. */
const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const ROUNDS = 10;

/** Upper 32 bits of the product of two unsigned 32-bit numbers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const cross = (middle & 0xffff) + aLow * bHigh;
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(cross / 0x10000)) >>> 0;
}

/**
 * A counter-based generator of 32-bit words: the same (key, counter) gives the same words on every machine, so that weights,
 * row orders and masks are functions of the seed. It runs as TensorFlow's own Philox does.
 */
export class Philox {
  private readonly key0: number;
  private readonly key1: number;
  private readonly counter: Uint32Array;
  private readonly block = new Uint32Array(4);
  private used = 4;

  constructor(key0: number, key1: number, counter: readonly [number, number, number, number] = [0, 0, 0, 0]) {
    this.key0 = key0 >>> 0;
    this.key1 = key1 >>> 0;
    this.counter = Uint32Array.from(counter);
  }

  /** The next word, 0 to 2^32 - 1. */
  word(): number {
    if (this.used === 4) {
      this.fillBlock();
      this.advance();
      this.used = 0;
    }
    return this.block[this.used++] ?? 0;
  }

  /** The next number in [0, 1), with 53 random bits. */
  uniform(): number {
    const high = this.word() >>> 5;
    const low = this.word() >>> 6;
    return (high * 0x4000000 + low) / 2 ** 53;
  }

  /** The next whole number in [0, bound), without bias: Lemire, "Fast random integer generation in an interval", 2019. */
  below(bound: number): number {
    const threshold = (2 ** 32 - bound) % bound;
    for (;;) {
      const word = this.word();
      if (Math.imul(word, bound) >>> 0 >= threshold) return multiplyHigh(word, bound);
    }
  }

  private fillBlock(): void {
    let [c0 = 0, c1 = 0, c2 = 0, c3 = 0] = this.counter;
    let key0 = this.key0;
    let key1 = this.key1;
    for (let round = 0; round < ROUNDS; round++) {
      const next0 = (multiplyHigh(MULTIPLIER_1, c2) ^ c1 ^ key0) >>> 0;
      const next2 = (multiplyHigh(MULTIPLIER_0, c0) ^ c3 ^ key1) >>> 0;
      c1 = Math.imul(MULTIPLIER_1, c2) >>> 0;
      c3 = Math.imul(MULTIPLIER_0, c0) >>> 0;
      c0 = next0;
      c2 = next2;
      key0 = (key0 + WEYL_0) >>> 0;
      key1 = (key1 + WEYL_1) >>> 0;
    }
    this.block.set([c0, c1, c2, c3]);
  }

  private advance(): void {
    for (let position = 0; position < 4; position++) {
      const next = ((this.counter[position] ?? 0) + 1) >>> 0;
      this.counter[position] = next;
      if (next !== 0) return;
    }
  }
}
