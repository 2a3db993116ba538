/**
 * Which rows of a dataset train and which are held out to validate on. Every row is on one of the two sides; on each side rows
 * stand in the order of the dataset.
 */
export class RowSides {
  readonly rows: number;
  readonly trainingRows: number;
  /** 1 where a row is held out; undefined where it is the last rows that are. */
  readonly #heldOut: Uint8Array | undefined;

  private constructor(rows: number, trainingRows: number, heldOut: Uint8Array | undefined) {
    this.rows = rows;
    this.trainingRows = trainingRows;
    this.#heldOut = heldOut;
  }

  /** The last rows are held out. */
  static lastPart(rows: number, heldOutRows: number): RowSides {
    return new RowSides(rows, rows - heldOutRows, undefined);
  }

  /** `heldOut` says of each row, by 1 or 0, whether it is held out. */
  static marked(heldOut: Uint8Array): RowSides {
    let count = 0;
    for (const mark of heldOut) count += mark;
    return new RowSides(heldOut.length, heldOut.length - count, heldOut);
  }

  get validationRows(): number {
    return this.rows - this.trainingRows;
  }

  /** Whether the rows that train are simply the first ones. */
  get trainsOnFirst(): boolean {
    return this.#heldOut === undefined;
  }

  trains(row: number): boolean {
    return this.#heldOut === undefined ? row < this.trainingRows : this.#heldOut[row] === 0;
  }

  /** Numbers of the rows that train, ascending. */
  training(): Int32Array {
    return this.#numbers(this.trainingRows, true);
  }

  /** Numbers of the rows that are held out, ascending. */
  validation(): Int32Array {
    return this.#numbers(this.validationRows, false);
  }

  #numbers(count: number, wanted: boolean): Int32Array {
    const numbers = new Int32Array(count);
    let at = 0;
    for (let row = 0; row < this.rows; row++) if (this.trains(row) === wanted) numbers[at++] = row;
    return numbers;
  }
}
