import { CUT_ERROR, EXACT_DIGITS, MOST_EXPONENT } from '../data/csv/decimal-value.js';
import { fitsFloat32 } from '../data/float32.js';

const SPACE = 0x20;
const SPACES = new Set([SPACE, 0x09, 0x0a, 0x0d]);
const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const SMALL_E = 0x65;
const LARGE_E = 0x45;
/** Powers of ten that are exact in 64 bits. */
const POWERS = Float64Array.from({ length: MOST_EXPONENT + 1 }, (_, exponent) => 10 ** exponent);

const NAME = Buffer.from('instances"');
const LONGEST_NUMBER = 64;
const LONG_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/;

/** Rows of numbers, one after another. */
export interface NumberRows {
  readonly values: Float32Array<ArrayBuffer>;
  readonly rows: number;
}

/**
 * Reads `{"instances": [[1, 2.5, ...], ...]}`, rows of equally many plain numbers and nothing besides, straight from its bytes:
 * most bodies are that, and no JavaScript value is built of them.
 * @returns undefined for any other body, right or wrong, which is for a JSON parser.
 */
export function readNumberRows(bytes: Uint8Array): NumberRows | undefined {
  return new Reader(bytes).read();
}

class Reader {
  readonly #bytes: Uint8Array;
  readonly #values: Float32Array<ArrayBuffer>;
  #at = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    // A number takes two bytes at least, with the comma after it.
    this.#values = new Float32Array(bytes.length >> 1);
  }

  read(): NumberRows | undefined {
    if (!this.#take(OPEN_BRACE) || !this.#takeName() || !this.#take(COLON) || !this.#take(OPEN_BRACKET))
      return undefined;
    let rows = 0;
    let width = 0;
    do {
      const before = this.#count;
      if (!this.#takeRow()) return undefined;
      const found = this.#count - before;
      if (rows > 0 && found !== width) return undefined;
      width = found;
      rows++;
    } while (this.#take(COMMA));
    if (!this.#take(CLOSE_BRACKET) || !this.#take(CLOSE_BRACE)) return undefined;
    this.#skipSpaces();
    return this.#at === this.#bytes.length ? { values: this.#values.slice(0, this.#count), rows } : undefined;
  }

  #skipSpaces(): void {
    // Most often there is none: no look into the set then.
    while ((this.#bytes[this.#at] ?? COMMA) <= SPACE && SPACES.has(this.#bytes[this.#at] ?? 0)) this.#at++;
  }

  #take(code: number): boolean {
    if (this.#bytes[this.#at] !== code) {
      this.#skipSpaces();
      if (this.#bytes[this.#at] !== code) return false;
    }
    this.#at++;
    return true;
  }

  #takeName(): boolean {
    if (!this.#take(QUOTE)) return false;
    const end = this.#at + NAME.length;
    if (Buffer.compare(this.#bytes.subarray(this.#at, end), NAME) !== 0) return false;
    this.#at = end;
    return true;
  }

  #takeRow(): boolean {
    if (!this.#take(OPEN_BRACKET)) return false;
    do {
      const value = this.#number();
      if (!fitsFloat32(value)) return false;
      this.#values[this.#count++] = value;
    } while (this.#take(COMMA));
    return this.#take(CLOSE_BRACKET);
  }

  /** NaN where there is none that JSON knows. */
  #number(): number {
    this.#skipSpaces();
    const bytes = this.#bytes;
    const start = this.#at;
    let at = start;
    let code = bytes[at] ?? 0;
    const isNegative = code === MINUS;
    if (isNegative) code = bytes[++at] ?? 0;
    const first = at;
    let digits = 0;
    let kept = 0;
    let exponent = 0;
    let cut = false;
    for (; code >= ZERO && code <= NINE; code = bytes[++at] ?? 0) {
      if (kept === EXACT_DIGITS) {
        cut = true;
        exponent++;
        continue;
      }
      digits = digits * 10 + (code - ZERO);
      if (digits !== 0) kept++;
    }
    const whole = at - first;
    // JSON has no number that begins with a 0 and goes on.
    if (whole === 0 || (whole > 1 && bytes[first] === ZERO)) return Number.NaN;
    if (code === POINT) {
      const point = at;
      for (code = bytes[++at] ?? 0; code >= ZERO && code <= NINE; code = bytes[++at] ?? 0) {
        if (kept === EXACT_DIGITS) {
          cut = true;
          continue;
        }
        digits = digits * 10 + (code - ZERO);
        if (digits !== 0) kept++;
        exponent--;
      }
      if (at - point === 1) return Number.NaN;
    }
    this.#at = at;
    if (code === SMALL_E || code === LARGE_E || Math.abs(exponent) > MOST_EXPONENT) return this.#longNumber(start);
    // An exact integer over an exact power of ten is rounded once, as a parser of JSON rounds it (Clinger 1990).
    const power = POWERS[Math.abs(exponent)] ?? Number.NaN;
    const value = exponent < 0 ? digits / power : digits * power;
    // What was cut off matters only where it decides to which 32-bit float the number is rounded.
    if (cut && Math.fround(value * (1 - CUT_ERROR)) !== Math.fround(value * (1 + CUT_ERROR)))
      return this.#longNumber(start);
    return isNegative ? -value : value;
  }

  /** One with an exponent, or of which more digits than are exact decide. */
  #longNumber(start: number): number {
    const text = Buffer.from(this.#bytes.subarray(start, start + LONGEST_NUMBER)).toString('latin1');
    const found = LONG_NUMBER.exec(text)?.[0];
    if (found === undefined || found.length === LONGEST_NUMBER) return Number.NaN;
    this.#at = start + found.length;
    return Number(found);
  }
}
