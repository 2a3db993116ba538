import type { InvalidError } from '../../errors.js';
import { fileError, quoted } from '../faults.js';
import { foundInCell, isMissingMark, isNotANumber } from './cell-text.js';
import type { Cell, TableBatch, TableSource } from './table-source.js';

/** A column of a table, which knows how to say what is wrong in it. */
export class TableColumn {
  readonly name: string;
  readonly index: number;
  readonly #fileName: string;

  constructor(source: Pick<TableSource, 'fileName' | 'columns'>, index: number) {
    this.name = source.columns[index] ?? '';
    this.index = index;
    this.#fileName = source.fileName;
  }

  /** @param place undefined where the column as a whole is meant. */
  error(place: string | undefined, detail: string): InvalidError {
    const where = `${place === undefined ? '' : `${place}, `}column ${quoted(this.name)}`;
    return fileError(this.#fileName, `${where}: ${detail}`);
  }

  /**
   * Writes the number in a cell, as a 32-bit float.
   * @param expected what it should be, for the error. @throws {InvalidError} where there is none that one can hold.
   */
  readNumber(batch: TableBatch, row: number, out: Float32Array, at: number, expected = 'a number'): void {
    batch.readFloat32(row, this.index, out, at);
    const value = out[at] ?? 0;
    if (value - value !== 0) throw this.#noNumber(batch, row, value, expected);
  }

  /** The same, but NaN for a cell without a value. @returns whether there is one. @throws {InvalidError} */
  readNumberIfAny(batch: TableBatch, row: number, out: Float32Array, at: number): boolean {
    batch.readFloat32(row, this.index, out, at);
    if (Number.isNaN(out[at]) && this.isMissing(batch, row)) return false;
    this.readNumber(batch, row, out, at);
    return true;
  }

  /** Whether a cell holds no value, or a mark for one that is missing. */
  isMissing(batch: TableBatch, row: number): boolean {
    const cell = batch.cellAt(row, this.index);
    return typeof cell === 'string' ? cell.trim() === '' || isMissingMark(cell) || isNotANumber(cell) : isNothing(cell);
  }

  #noNumber(batch: TableBatch, row: number, value: number, expected: string): InvalidError {
    const cell = batch.cellAt(row, this.index);
    const place = batch.placeOf(row);
    if (Number.isNaN(value) || cell === value) {
      const hint = this.isMissing(batch, row)
        ? '; the option "prepare" can say what becomes of missing values'
        : typeof cell === 'string' || cell instanceof Date
          ? '; the option "columns" can call the column a category, a date, or a number written for people'
          : '';
      return this.error(place, `expected ${expected}, ${foundInCell(cell)}${hint}`);
    }
    return this.error(place, `${shownCell(cell)} is too large for a 32-bit float`);
  }
}

function isNothing(cell: Exclude<Cell, string>): boolean {
  return cell === null || Number.isNaN(cell);
}

function shownCell(cell: Cell): string {
  return String(cell).trim();
}
