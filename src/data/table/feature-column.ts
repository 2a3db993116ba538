import type { ColumnFeature } from '../dataset-spec.js';
import { foundInCell } from './cell-text.js';
import type { TableColumn } from './table-column.js';
import type { Cell, TableBatch } from './table-source.js';

/** The place where the cells of a column become inputs. A new kind of column is a class of its own. */
export interface FeatureColumn {
  /** Names of the numbers that one cell becomes, for `columns` of the inputs; their number is the column's width. */
  readonly names: readonly string[];
  /** What those numbers are, once all rows have been added. @throws {InvalidError} where no row has a value. */
  conclude(rows: number): readonly ColumnFeature[];
  /** Writes what one cell means into `out`, from `at` on. @throws {InvalidError} that says where what was found. */
  add(batch: TableBatch, row: number, out: Float32Array, at: number): void;
  /** The position of the column where cells that are numbers are written as they are, and need not be added one by one. */
  readonly plainColumn?: number | undefined;
  /** Says that a batch of such cells has been written. */
  addedPlain?(): void;
}

/**
 * A column of numbers; where a cell may be without one, it is written as NaN. One whose first cell is text that says `True` or
 * `false`, as pandas writes booleans, has only such, which are 1 and 0.
 */
export class NumberFeature implements FeatureColumn {
  readonly names: readonly string[];
  readonly #column: TableColumn;
  readonly #mayMiss: boolean;
  #missing = 0;
  #holds: 'nothing yet' | 'numbers' | 'booleans' = 'nothing yet';

  constructor(column: TableColumn, mayMiss: boolean) {
    this.names = [column.name];
    this.#column = column;
    this.#mayMiss = mayMiss;
  }

  get plainColumn(): number | undefined {
    return this.#holds === 'booleans' ? undefined : this.#column.index;
  }

  addedPlain(): void {
    this.#holds = 'numbers';
  }

  conclude(rows: number): readonly ColumnFeature[] {
    if (this.#missing === rows) throw this.#column.error(undefined, 'no row has a value');
    return [{ kind: 'number', missing: this.#missing }];
  }

  add(batch: TableBatch, row: number, out: Float32Array, at: number): void {
    if (this.#holds === 'nothing yet') this.#holds = this.#look(batch, row);
    if (this.#holds === 'booleans') this.#addBoolean(batch, row, out, at);
    else if (!this.#mayMiss) this.#column.readNumber(batch, row, out, at);
    else if (!this.#column.readNumberIfAny(batch, row, out, at)) this.#missing++;
  }

  #look(batch: TableBatch, row: number): 'nothing yet' | 'numbers' | 'booleans' {
    if (booleanIn(batch.cellAt(row, this.#column.index)) !== undefined) return 'booleans';
    return this.#mayMiss && this.#column.isMissing(batch, row) ? 'nothing yet' : 'numbers';
  }

  #addBoolean(batch: TableBatch, row: number, out: Float32Array, at: number): void {
    const cell = batch.cellAt(row, this.#column.index);
    const value = booleanIn(cell);
    if (value === undefined && !(this.#mayMiss && this.#column.isMissing(batch, row))) {
      throw this.#column.error(
        batch.placeOf(row),
        `expected true or false as in the rows before, ${foundInCell(cell)}`,
      );
    }
    if (value === undefined) this.#missing++;
    out[at] = value === undefined ? Number.NaN : Number(value);
  }
}

/** What text says; booleans that have a type are numbers already. */
function booleanIn(cell: Cell): boolean | undefined {
  if (typeof cell !== 'string') return undefined;
  const text = cell.trim().toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
}
