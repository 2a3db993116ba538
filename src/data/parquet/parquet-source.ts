import { InvalidError, TooLargeError } from '../../errors.js';
import { fileError, quoted } from '../faults.js';
import { ColumnBatch } from '../table/column-batch.js';
import { checkedNames, MOST_COLUMNS } from '../table/column-roles.js';
import type { Cell, TableBatch, TableSource } from '../table/table-source.js';
import { ColumnPart } from './column-part.js';
import { ListPart } from './list-part.js';
import type { ParquetFile } from './parquet-file.js';
import type { ParquetColumn, ParquetFooter, RowGroup } from './parquet-footer.js';

/** Cells that are decoded at once, at about 8 bytes each: a row group may have many more, and is read in several turns then. */
const MOST_CELLS = 2 ** 22;
const BATCH_CELLS = 2 ** 17;

/** A column of the file as columns of the table: one, or as many as the lists of its first row have elements. */
interface Field {
  readonly column: ParquetColumn;
  /** Position of its first column in the table. */
  readonly first: number;
  readonly size: number | undefined;
  /** Why it cannot be read, which is said where it is asked for. */
  readonly fault: InvalidError | undefined;
}

/** The columns of a Parquet file, read row group by row group. */
export class ParquetSource implements TableSource {
  readonly fileName: string;
  readonly columns: readonly string[];
  readonly vectors: ReadonlyMap<string, readonly number[]>;
  readonly #file: ParquetFile;
  readonly #footer: ParquetFooter;
  readonly #limitBytes: number;
  readonly #fields: readonly Field[];

  private constructor(file: ParquetFile, footer: ParquetFooter, limitBytes: number, fields: readonly Field[]) {
    this.fileName = file.name;
    this.columns = checkedNames(file.name, 'the schema', fields.flatMap(columnsOf));
    this.vectors = new Map(
      fields.flatMap((field) => (field.size === undefined ? [] : [[field.column.name, positionsOf(field)]])),
    );
    this.#file = file;
    this.#footer = footer;
    this.#limitBytes = limitBytes;
    this.#fields = fields;
  }

  /** @param limitBytes most bytes that the rows may take once they are unpacked. @throws {InvalidError} */
  static async open(file: ParquetFile, footer: ParquetFooter, limitBytes: number): Promise<ParquetSource> {
    const fields: Field[] = [];
    let first = 0;
    for (const column of footer.columns) {
      const { size, fault } = await sizeOf(file, footer, column, MOST_COLUMNS - first);
      fields.push({ column, first, size, fault });
      first += size ?? 1;
    }
    return new ParquetSource(file, footer, limitBytes, fields);
  }

  async *batches(wanted: readonly number[]): AsyncGenerator<TableBatch> {
    const positions = new Set(wanted);
    const fields = this.#fields.filter((field) => positionsOf(field).some((position) => positions.has(position)));
    const fault = fields.find((field) => field.fault !== undefined)?.fault;
    if (fault !== undefined) throw fault;
    const { rows } = this.#footer;
    // A few bytes may stand for millions of equal rows.
    const bytes = rows * wanted.length * Float32Array.BYTES_PER_ELEMENT;
    if (bytes > this.#limitBytes) {
      const allowed = `${this.#limitBytes} are allowed`;
      throw new TooLargeError(`The ${rows} rows of ${wanted.length} columns take ${bytes} bytes; ${allowed}.`);
    }
    for (const group of this.#footer.groups) yield* this.#groupBatches(group, fields);
  }

  async *#groupBatches(group: RowGroup, fields: readonly Field[]): AsyncGenerator<TableBatch> {
    const readers: ((from: number, to: number) => Promise<Cell[][]>)[] = [];
    for (const { column, size } of fields) {
      if (column.list !== undefined && size !== undefined) {
        const part = await ListPart.open(this.#file, group, column, column.list);
        readers.push((from, to) => part.cells(to - from, size));
      } else {
        const part = await ColumnPart.open(this.#file, group, column);
        readers.push(async (from, to) => [await part.cells(from, to)]);
      }
    }
    const width = fields.reduce((sum, { size = 1 }) => sum + size, 0);
    const turnRows = Math.max(1, Math.floor(MOST_CELLS / width));
    const batchRows = Math.max(1, Math.floor(BATCH_CELLS / width));
    for (let from = 0; from < group.rows; from += turnRows) {
      const to = Math.min(from + turnRows, group.rows);
      const columns = new Map<number, Cell[]>();
      for (const [index, read] of readers.entries()) {
        const first = fields[index]?.first ?? 0;
        for (const [element, cells] of (await read(from, to)).entries()) columns.set(first + element, cells);
      }
      for (let start = 0; from + start < to; start += batchRows) {
        const rows = Math.min(batchRows, to - from - start);
        const firstRow = group.firstRow + from + start;
        yield new ColumnBatch(columns, { start, rows, placeOf: (row) => `row ${firstRow + row}` });
      }
    }
  }
}

/** How many elements the lists of a column have, as the first does. */
async function sizeOf(
  file: ParquetFile,
  { groups }: ParquetFooter,
  column: ParquetColumn,
  columnsLeft: number,
): Promise<Pick<Field, 'size' | 'fault'>> {
  const { name, list, isNested } = column;
  if (isNested) {
    const detail = `column ${quoted(name)} is nested (lists in lists, a map or a structure), which is not read; name those to learn from in \`features\``;
    return { size: undefined, fault: fileError(file.name, detail) };
  }
  const group = groups.find(({ rows }) => rows > 0);
  if (list === undefined || group === undefined) return { size: undefined, fault: undefined };
  try {
    const first = await (await ListPart.open(file, group, column, list)).next();
    if (first !== null && first.length > columnsLeft) {
      const detail = `column ${quoted(name)}: its lists would be ${first.length} columns; ${MOST_COLUMNS} are the most of a table`;
      return { size: undefined, fault: fileError(file.name, detail) };
    }
    if (first !== null && first.length > 0) return { size: first.length, fault: undefined };
    const found = first === null ? 'nothing' : 'an empty list';
    const detail = `row 1, column ${quoted(name)}: expected a list, whose size is that of all others, found ${found}`;
    return { size: undefined, fault: fileError(file.name, detail) };
  } catch (error) {
    if (error instanceof InvalidError) return { size: undefined, fault: error };
    throw error;
  }
}

function positionsOf({ first, size = 1 }: Field): number[] {
  return Array.from({ length: size }, (_, index) => first + index);
}

function columnsOf({ column: { name }, size }: Field): string[] {
  return size === undefined ? [name] : Array.from({ length: size }, (_, index) => `${name}[${index}]`);
}
