import type { Cell, TableBatch } from './table-source.js';

interface BatchPlace {
  /** Where the batch's rows begin in each of the columns. */
  readonly start: number;
  readonly rows: number;
  readonly placeOf: (row: number) => string;
}

/** Rows whose cells are at hand by columns. */
export class ColumnBatch implements TableBatch {
  readonly rows: number;
  readonly placeOf: (row: number) => string;
  readonly #columns: ReadonlyMap<number, readonly Cell[]>;
  readonly #start: number;

  constructor(columns: ReadonlyMap<number, readonly Cell[]>, { start, rows, placeOf }: BatchPlace) {
    this.#columns = columns;
    this.#start = start;
    this.rows = rows;
    this.placeOf = placeOf;
  }

  readFloat32(row: number, column: number, out: Float32Array, at: number): void {
    const cell = this.cellAt(row, column);
    out[at] = typeof cell === 'number' ? cell : numberOf(cell);
  }

  cellAt(row: number, column: number): Cell {
    return this.#columns.get(column)?.[this.#start + row] ?? null;
  }
}

/** Text and dates are no numbers, though digits may stand in them. */
function numberOf(cell: Cell): number {
  return typeof cell === 'boolean' || typeof cell === 'bigint' ? Number(cell) : Number.NaN;
}

/**
 * A value as a parser gives it, as a cell: 64-bit integers become numbers where a number holds them.
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
