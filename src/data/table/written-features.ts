import { type DateFormat, type DatePart, datePart, parseDate } from '../cells/calendar.js';
import { formattedNumber } from '../cells/formatted-number.js';
import type { ColumnFeature } from '../dataset-spec.js';
import { fitsFloat32 } from '../float32.js';
import { foundInCell } from './cell-text.js';
import type { FeatureColumn } from './feature-column.js';
import type { TableColumn } from './table-column.js';
import type { Cell, TableBatch } from './table-source.js';

/** A column whose numbers are written for people. */
export class FormattedNumberFeature implements FeatureColumn {
  readonly names: readonly string[];
  readonly #column: TableColumn;
  readonly #decimal: '.' | ',';
  readonly #mayMiss: boolean;
  #missing = 0;

  constructor(column: TableColumn, decimal: '.' | ',', mayMiss: boolean) {
    this.names = [column.name];
    this.#column = column;
    this.#decimal = decimal;
    this.#mayMiss = mayMiss;
  }

  conclude(rows: number): readonly ColumnFeature[] {
    if (this.#missing === rows) throw this.#column.error(undefined, 'no row has a value');
    return [{ kind: 'number', missing: this.#missing, decimal: this.#decimal }];
  }

  add(batch: TableBatch, row: number, out: Float32Array, at: number): void {
    const cell = batch.cellAt(row, this.#column.index);
    const value = typeof cell === 'string' ? formattedNumber(cell, this.#decimal) : cell;
    if (typeof value === 'number' && fitsFloat32(value)) out[at] = value;
    else if (this.#mayMiss && this.#column.isMissing(batch, row)) {
      this.#missing++;
      out[at] = Number.NaN;
    } else throw this.#column.error(batch.placeOf(row), `expected a number as it is written, ${foundInCell(cell)}`);
  }
}

/** A column of dates, each of which becomes several numbers. */
export class DateFeature implements FeatureColumn {
  readonly names: readonly string[];
  readonly #column: TableColumn;
  readonly #format: DateFormat;
  readonly #parts: readonly DatePart[];
  readonly #mayMiss: boolean;
  #missing = 0;

  constructor(
    column: TableColumn,
    { format, parts }: { readonly format: DateFormat; readonly parts: readonly DatePart[] },
    mayMiss: boolean,
  ) {
    this.names = parts.map((part) => `${column.name}.${part}`);
    this.#column = column;
    this.#format = format;
    this.#parts = parts;
    this.#mayMiss = mayMiss;
  }

  conclude(rows: number): readonly ColumnFeature[] {
    if (this.#missing === rows) throw this.#column.error(undefined, 'no row has a date');
    const [column, format, missing] = [this.#column.name, this.#format, this.#missing];
    return this.#parts.map((part) => ({ kind: 'date', column, format, part, missing }));
  }

  add(batch: TableBatch, row: number, out: Float32Array, at: number): void {
    const cell = batch.cellAt(row, this.#column.index);
    const date = dateIn(cell, this.#format);
    if (date === undefined && !(this.#mayMiss && this.#column.isMissing(batch, row))) {
      throw this.#column.error(batch.placeOf(row), `expected a date (${this.#format}), ${foundInCell(cell)}`);
    }
    if (date === undefined) this.#missing++;
    this.#parts.forEach((part, index) => {
      out[at + index] = date === undefined ? Number.NaN : datePart(date, part);
    });
  }
}

function dateIn(cell: Cell, format: DateFormat): Date | undefined {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? undefined : cell;
  return typeof cell === 'string' ? parseDate(cell, format) : undefined;
}
