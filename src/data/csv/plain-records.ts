import { decimalOf } from '../table/cell-text.js';
import type { Cell, TableBatch } from '../table/table-source.js';
import type { CsvDialect } from './csv-dialect.js';
import { CUT_ERROR, decimalValue, EXACT_DIGITS, FIRST_DIGITS, MOST_EXPONENT } from './decimal-value.js';

const BLANK = 0x20;
const CARRIAGE_RETURN = 0x0d;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const FIRST_CELLS = 4096;

/**
 * Records without quotes: the places of their cells in the bytes, and the numbers that are written in plain decimal digits.
 * Strings are made of those cells alone that are asked for as such, since making one of every cell is what a CSV parser
 * spends most of its time on. Records with quotes are csv-parse's.
 */
export class PlainRecords implements TableBatch {
  rows = 0;
  /** Where the first bytes stand that were not taken: the end, or a record that is blank or has another number of cells. */
  taken = 0;
  readonly #columns: number;
  readonly #delimiter: number;
  readonly #lineEnd: number;
  #bytes: Buffer = Buffer.alloc(0);
  #starts = new Int32Array(FIRST_CELLS);
  #ends = new Int32Array(FIRST_CELLS);
  /** NaN for a cell that holds something else, or a number that must be read another way. */
  #floats = new Float32Array(FIRST_CELLS);
  #placeOf: (row: number) => string = String;

  constructor(columns: number, dialect: Pick<CsvDialect, 'delimiter' | 'lineEnd'>) {
    this.#columns = columns;
    this.#delimiter = dialect.delimiter.charCodeAt(0);
    this.#lineEnd = dialect.lineEnd.charCodeAt(0);
  }

  /** Puts the records of `bytes`, from `start` on, in place of what was here before. The bytes must end with a line end. */
  take(bytes: Buffer, start: number, placeOf: (row: number) => string): void {
    this.#bytes = bytes;
    this.#placeOf = placeOf;
    this.rows = 0;
    this.taken = start;
    while (this.taken < bytes.length) {
      if ((this.rows + 1) * this.#columns > this.#starts.length) this.#grow();
      const next = this.#takeRecord(this.taken);
      if (next < 0) break;
      this.rows++;
      this.taken = next;
    }
  }

  readFloat32(row: number, column: number, out: Float32Array, at: number): void {
    const cell = row * this.#columns + column;
    const float = this.#floats[cell] ?? Number.NaN;
    out[at] = Number.isNaN(float) ? decimalOf(this.#textOf(cell)) : float;
  }

  cellAt(row: number, column: number): Cell {
    return this.#textOf(row * this.#columns + column);
  }

  placeOf(row: number): string {
    return this.#placeOf(row);
  }

  #textOf(cell: number): string {
    return this.#bytes.toString('utf8', this.#starts[cell], this.#ends[cell]);
  }

  /**
   * Reads the record at `start`. All in one loop: this is where the time of an upload goes.
   * @returns where the next one begins; -1 where this has not as many cells as the table has columns.
   */
  #takeRecord(start: number): number {
    const bytes = this.#bytes;
    const starts = this.#starts;
    const ends = this.#ends;
    const floats = this.#floats;
    const delimiter = this.#delimiter;
    const lineEnd = this.#lineEnd;
    let at = start;
    let cell = this.rows * this.#columns;
    for (const lastCell = cell + this.#columns - 1; ; cell++, at++) {
      starts[cell] = at;
      let byte = bytes[at] ?? lineEnd;
      while (byte === BLANK) byte = bytes[++at] ?? lineEnd;
      const negative = byte === MINUS;
      if (negative) byte = bytes[++at] ?? lineEnd;
      let high = 0;
      let low = 0;
      let digits = 0;
      let cutDigits = 0;
      let pointAt = -1;
      const first = at;
      for (; ; byte = bytes[++at] ?? lineEnd) {
        const digit = byte - ZERO;
        if (digit >= 0 && digit <= 9) {
          if (digits < FIRST_DIGITS) {
            high = (high * 10 + digit) | 0;
            if (high > 0) digits++;
          } else if (digits < EXACT_DIGITS) {
            low = (low * 10 + digit) | 0;
            digits++;
          } else {
            cutDigits++;
          }
        } else if (byte === POINT && pointAt < 0) {
          pointAt = at;
        } else {
          break;
        }
      }
      ends[cell] = at;
      const exponent = cutDigits - (pointAt < 0 ? 0 : at - pointAt - 1);
      let isPlain = at - first > (pointAt < 0 ? 0 : 1) && exponent >= -MOST_EXPONENT && exponent <= MOST_EXPONENT;
      if (byte === CARRIAGE_RETURN && bytes[at + 1] === lineEnd) {
        byte = lineEnd;
        at++;
      } else if (byte !== delimiter && byte !== lineEnd) {
        isPlain = false;
        do byte = bytes[++at] ?? lineEnd;
        while (byte !== delimiter && byte !== lineEnd);
        ends[cell] = byte === lineEnd && bytes[at - 1] === CARRIAGE_RETURN ? at - 1 : at;
      }
      floats[cell] = Number.NaN;
      if (isPlain) {
        const size = decimalValue(high, low, digits, exponent);
        if (cutDigits === 0 || Math.fround(size * (1 - CUT_ERROR)) === Math.fround(size * (1 + CUT_ERROR))) {
          floats[cell] = negative ? -size : size;
        }
      }
      if (byte === lineEnd) return cell === lastCell ? at + 1 : -1;
      if (cell === lastCell) return -1;
    }
  }

  #grow(): void {
    const size = 2 * this.#starts.length + this.#columns;
    this.#starts = grown(this.#starts, new Int32Array(size));
    this.#ends = grown(this.#ends, new Int32Array(size));
    this.#floats = grown(this.#floats, new Float32Array(size));
  }
}

function grown<Numbers extends Int32Array | Float32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}
