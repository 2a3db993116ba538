import { type DecodedArray, parquetRead } from 'hyparquet';
import type { Cell } from '../table/table-source.js';
import { codecs } from './codecs.js';
import type { ParquetFile } from './parquet-file.js';
import type { ParquetColumn, RowGroup } from './parquet-footer.js';
import { PartPages } from './part-pages.js';

/** A column's part of one row group, where its cells are plain values. */
export class ColumnPart {
  readonly #file: ParquetFile;
  readonly #group: RowGroup;
  readonly #name: string;
  readonly #pages: PartPages;

  private constructor(file: ParquetFile, group: RowGroup, name: string, pages: PartPages) {
    this.#file = file;
    this.#group = group;
    this.#name = name;
    this.#pages = pages;
  }

  /** Looks at where it stands and at its pages, before any is unpacked. @throws {InvalidError} */
  static async open(file: ParquetFile, group: RowGroup, column: ParquetColumn): Promise<ColumnPart> {
    return new ColumnPart(file, group, column.name, await PartPages.open(file, group, column));
  }

  /** The cells of the rows from `from` to `to`, which are counted from 0 within the group. */
  async cells(from: number, to: number): Promise<Cell[]> {
    const chunks: { readonly data: DecodedArray; readonly start: number }[] = [];
    await this.#pages.decoded(() =>
      parquetRead({
        file: {
          byteLength: this.#file.bytes,
          slice: (start, end) => this.#pages.slice(start, end ?? this.#file.bytes),
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
        cells.push(this.#pages.cellOf(data[index], start + index));
      }
    }
    if (cells.length !== to - from)
      throw this.#pages.error(`${to - from} rows were expected, and ${cells.length} are there`);
    return cells;
  }
}
