import type { DecodedArray } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { convert, convertWithDictionary, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { decompressPage, readDataPage, readDataPageV2 } from 'hyparquet/src/datapage.js';
import { readPlain } from 'hyparquet/src/plain.js';
import { MOST_COLUMNS } from '../table/column-roles.js';
import type { Cell } from '../table/table-source.js';
import { codecs } from './codecs.js';
import type { ParquetFile } from './parquet-file.js';
import type { ListLevels, ParquetColumn, RowGroup } from './parquet-footer.js';
import { PartPages } from './part-pages.js';

/**
 * A column of lists in one row group, one list after another: a page at a time is unpacked. (The library makes an array of arrays of the whole.)
 */
export class ListPart {
  readonly #part: PartPages;
  readonly #levels: ListLevels;
  readonly #lists: AsyncGenerator<readonly Cell[] | null>;
  #row = 0;

  private constructor(part: PartPages, levels: ListLevels) {
    this.#part = part;
    this.#levels = levels;
    this.#lists = this.#listsOf();
  }

  /** Looks at where it stands and at its pages, before any is unpacked. @throws {InvalidError} */
  static async open(file: ParquetFile, group: RowGroup, column: ParquetColumn, levels: ListLevels): Promise<ListPart> {
    return new ListPart(await PartPages.open(file, group, column), levels);
  }

  /** The next row's list; null where there is none. @throws {InvalidError} where the rows have ended. */
  async next(): Promise<readonly Cell[] | null> {
    const { value, done } = await this.#lists.next();
    if (done === true) throw this.#part.error(`its pages have ${this.#row} rows, the row group more`);
    this.#row++;
    return value;
  }

  /** Elements of lists of `size`, by their place in them, for the next rows. @throws {InvalidError} where one has another size. */
  async cells(rows: number, size: number): Promise<Cell[][]> {
    const columns = Array.from({ length: size }, (): Cell[] => []);
    for (let row = 0; row < rows; row++) {
      const list = await this.next();
      if (list !== null && list.length !== size) {
        const found = `expected a list of ${size}, as in the first row, found one of ${list.length}`;
        throw this.#part.cellError(this.#row - 1, found);
      }
      for (let index = 0; index < size; index++) columns[index]?.push(list?.[index] ?? null);
    }
    return columns;
  }

  async *#listsOf(): AsyncGenerator<readonly Cell[] | null> {
    const { emptyLevel, valueLevel } = this.#levels;
    let dictionary: DecodedArray | undefined;
    let list: Cell[] | null | undefined;
    let row = -1;
    for (const place of this.#part.pages) {
      const bytes = await this.#part.read(place);
      const page = await this.#part.decoded(async () => this.#decode(bytes, dictionary));
      if ('dictionary' in page) {
        dictionary = page.dictionary;
        continue;
      }
      const { definitionLevels, repetitionLevels, values } = page;
      let taken = 0;
      for (let index = 0; index < repetitionLevels.length; index++) {
        const level = definitionLevels?.[index] ?? valueLevel;
        if (repetitionLevels[index] === 0) {
          if (list !== undefined) yield list;
          row++;
          list = level < emptyLevel ? null : [];
        }
        if (level <= emptyLevel) continue;
        if (!list) throw this.#part.error('its pages begin within a list');
        if (list.length === MOST_COLUMNS) {
          throw this.#part.cellError(row, `a list has more than ${MOST_COLUMNS} elements, which would be columns`);
        }
        list.push(level === valueLevel ? this.#part.cellOf(values[taken++], row) : null);
      }
    }
    if (list !== undefined) yield list;
  }

  #decode(bytes: ArrayBuffer, dictionary: DecodedArray | undefined) {
    const { path } = this.#levels;
    const { codec } = this.#part;
    const leaf = path.at(-1);
    if (leaf?.element.type === undefined) throw new TypeError('a column has a type');
    const decoder = {
      pathInSchema: leaf.path,
      type: leaf.element.type,
      element: leaf.element,
      schemaPath: [...path],
      codec,
      compressors: codecs,
      parsers: DEFAULT_PARSERS,
    };
    const reader = { view: new DataView(bytes), offset: 0 };
    const header = parquetHeader(reader);
    const packed = new Uint8Array(bytes, reader.offset);
    const { dictionary_page_header: entries, data_page_header: first, data_page_header_v2: second } = header;
    const whole = () => decompressPage(packed, header.uncompressed_page_size, codec, codecs);
    if (entries !== undefined) {
      const plain = whole();
      const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
      const values = readPlain({ view, offset: 0 }, decoder.type, entries.num_values, leaf.element.type_length);
      return { dictionary: convert(values, decoder) };
    }
    const page = first ? readDataPage(whole(), first, decoder) : readDataPageV2(packed, header, decoder);
    const encoding = (first ?? second)?.encoding ?? 'PLAIN';
    const { definitionLevels, repetitionLevels } = page;
    return {
      // None are given where all values are there.
      definitionLevels: definitionLevels?.length ? definitionLevels : undefined,
      repetitionLevels,
      values: convertWithDictionary(page.dataPage, dictionary, encoding, decoder),
    };
  }
}
