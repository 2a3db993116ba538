import { CsvError, Parser } from 'csv-parse';
import { fileError } from './faults.js';
import type { FileContent } from './file-content.js';

/** Longest record, in bytes; past it a quote was left open, or the file is no CSV. */
const MOST_RECORD_BYTES = 4 * 2 ** 20;
const QUOTE = 0x22;
const DELIMITERS = [',', ';', '\t'] as const;
const DELIMITER_NAME = 'a comma, a semicolon or a tab';

/** Records that came together, the header's first; a blank line is a record of one empty cell. */
export interface CsvBatch {
  readonly records: readonly (readonly string[])[];
  /** Line in the file, from 1, where a record of the batch begins. */
  lineOf(index: number): number;
}

/** Splits a CSV file into records of cells; their number of cells is not checked. The delimiter is the header's most frequent. */
export async function* csvRecords(file: FileContent): AsyncGenerator<CsvBatch> {
  const parser = new Parser({
    delimiter: guessDelimiter(file),
    record_delimiter: guessRecordDelimiter(file.head),
    bom: true,
    relax_column_count: true,
    max_record_size: MOST_RECORD_BYTES,
  });
  const lines = new LineCounter();
  let records: string[][] = [];
  let failure: Error | undefined;
  parser.on('data', (record: string[]) => records.push(record));
  parser.on('error', (error) => {
    failure = error;
  });
  const taken = (): CsvBatch => {
    const batch = lines.batch(records);
    records = [];
    return batch;
  };
  let silentBytes = 0;
  for await (const bytes of file.bytes) {
    if (bytes.includes(QUOTE)) lines.quotesSeen = true;
    await new Promise<void>((resolve) => parser.write(bytes, () => resolve()));
    silentBytes = records.length > 0 ? 0 : silentBytes + bytes.length;
    if (records.length > 0) yield taken();
    if (failure !== undefined) throw syntaxError(file.name, failure, lines.next);
    // csv-parse counts the characters of cells only: a line of nothing but delimiters would fill the memory.
    if (silentBytes > MOST_RECORD_BYTES) throw tooLong(file.name, lines.next);
  }
  await new Promise<void>((resolve) => parser.once('close', resolve).end());
  if (records.length > 0) yield taken();
  if (failure !== undefined) throw syntaxError(file.name, failure, lines.next);
}

/** Knows where records begin without asking the parser, whose own count runs ahead of the records it has handed out. */
class LineCounter {
  /** Line where the next batch begins. */
  next = 1;
  /** Only quoted cells can hold line ends; without them counting is free. */
  quotesSeen = false;

  batch(records: readonly (readonly string[])[]): CsvBatch {
    const first = this.next;
    const quotesSeen = this.quotesSeen;
    const lineOf = (index: number) => first + (quotesSeen ? linesIn(records.slice(0, index)) : index);
    this.next = lineOf(records.length);
    return { records, lineOf };
  }
}

function linesIn(records: readonly (readonly string[])[]): number {
  let lines = records.length;
  for (const record of records) {
    for (const cell of record) {
      for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) lines++;
    }
  }
  return lines;
}

function guessDelimiter(file: FileContent): string {
  const header = /^[^\r\n]*/.exec(file.head.toString('utf8').replace(/"[^"]*"/g, ''))?.[0] ?? '';
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length - 1);
  const most = Math.max(...counts);
  if (most === 0) {
    throw fileError(file.name, `the first line must name at least two columns, parted by ${DELIMITER_NAME}`);
  }
  return DELIMITERS[counts.indexOf(most)] ?? ',';
}

function guessRecordDelimiter(head: Buffer): string[] {
  if (!head.includes('\n')) return head.includes('\r') ? ['\r'] : ['\n'];
  return head.includes('\r') ? ['\r\n', '\n'] : ['\n'];
}

function tooLong(name: string, line: number): Error {
  return fileError(name, `the record that begins at line ${line} is longer than ${MOST_RECORD_BYTES} bytes`);
}

function syntaxError(name: string, error: Error, line: number): Error {
  if (!(error instanceof CsvError)) return error;
  switch (error.code) {
    case 'CSV_MAX_RECORD_SIZE':
      return tooLong(name, line);
    case 'CSV_QUOTE_NOT_CLOSED':
      return fileError(name, `a quote that opens in the record at line ${line} is never closed`);
    case 'CSV_INVALID_CLOSING_QUOTE':
      return fileError(
        name,
        `in the record at line ${line} a closing quote is not followed by a delimiter or the line's end`,
      );
    case 'INVALID_OPENING_QUOTE':
      return fileError(name, `in the record at line ${line} a quote stands inside a cell that does not begin with one`);
    default:
      return fileError(name, `the record at line ${line} cannot be read as CSV`);
  }
}
