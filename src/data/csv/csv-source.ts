import { fileError, listed, quoted } from '../faults.js';
import type { FileContent } from '../file-content.js';
import { decimalOf } from '../table/cell-text.js';
import { checkedNames } from '../table/column-roles.js';
import type { TableBatch, TableSource } from '../table/table-source.js';
import type { CsvDialect } from './csv-dialect.js';
import { asPiece, type CsvPiece, csvPieces, endOfFirstRecord } from './csv-pieces.js';
import { PlainRecords } from './plain-records.js';
import { linesIn, parseRecords, RecordBatch, syntaxError, tooLong } from './quoted-records.js';

interface CsvParts {
  readonly fileName: string;
  readonly columns: readonly string[];
  readonly dialect: CsvDialect;
  /** What follows the header. */
  readonly pieces: AsyncGenerator<CsvPiece>;
  /** Line where that begins. */
  readonly line: number;
}

/** Opens a file of delimited text, whose first record names the columns. @throws {InvalidError} */
export async function openCsv(file: FileContent, dialect: CsvDialect): Promise<TableSource> {
  const pieces = csvPieces(file, dialect);
  const first = await pieces.next();
  if (first.done === true) throw fileError(file.name, 'the file is empty');
  if (first.value.tooLong) throw tooLong(file.name, 1);
  const line = dialect.sepLine ? 2 : 1;
  const bytes = dialect.sepLine ? await behindSepLine(file.name, dialect, first.value, pieces) : first.value.bytes;
  const end = endOfFirstRecord(bytes, dialect);
  const { records, failure } = await parseRecords(bytes.subarray(0, end), dialect);
  if (failure !== undefined) throw syntaxError(file.name, failure, line);
  const header = records[0] ?? [''];
  const where = `the header (line ${line})`;
  if (header.every((name) => !Number.isNaN(decimalOf(name)))) {
    throw fileError(file.name, `${where} must name the columns, found only numbers: ${listed(header, 5)}`);
  }
  return new CsvSource({
    fileName: file.name,
    columns: checkedNames(file.name, where, withIndexNamed(header)),
    dialect,
    pieces: joined(asPiece(bytes.subarray(end)), pieces),
    line: line + linesIn(header),
  });
}

/** The rest of the first piece, or the second one: the line may stand alone where the header has quotes. */
async function behindSepLine(
  fileName: string,
  dialect: CsvDialect,
  { bytes }: CsvPiece,
  pieces: AsyncGenerator<CsvPiece>,
): Promise<Buffer> {
  const rest = bytes.subarray(endOfFirstRecord(bytes, dialect));
  if (rest.length > 0) return rest;
  const next = await pieces.next();
  if (next.done === true) throw fileError(fileName, 'nothing follows the line that tells the delimiter');
  if (next.value.tooLong) throw tooLong(fileName, 2);
  return next.value.bytes;
}

async function* joined(first: CsvPiece, others: AsyncGenerator<CsvPiece>): AsyncGenerator<CsvPiece> {
  yield first;
  yield* others;
}

class CsvSource implements TableSource {
  readonly fileName: string;
  readonly columns: readonly string[];
  readonly #dialect: CsvDialect;
  readonly #pieces: AsyncGenerator<CsvPiece>;
  #rows = 0;
  /** Line of what is read next. */
  #line: number;
  /** The first blank line, after which no row may come. */
  #blankLine: number | undefined;

  constructor(parts: CsvParts) {
    this.fileName = parts.fileName;
    this.columns = parts.columns;
    this.#dialect = parts.dialect;
    this.#pieces = parts.pieces;
    this.#line = parts.line;
  }

  async *batches(): AsyncGenerator<TableBatch> {
    const plain = new PlainRecords(this.columns.length, this.#dialect);
    try {
      for await (const piece of this.#pieces) {
        if (piece.tooLong) throw tooLong(this.fileName, this.#line);
        if (piece.quoted) yield* this.#quotedRows(piece.bytes);
        else yield* this.#plainRows(plain, piece.bytes);
      }
    } finally {
      plain.close();
    }
  }

  *#plainRows(plain: PlainRecords, bytes: Buffer): Generator<TableBatch> {
    for (let start = 0; start < bytes.length; ) {
      if (this.#blankLine === undefined) {
        const [row, line] = [this.#rows + 1, this.#line];
        plain.take(bytes, start, (index) => placeOf(row + index, line + index));
        this.#rows += plain.rows;
        this.#line += plain.rows;
        if (plain.rows > 0) yield plain;
        start = plain.taken;
      }
      if (this.#blankLine !== undefined || plain.stopped) start += this.#passBlankLine(bytes.subarray(start));
    }
  }

  /** @returns the bytes of the line that `bytes` begin with. @throws {InvalidError} when it is not blank. */
  #passBlankLine(bytes: Buffer): number {
    const end = endOfFirstRecord(bytes, this.#dialect);
    const record = bytes
      .toString('utf8', 0, end)
      .replace(/[\r\n]+$/, '')
      .split(this.#dialect.delimiter);
    const fault = isBlank(record) ? undefined : this.#faultIn(record);
    if (fault !== undefined) throw fault;
    this.#blankLine ??= this.#line;
    this.#line++;
    return end;
  }

  async *#quotedRows(bytes: Buffer): AsyncGenerator<TableBatch> {
    const { records, failure } = await parseRecords(bytes, this.#dialect);
    const rows: (readonly string[])[] = [];
    const lines: number[] = [];
    const first = this.#rows + 1;
    let fault: Error | undefined;
    for (const record of records) {
      const line = this.#line;
      if (isBlank(record)) {
        this.#blankLine ??= line;
      } else {
        fault = this.#faultIn(record);
        if (fault !== undefined) break;
        this.#rows++;
        rows.push(record);
        lines.push(line);
      }
      this.#line += linesIn(record);
    }
    if (rows.length > 0) yield new RecordBatch(rows, (index) => placeOf(first + index, lines[index] ?? 0));
    if (fault !== undefined) throw fault;
    if (failure !== undefined) throw syntaxError(this.fileName, failure, this.#line);
  }

  /** What is wrong with the record that is read next, where that is no row of this table. */
  #faultIn(record: readonly string[]): Error | undefined {
    const place = placeOf(this.#rows + 1, this.#line);
    if (this.#blankLine !== undefined) {
      return fileError(this.fileName, `line ${this.#blankLine} is blank, and ${place} follows it`);
    }
    if (record.length === this.columns.length) return undefined;
    const cells = `${record.length} cells, the header ${this.columns.length}`;
    return fileError(this.fileName, `${place} has ${cells}: ${quoted(record.join(' | '))}`);
  }
}

/** pandas writes its index as a first column without a name, and reads it under this one. */
function withIndexNamed([first = '', ...others]: readonly string[]): string[] {
  return [first.trim() === '' && others.length > 0 ? 'Unnamed: 0' : first, ...others];
}

/** A blank line is a record of one empty cell. */
function isBlank(record: readonly string[]): boolean {
  return record.length === 1 && record[0] === '';
}

function placeOf(row: number, line: number): string {
  return `row ${row} (line ${line})`;
}
