import type { InvalidError } from '../../errors.js';
import { fileError, quoted } from '../faults.js';
import type { FileContent } from '../file-content.js';
import { ColumnBatch, toCell } from '../table/column-batch.js';
import { checkedNames } from '../table/column-roles.js';
import type { Cell, TableBatch, TableSource } from '../table/table-source.js';
import { MOST_RECORD_BYTES, type TextPiece, textPieces } from '../table/text-pieces.js';
import { colonsIn, repeatedKey } from './repeated-key.js';

const LINE_END = 0x0a;

/** What the first row has under a key: one cell, or an array of so many, each of them a column. */
interface Field {
  readonly key: string;
  readonly first: number;
  readonly size: number | undefined;
}

/** Opens a file with a JSON object on each line; the first one names the columns. @throws {InvalidError} */
export async function openJsonl(file: FileContent): Promise<TableSource> {
  const pieces = textPieces(file, LINE_END, (bytes) => bytes.lastIndexOf(LINE_END) + 1);
  const first = await pieces.next();
  if (first.done === true) throw fileError(file.name, 'the file is empty');
  const { bytes, tooLong } = first.value;
  if (tooLong) throw tooLongError(file.name, 1);
  const object = parseLine(file.name, bytes.toString('utf8', 0, bytes.indexOf(LINE_END)), () => 'row 1 (line 1)');
  const fields = fieldsOf(object);
  const empty = fields.find(({ size }) => size === 0);
  if (empty !== undefined)
    throw fileError(file.name, `row 1 (line 1), column ${quoted(empty.key)}: the array is empty`);
  return new JsonlSource(file.name, fields, joined(first.value, pieces));
}

async function* joined(first: TextPiece, others: AsyncGenerator<TextPiece>): AsyncGenerator<TextPiece> {
  yield first;
  yield* others;
}

class JsonlSource implements TableSource {
  readonly fileName: string;
  readonly columns: readonly string[];
  readonly vectors: ReadonlyMap<string, readonly number[]>;
  readonly #fields: readonly Field[];
  readonly #fieldOf: ReadonlyMap<string, Field>;
  readonly #pieces: AsyncGenerator<TextPiece>;
  /** Of the rows of a piece, by columns. */
  #cells: Cell[][] = [];
  #rows = 0;
  /** Of the line that is read. */
  #line = 1;
  #blankLine: number | undefined;

  constructor(fileName: string, fields: readonly Field[], pieces: AsyncGenerator<TextPiece>) {
    this.fileName = fileName;
    this.columns = checkedNames(fileName, 'the first object (line 1)', fields.flatMap(columnsOf));
    this.vectors = new Map(
      fields.flatMap((field) => (field.size === undefined ? [] : [[field.key, positions(field)]])),
    );
    this.#fields = fields;
    this.#fieldOf = new Map(fields.map((field) => [field.key, field]));
    this.#pieces = pieces;
  }

  async *batches(): AsyncGenerator<TableBatch> {
    for await (const { bytes, tooLong } of this.#pieces) {
      if (tooLong) throw tooLongError(this.fileName, this.#line);
      const [row, line] = [this.#rows + 1, this.#line];
      this.#cells = this.columns.map(() => []);
      let fault: unknown;
      try {
        this.#readLines(bytes);
      } catch (error) {
        // The rows before the one that cannot be read may have a fault that comes first.
        fault = error;
      }
      const placeOf = (index: number) => `row ${row + index} (line ${line + index})`;
      if (this.#rows >= row)
        yield new ColumnBatch(new Map(this.#cells.entries()), { start: 0, rows: this.#rows + 1 - row, placeOf });
      if (fault !== undefined) throw fault;
    }
  }

  #readLines(bytes: Buffer): void {
    for (let start = 0; start < bytes.length; this.#line++) {
      const end = bytes.indexOf(LINE_END, start);
      const text = bytes.toString('utf8', start, end);
      start = end + 1;
      if (text.trim() === '') this.#blankLine ??= this.#line;
      else this.#readRow(text);
    }
  }

  #readRow(text: string): void {
    if (this.#blankLine !== undefined) {
      throw fileError(this.fileName, `line ${this.#blankLine} is blank, and ${this.#place()} follows it`);
    }
    const object = parseLine(this.fileName, text, () => this.#place());
    const keys = Object.keys(object);
    const repeated = colonsIn(text) > keys.length ? repeatedKey(text) : undefined;
    if (repeated !== undefined)
      throw fileError(this.fileName, `${this.#place()} has the key ${quoted(repeated)} twice`);
    Object.values(object).forEach((value: unknown, index) => {
      const key = keys[index] ?? '';
      // Mostly the keys come in the order of the first row.
      const expected = this.#fields[index];
      const field = expected?.key === key ? expected : this.#fieldOf.get(key);
      if (field === undefined) {
        throw fileError(this.fileName, `${this.#place()} has the key ${quoted(key)}, which the first row has not`);
      }
      this.#addField(field, value);
    });
    this.#rows++;
    if (keys.length < this.#fields.length) this.#fillUp();
  }

  #place(): string {
    return `row ${this.#rows + 1} (line ${this.#line})`;
  }

  #addField(field: Field, value: unknown): void {
    if (field.size === undefined) {
      this.#add(field.first, value);
      return;
    }
    if (value === null) {
      for (const column of positions(field)) this.#add(column, value);
      return;
    }
    const elements: readonly unknown[] = Array.isArray(value) ? value : [];
    if (!Array.isArray(value) || elements.length !== field.size) {
      throw this.#error(field.key, `expected an array of ${field.size}, as in the first row, found ${found(value)}`);
    }
    for (let index = 0; index < field.size; index++) this.#add(field.first + index, elements[index]);
  }

  #add(column: number, value: unknown): void {
    const cell = toCell(value);
    if (cell === undefined) {
      const name = this.columns[column] ?? '';
      throw this.#error(name, `expected a number, a text or a boolean, as in the first row, found ${found(value)}`);
    }
    this.#cells[column]?.push(cell);
  }

  /** A key that is not there is a missing value. */
  #fillUp(): void {
    const rows = this.#cells.reduce((most, cells) => Math.max(most, cells.length), 0);
    for (const cells of this.#cells) if (cells.length < rows) cells.push(null);
  }

  #error(column: string, detail: string): InvalidError {
    return fileError(this.fileName, `${this.#place()}, column ${quoted(column)}: ${detail}`);
  }
}

function fieldsOf(object: object): Field[] {
  let first = 0;
  return Object.entries(object).map(([key, value]) => {
    const size = Array.isArray(value) ? value.length : undefined;
    const field = { key, first, size };
    first += size ?? 1;
    return field;
  });
}

function positions({ first, size = 1 }: Field): number[] {
  return Array.from({ length: size }, (_, index) => first + index);
}

function columnsOf({ key, size }: Field): string[] {
  return size === undefined ? [key] : Array.from({ length: size }, (_, index) => `${key}[${index}]`);
}

function parseLine(fileName: string, text: string, place: () => string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fileError(fileName, `${place()} is not one whole JSON object: ${quoted(text.trim())}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw fileError(fileName, `${place()}: expected an object, found ${found(value)}`);
}

function found(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return typeof value === 'object' && value !== null ? 'an object' : quoted(String(value));
}

function tooLongError(fileName: string, line: number): InvalidError {
  return fileError(fileName, `line ${line} is longer than ${MOST_RECORD_BYTES} bytes`);
}
