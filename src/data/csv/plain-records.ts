import { decimalOf } from '../table/cell-text.js';
import type { Cell, TableBatch } from '../table/table-source.js';
import type { CsvDialect } from './csv-dialect.js';
import { RecordScanner } from './record-scanner.js';

const CARRIAGE_RETURN = 0x0d;
/** A whole number in a cell of so few characters is exact as a 32-bit float, and what is not whole does not become so. */
const MOST_EXACT_CHARACTERS = 7;

/**
 * Records without quotes: the places of their cells in the bytes, and the numbers that are written in plain decimal digits.
 * Strings are made of those cells alone that are asked for as such, since making one of every cell is what a CSV parser
 * spends most of its time on. Records with quotes are csv-parse's.
 */
export class PlainRecords implements TableBatch {
  rows = 0;
  /** Where the first bytes stand that were not taken. */
  taken = 0;
  /** Whether these begin with a record that is blank or has another number of cells. */
  stopped = false;
  readonly #columns: number;
  readonly #dialect: Pick<CsvDialect, 'delimiter' | 'lineEnd'>;
  readonly #scanner = RecordScanner.take();
  #bytes: Buffer = Buffer.alloc(0);
  #start = 0;
  #placeOf: (row: number) => string = String;

  constructor(columns: number, dialect: Pick<CsvDialect, 'delimiter' | 'lineEnd'>) {
    this.#columns = columns;
    this.#dialect = dialect;
  }

  /**
   * Puts records of `bytes`, from `start` on, in place of what was here before: as many as are gone over at once. The bytes must
   * end with a line end, and are to stay as they are until the next time.
   */
  take(bytes: Buffer, start: number, placeOf: (row: number) => string): void {
    this.#bytes = bytes;
    this.#start = start;
    this.#placeOf = placeOf;
    const { rows, stopped } = this.#scanner.scan(bytes, start, this.#columns, this.#dialect);
    this.rows = rows;
    this.taken = this.#endOf(rows * this.#columns - 1) + 1;
    this.stopped = stopped;
  }

  /** To be called once no records are taken or looked at any more. */
  close(): void {
    this.#scanner.release();
  }

  readFloat32(row: number, column: number, out: Float32Array, at: number): void {
    const cell = row * this.#columns + column;
    const float = this.#scanner.floatOf(cell);
    out[at] = Number.isNaN(float) ? decimalOf(this.#textOf(cell)) : float;
  }

  cellAt(row: number, column: number): Cell {
    return this.#textOf(row * this.#columns + column);
  }

  wholeNumberAt(row: number, column: number): number | undefined {
    const cell = row * this.#columns + column;
    const float = this.#scanner.floatOf(cell);
    const characters = this.#endOf(cell) - this.#endOf(cell - 1) - 1;
    return characters <= MOST_EXACT_CHARACTERS && Number.isInteger(float) ? float : undefined;
  }

  numbers(columns: readonly number[]): Float32Array | undefined {
    return this.#scanner.gather(this.rows, this.#columns, columns);
  }

  placeOf(row: number): string {
    return this.#placeOf(row);
  }

  /** Where in the bytes the delimiter or line end after a cell stands. */
  #endOf(cell: number): number {
    return this.#start + this.#scanner.endOf(cell);
  }

  #textOf(cell: number): string {
    const start = this.#endOf(cell - 1) + 1;
    const end = this.#endOf(cell);
    const isLast = (cell + 1) % this.#columns === 0;
    const hasReturn = isLast && end > start && this.#bytes[end - 1] === CARRIAGE_RETURN;
    return this.#bytes.toString('utf8', start, hasReturn ? end - 1 : end);
  }
}
