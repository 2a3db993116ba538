import type { Cell, TableBatch } from '../table/table-source.js';

/**
 * A value as the library decodes it, as a cell: 64-bit integers become numbers where a number holds them.
 * @returns undefined for what no cell is: bytes, and values with parts.
 */
export function toCell(value: unknown): Cell | undefined {
  switch (typeof value) {
    case 'number':
    case 'string':
    case 'boolean':
      return value;
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    case 'undefined':
      return null;
    default:
      return value === null || value instanceof Date ? value : undefined;
  }
}

/** Rows of a file whose cells are at hand by columns. */
export class ColumnBatch implements TableBatch {
  readonly rows: number;
  readonly #columns: ReadonlyMap<number, readonly Cell[]>;
  readonly #start: number;
  readonly #firstRow: number;

  /** @param start where the rows begin in each of the columns. @param firstRow number of the first of them in the file, from 1. */
  constructor(columns: ReadonlyMap<number, readonly Cell[]>, place: { start: number; rows: number; firstRow: number }) {
    this.#columns = columns;
    this.#start = place.start;
    this.rows = place.rows;
    this.#firstRow = place.firstRow;
  }

  readFloat32(row: number, column: number, out: Float32Array, at: number): void {
    const cell = this.cellAt(row, column);
    out[at] = typeof cell === 'number' ? cell : numberOf(cell);
  }

  cellAt(row: number, column: number): Cell {
    return this.#columns.get(column)?.[this.#start + row] ?? null;
  }

  placeOf(row: number): string {
    return `row ${this.#firstRow + row}`;
  }
}

/** Text and dates are no numbers, though digits may stand in them. */
function numberOf(cell: Cell): number {
  return typeof cell === 'boolean' || typeof cell === 'bigint' ? Number(cell) : Number.NaN;
}
