import { CsvError, Parser } from 'csv-parse';
import type { InvalidError } from '../../errors.js';
import { fileError } from '../faults.js';
import { decimalOf } from '../table/cell-text.js';
import type { Cell, TableBatch } from '../table/table-source.js';
import { MOST_RECORD_BYTES } from '../table/text-pieces.js';
import type { CsvDialect } from './csv-dialect.js';

/** What csv-parse made of bytes that begin with a record: the records before the fault, where there is one. */
export interface ParsedRecords {
  readonly records: readonly (readonly string[])[];
  readonly failure: Error | undefined;
}

/** Splits bytes with quotes into records of cells; their number of cells is not checked. A blank line is a record of one empty cell. */
export async function parseRecords(bytes: Buffer, { delimiter, lineEnd }: CsvDialect): Promise<ParsedRecords> {
  const parser = new Parser({
    delimiter,
    record_delimiter: lineEnd === '\n' ? ['\r\n', '\n'] : ['\r'],
    relax_column_count: true,
    max_record_size: MOST_RECORD_BYTES,
  });
  const records: string[][] = [];
  let failure: Error | undefined;
  parser.on('data', (record: string[]) => records.push(record));
  await new Promise<void>((resolve) => {
    parser.once('close', resolve).on('error', (error) => {
      failure = error;
    });
    parser.end(bytes);
  });
  return { records, failure };
}

/** How many lines a record takes: cells in quotes may have line ends. */
export function linesIn(record: readonly string[]): number {
  let lines = 1;
  for (const cell of record) {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) lines++;
  }
  return lines;
}

/** Records as csv-parse gives them. */
export class RecordBatch implements TableBatch {
  readonly rows: number;
  readonly placeOf: (row: number) => string;
  readonly #records: readonly (readonly string[])[];

  constructor(records: readonly (readonly string[])[], placeOf: (row: number) => string) {
    this.#records = records;
    this.rows = records.length;
    this.placeOf = placeOf;
  }

  readFloat32(row: number, column: number, out: Float32Array, at: number): void {
    out[at] = decimalOf(this.#records[row]?.[column] ?? '');
  }

  cellAt(row: number, column: number): Cell {
    return this.#records[row]?.[column] ?? '';
  }
}

export function tooLong(fileName: string, line: number): InvalidError {
  return fileError(fileName, `the record that begins at line ${line} is longer than ${MOST_RECORD_BYTES} bytes`);
}

/** What csv-parse found wrong in the record at a line. */
export function syntaxError(fileName: string, error: Error, line: number): Error {
  if (!(error instanceof CsvError)) return error;
  switch (error.code) {
    case 'CSV_MAX_RECORD_SIZE':
      return tooLong(fileName, line);
    case 'CSV_QUOTE_NOT_CLOSED':
      return fileError(fileName, `a quote that opens in the record at line ${line} is never closed`);
    case 'CSV_INVALID_CLOSING_QUOTE':
      return fileError(
        fileName,
        `in the record at line ${line} a closing quote is not followed by a delimiter or the line's end`,
      );
    case 'INVALID_OPENING_QUOTE':
      return fileError(
        fileName,
        `in the record at line ${line} a quote stands inside a cell that does not begin with one`,
      );
    default:
      return fileError(fileName, `the record at line ${line} cannot be read as CSV`);
  }
}
