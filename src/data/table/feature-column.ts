import type { TableColumn } from './table-column.js';
import type { TableBatch } from './table-source.js';

/** The place where the cells of a column become inputs. A new kind of column is a class of its own. */
export interface FeatureColumn {
  /** Names of the numbers that one cell becomes, for `columns` of the inputs; their number is the column's width. */
  readonly names: readonly string[];
  /** Writes what one cell means into `out`, from `at` on. @throws {InvalidError} that says where what was found. */
  add(batch: TableBatch, row: number, out: Float32Array, at: number): void;
}

/** A column whose every cell is a number. */
export class NumberFeature implements FeatureColumn {
  readonly names: readonly string[];
  readonly #column: TableColumn;

  constructor(column: TableColumn) {
    this.names = [column.name];
    this.#column = column;
  }

  add(batch: TableBatch, row: number, out: Float32Array, at: number): void {
    this.#column.readNumber(batch, row, out, at);
  }
}
