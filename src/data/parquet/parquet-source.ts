import { TooLargeError } from '../../errors.js';
import { fileError, quoted } from '../faults.js';
import { ColumnBatch } from '../table/column-batch.js';
import { checkedNames } from '../table/column-roles.js';
import type { Cell, TableBatch, TableSource } from '../table/table-source.js';
import { ColumnPart } from './column-part.js';
import type { ParquetFile } from './parquet-file.js';
import type { ParquetFooter, RowGroup } from './parquet-footer.js';

/** Cells that are decoded at once, at about 8 bytes each: a row group may have many more, and is read in several turns then. */
const MOST_CELLS = 2 ** 22;
const BATCH_CELLS = 2 ** 17;

/** The columns of a Parquet file, read row group by row group. */
export class ParquetSource implements TableSource {
  readonly fileName: string;
  readonly columns: readonly string[];
  readonly #file: ParquetFile;
  readonly #footer: ParquetFooter;
  readonly #limitBytes: number;

  /** @param limitBytes most bytes that the rows may take once they are unpacked. */
  constructor(file: ParquetFile, footer: ParquetFooter, limitBytes: number) {
    const names = footer.columns.map(({ name }) => name);
    this.fileName = file.name;
    this.columns = checkedNames(file.name, 'the schema', names);
    this.#file = file;
    this.#footer = footer;
    this.#limitBytes = limitBytes;
  }

  async *batches(wanted: readonly number[]): AsyncGenerator<TableBatch> {
    const nested = wanted.find((index) => this.#footer.columns[index]?.isNested === true);
    if (nested !== undefined) {
      throw fileError(
        this.fileName,
        `column ${quoted(this.columns[nested] ?? '')} is nested (a list, a map or a structure), which is not read; name those to learn from in \`features\``,
      );
    }
    const { rows } = this.#footer;
    // A few bytes may stand for millions of equal rows.
    const bytes = rows * wanted.length * Float32Array.BYTES_PER_ELEMENT;
    if (bytes > this.#limitBytes) {
      const allowed = `${this.#limitBytes} are allowed`;
      throw new TooLargeError(`The ${rows} rows of ${wanted.length} columns take ${bytes} bytes; ${allowed}.`);
    }
    for (const group of this.#footer.groups) yield* this.#groupBatches(group, wanted);
  }

  async *#groupBatches(group: RowGroup, wanted: readonly number[]): AsyncGenerator<TableBatch> {
    const parts = new Map<number, ColumnPart>();
    for (const index of wanted) {
      const column = this.#footer.columns[index];
      if (column !== undefined) parts.set(index, await ColumnPart.open(this.#file, group, column));
    }
    const turnRows = Math.max(1, Math.floor(MOST_CELLS / wanted.length));
    const batchRows = Math.max(1, Math.floor(BATCH_CELLS / wanted.length));
    for (let from = 0; from < group.rows; from += turnRows) {
      const to = Math.min(from + turnRows, group.rows);
      const columns = new Map<number, Cell[]>();
      for (const [index, part] of parts) columns.set(index, await part.cells(from, to));
      for (let start = 0; from + start < to; start += batchRows) {
        const rows = Math.min(batchRows, to - from - start);
        const firstRow = group.firstRow + from + start;
        yield new ColumnBatch(columns, { start, rows, placeOf: (row) => `row ${firstRow + row}` });
      }
    }
  }
}
