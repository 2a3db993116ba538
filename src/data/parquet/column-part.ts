import { type DecodedArray, parquetRead } from 'hyparquet';
import { type InvalidError, ServiceError } from '../../errors.js';
import { fileError, quoted } from '../faults.js';
import { toCell } from '../table/column-batch.js';
import type { Cell } from '../table/table-source.js';
import { codecs, isKnownCodec } from './codecs.js';
import type { ParquetFile } from './parquet-file.js';
import type { ColumnChunk, ParquetColumn, RowGroup } from './parquet-footer.js';
import { pageFault } from './parquet-pages.js';

/** A column's part of one row group. */
export class ColumnPart {
  readonly #file: ParquetFile;
  readonly #group: RowGroup;
  readonly #name: string;
  readonly #chunk: ColumnChunk;

  private constructor(file: ParquetFile, group: RowGroup, name: string, chunk: ColumnChunk) {
    this.#file = file;
    this.#group = group;
    this.#name = name;
    this.#chunk = chunk;
  }

  /** Looks at where it stands and at its pages, before any is unpacked. @throws {InvalidError} */
  static async open(
    file: ParquetFile,
    group: RowGroup,
    { name, isOptional, type }: ParquetColumn,
  ): Promise<ColumnPart> {
    const where = placeOf(group, name);
    const chunk = group.chunks.get(name);
    if (chunk === undefined) throw fileError(file.name, `${where}: the directory does not say where it stands`);
    const part = new ColumnPart(file, group, name, chunk);
    const { codec } = chunk;
    if (!isKnownCodec(codec)) throw part.#error(`it is packed by ${quoted(codec)}, which is not read`);
    const bytes = await file.read(chunk.start, chunk.end, where);
    const fault = await part.#decoded(async () => pageFault(bytes, group.rows, { optional: isOptional, type, codec }));
    if (fault !== undefined) throw part.#error(fault);
    return part;
  }

  /** The cells of the rows from `from` to `to`, which are counted from 0 within the group. */
  async cells(from: number, to: number): Promise<Cell[]> {
    const chunks: { readonly data: DecodedArray; readonly start: number }[] = [];
    await this.#decoded(() =>
      parquetRead({
        file: {
          byteLength: this.#file.bytes,
          slice: (start, end) => this.#file.read(start, end ?? this.#file.bytes, placeOf(this.#group, this.#name)),
        },
        metadata: this.#group.metadata,
        columns: [this.#name],
        rowStart: from,
        rowEnd: to,
        compressors: codecs,
        parsers: { jsonFromBytes: (bytes) => Buffer.from(bytes).toString() },
        onChunk: ({ columnData, rowStart }) => void chunks.push({ data: columnData, start: rowStart }),
      }),
    );
    const cells: Cell[] = [];
    for (const { data, start } of chunks) {
      for (let index = Math.max(0, from - start); index < data.length && start + index < to; index++) {
        cells.push(this.#cellOf(data[index], start + index));
      }
    }
    if (cells.length !== to - from) throw this.#error(`${to - from} rows were expected, and ${cells.length} are there`);
    return cells;
  }

  #cellOf(value: unknown, row: number): Cell {
    const cell = toCell(value);
    if (cell !== undefined) return cell;
    const place = `row ${this.#group.firstRow + row}, column ${quoted(this.#name)}`;
    throw fileError(this.#file.name, `${place}: expected a number, a text, a boolean or a date, found binary data`);
  }

  /** Whatever the library stumbles over, it is the file's bytes that it was given. */
  async #decoded<Result>(decode: () => Promise<Result>): Promise<Result> {
    try {
      return await decode();
    } catch (error) {
      if (error instanceof ServiceError) throw error;
      throw this.#error(`its pages cannot be read (bytes ${this.#chunk.start} to ${this.#chunk.end})`);
    }
  }

  #error(detail: string): InvalidError {
    return fileError(this.#file.name, `${placeOf(this.#group, this.#name)}: ${detail}`);
  }
}

function placeOf({ number }: RowGroup, name: string): string {
  return `row group ${number}, column ${quoted(name)}`;
}
