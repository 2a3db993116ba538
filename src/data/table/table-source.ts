/** What stands in a cell: text as in the text formats, or a value that has a type; null where there is none. Integers that no number holds are bigints. */
export type Cell = string | number | bigint | boolean | Date | null;

/** Rows that came together, to be used before the next batch is asked for. Rows and columns are counted from 0. */
export interface TableBatch {
  readonly rows: number;
  /**
   * Writes the 32-bit float nearest to the number in a cell: infinite where that is too large, NaN where there is no number.
   * (A number that is returned instead would be put on the heap, a million times over.)
   */
  readFloat32(row: number, column: number, out: Float32Array, at: number): void;
  cellAt(row: number, column: number): Cell;
  /** The number in a cell of text, where it is whole and that is known without making a string of it. */
  wholeNumberAt?(row: number, column: number): number | undefined;
  /**
   * The floats in all cells of some columns, row after row, which stay until the next batch is asked for; undefined where they are
   * not at hand, or one of the cells writes none that is finite.
   */
  numbers?(columns: readonly number[]): Float32Array | undefined;
  /** Where a row stands in the file, for an error: `row 5 (line 6)`. */
  placeOf(row: number): string;
}

/** A file that is a table, whatever its format. Every row has a cell for each column. */
export interface TableSource {
  readonly fileName: string;
  /** Names of the columns, checked by `checkedNames`. */
  readonly columns: readonly string[];
  /** Positions of columns that have a name together, as those of an array. */
  readonly vectors?: ReadonlyMap<string, readonly number[]>;
  /**
   * To be read once, to the end.
   * @param wanted positions of the columns whose cells will be asked for. @throws {InvalidError} that says where in the file what was found.
   */
  batches(wanted: readonly number[]): AsyncGenerator<TableBatch>;
}
