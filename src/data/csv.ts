import { type CsvBatch, csvRecords } from './csv-records.js';
import { fileError, listed, quoted } from './faults.js';
import type { FileContent } from './file-content.js';
import type { FormatReader } from './format-reader.js';
import { decimalOf } from './table/cell-text.js';
import { checkedNames } from './table/column-roles.js';
import { readTable } from './table/read-table.js';
import type { Cell, TableBatch, TableSource } from './table/table-source.js';

const UTF16_MARKS = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];
const HEADER = 'the header (line 1)';

/** Comma-, semicolon- or tab-separated text, UTF-8, whose first line names the columns. */
export const csvReader: FormatReader = {
  options: ['target', 'sample_weight', 'group', 'features'],

  // Any text may be a table; what is not is found out while reading.
  recognises: (head) => !head.includes(0) || UTF16_MARKS.some((mark) => head.subarray(0, 2).equals(mark)),

  async read(parts) {
    refuseUnreadable(parts.first);
    return readTable(parts, await CsvSource.open(parts.first));
  },
};

function refuseUnreadable(file: FileContent): void {
  if (UTF16_MARKS.some((mark) => file.head.subarray(0, 2).equals(mark))) {
    throw fileError(file.name, 'the text is UTF-16 (byte 0); save it as UTF-8');
  }
  const nul = file.head.indexOf(0);
  if (nul >= 0) throw fileError(file.name, `byte ${nul} is 0, which text does not hold`);
}

class CsvSource implements TableSource {
  readonly fileName: string;
  readonly columns: readonly string[];
  readonly #first: CsvBatch;
  readonly #others: AsyncGenerator<CsvBatch>;
  #rows = 0;
  /** The first blank line, after which no row may come. */
  #blankLine: number | undefined;

  private constructor(fileName: string, columns: string[], first: CsvBatch, others: AsyncGenerator<CsvBatch>) {
    this.fileName = fileName;
    this.columns = columns;
    this.#first = first;
    this.#others = others;
  }

  /** Reads the header. */
  static async open(file: FileContent): Promise<CsvSource> {
    const batches = csvRecords(file);
    const first = await batches.next();
    const header = first.done === true ? undefined : first.value.records[0];
    if (first.done === true || header === undefined) throw fileError(file.name, 'the file is empty');
    if (header.every((name) => !Number.isNaN(decimalOf(name)))) {
      throw fileError(file.name, `${HEADER} must name the columns, found only numbers: ${listed(header, 5)}`);
    }
    return new CsvSource(file.name, checkedNames(file.name, HEADER, header), first.value, batches);
  }

  async *batches(): AsyncGenerator<TableBatch> {
    yield this.#rowsOf(this.#first, 1);
    for await (const batch of this.#others) yield this.#rowsOf(batch, 0);
  }

  /** The rows among a batch's records from `start` on. */
  #rowsOf(batch: CsvBatch, start: number): TableBatch {
    const records: (readonly string[])[] = [];
    for (let index = start; index < batch.records.length; index++) {
      const record = batch.records[index] ?? [];
      if (record.length === 1 && record[0] === '') {
        // Blank lines may end a file; between rows they are a hole.
        this.#blankLine ??= batch.lineOf(index);
        continue;
      }
      const place = () => `row ${this.#rows + records.length + 1} (line ${batch.lineOf(index)})`;
      if (this.#blankLine !== undefined) {
        throw fileError(this.fileName, `line ${this.#blankLine} is blank, and ${place()} follows it`);
      }
      if (record.length !== this.columns.length) throw this.#ragged(record, place());
      records.push(record);
    }
    const firstRow = this.#rows + 1;
    this.#rows += records.length;
    return new RecordBatch(records, (row) => `row ${firstRow + row} (line ${batch.lineOf(start + row)})`);
  }

  #ragged(record: readonly string[], place: string): Error {
    const cells = `${record.length} cells, the header ${this.columns.length}`;
    return fileError(this.fileName, `${place} has ${cells}: ${quoted(record.join(' | '))}`);
  }
}

/** Rows as csv-parse gives them. */
class RecordBatch implements TableBatch {
  readonly rows: number;
  readonly placeOf: (row: number) => string;
  readonly #records: readonly (readonly string[])[];

  constructor(records: readonly (readonly string[])[], placeOf: (row: number) => string) {
    this.#records = records;
    this.rows = records.length;
    this.placeOf = placeOf;
  }

  float32At(row: number, column: number): number {
    return Math.fround(decimalOf(this.#records[row]?.[column] ?? ''));
  }

  cellAt(row: number, column: number): Cell {
    return this.#records[row]?.[column] ?? '';
  }
}
