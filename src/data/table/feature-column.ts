import type { ColumnFeature } from '../dataset-spec.js';
import type { TableColumn } from './table-column.js';
import type { TableBatch } from './table-source.js';

/** The place where the cells of a column become inputs. A new kind of column is a class of its own. */
export interface FeatureColumn {
  /** Names of the numbers that one cell becomes, for `columns` of the inputs; their number is the column's width. */
  readonly names: readonly string[];
  /** What those numbers are, once all rows have been added. @throws {InvalidError} where no row has a value. */
  conclude(rows: number): readonly ColumnFeature[];
  /** Writes what one cell means into `out`, from `at` on. @throws {InvalidError} that says where what was found. */
  add(batch: TableBatch, row: number, out: Float32Array, at: number): void;
}

/** A column of numbers; where a cell may be without one, it is written as NaN. */
export class NumberFeature implements FeatureColumn {
  readonly names: readonly string[];
  readonly #column: TableColumn;
  readonly #mayMiss: boolean;
  #missing = 0;

  constructor(column: TableColumn, mayMiss: boolean) {
    this.names = [column.name];
    this.#column = column;
    this.#mayMiss = mayMiss;
  }

  conclude(rows: number): readonly ColumnFeature[] {
    if (this.#missing === rows) throw this.#column.error(undefined, 'no row has a value');
    return [{ kind: 'number', missing: this.#missing }];
  }

  add(batch: TableBatch, row: number, out: Float32Array, at: number): void {
    if (!this.#mayMiss) this.#column.readNumber(batch, row, out, at);
    else if (!this.#column.readNumberIfAny(batch, row, out, at)) this.#missing++;
  }
}
