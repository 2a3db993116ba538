import type { CompressionCodec } from 'hyparquet';
import { type InvalidError, ServiceError } from '../../errors.js';
import { fileError, quoted } from '../faults.js';
import { toCell } from '../table/column-batch.js';
import type { Cell } from '../table/table-source.js';
import { isKnownCodec } from './codecs.js';
import type { ParquetFile } from './parquet-file.js';
import type { ColumnChunk, ParquetColumn, RowGroup } from './parquet-footer.js';
import { type PagePlace, pagesOf } from './parquet-pages.js';

/** The pages of a column's part in one row group, which have been looked at, and what is said of them where they are wrong. */
export class PartPages {
  readonly codec: CompressionCodec;
  readonly pages: readonly PagePlace[];
  readonly #place: Place;

  private constructor(place: Place, codec: CompressionCodec, pages: readonly PagePlace[]) {
    this.#place = place;
    this.codec = codec;
    this.pages = pages;
  }

  /** Looks at where they stand, and at each, before any is unpacked. @throws {InvalidError} */
  static async open(file: ParquetFile, group: RowGroup, column: ParquetColumn): Promise<PartPages> {
    const { name, isOptional, type, list } = column;
    const chunk = group.chunks.get(name);
    const fault = (detail: string) => fileError(file.name, `${placeOf(group, name)}: ${detail}`);
    if (chunk === undefined) throw fault('the directory does not say where it stands');
    const { codec } = chunk;
    if (!isKnownCodec(codec)) throw fault(`it is packed by ${quoted(codec)}, which is not read`);
    const place = { file, group, name, chunk };
    const bytes = await file.read(chunk.start, chunk.end, placeOf(group, name));
    const valueLevel = list?.valueLevel ?? (isOptional ? 1 : 0);
    const layout = { valueLevel, hasLists: list !== undefined, type, codec };
    const pages = await decoded(place, async () => pagesOf(bytes, group.rows, layout));
    if (typeof pages === 'string') throw fault(pages);
    return new PartPages(place, codec, pages);
  }

  /** Bytes of the file, from anywhere. */
  slice(start: number, end: number): Promise<ArrayBuffer> {
    const { file, group, name } = this.#place;
    return file.read(start, end, placeOf(group, name));
  }

  read({ start, end }: PagePlace): Promise<ArrayBuffer> {
    return this.slice(this.#place.chunk.start + start, this.#place.chunk.start + end);
  }

  /** @throws {InvalidError} for whatever the library stumbles over: it is the file's bytes that it was given. */
  decoded<Result>(decode: () => Promise<Result>): Promise<Result> {
    return decoded(this.#place, decode);
  }

  /** A value as a cell; its row is counted from 0 within the group. @throws {InvalidError} for what no cell is. */
  cellOf(value: unknown, row: number): Cell {
    const cell = toCell(value);
    if (cell !== undefined) return cell;
    throw this.cellError(row, 'expected a number, a text, a boolean or a date, found binary data');
  }

  cellError(row: number, detail: string): InvalidError {
    const { file, group, name } = this.#place;
    return fileError(file.name, `row ${group.firstRow + row}, column ${quoted(name)}: ${detail}`);
  }

  error(detail: string): InvalidError {
    const { file, group, name } = this.#place;
    return fileError(file.name, `${placeOf(group, name)}: ${detail}`);
  }
}

interface Place {
  readonly file: ParquetFile;
  readonly group: RowGroup;
  readonly name: string;
  readonly chunk: ColumnChunk;
}

async function decoded<Result>({ file, group, name, chunk }: Place, decode: () => Promise<Result>): Promise<Result> {
  try {
    return await decode();
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    const detail = `its pages cannot be read (bytes ${chunk.start} to ${chunk.end})`;
    throw fileError(file.name, `${placeOf(group, name)}: ${detail}`);
  }
}

function placeOf({ number }: RowGroup, name: string): string {
  return `row group ${number}, column ${quoted(name)}`;
}
