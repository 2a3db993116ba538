import { fileError, quoted } from '../faults.js';
import type { FileContent } from '../file-content.js';
import { DELIMITERS, type Delimiter } from '../upload-options.js';

const DELIMITER_NAMES = 'a comma, a semicolon, a tab or a bar';
const BYTE_ORDER_MARK = '\ufeff';

/** How a file of delimited text is written. */
export interface CsvDialect {
  readonly delimiter: Delimiter;
  /** What ends a record; a line feed may follow a carriage return. */
  readonly lineEnd: '\n' | '\r';
  /** Whether the first line only tells the delimiter. */
  readonly sepLine: boolean;
}

const SEP_LINE = /^\ufeff?sep=(.)\r?(?:\n|\r|$)/i;

/** Finds out from a file's first line how it is written. @param delimiter where it is known. @throws {InvalidError} */
export function csvDialect(file: FileContent, delimiter: Delimiter | undefined): CsvDialect {
  const told = SEP_LINE.exec(file.head.toString('utf8', 0, 16))?.[1];
  return {
    delimiter: delimiter ?? (told === undefined ? guessDelimiter(file) : knownDelimiter(file, told)),
    sepLine: told !== undefined,
    lineEnd: !file.head.includes('\n') && file.head.includes('\r') ? '\r' : '\n',
  };
}

function knownDelimiter(file: FileContent, told: string): Delimiter {
  const known = DELIMITERS.find((delimiter) => delimiter === told);
  if (known === undefined) {
    throw fileError(file.name, `line 1: the cells are parted by ${quoted(told)}, not by ${DELIMITER_NAMES}`);
  }
  return known;
}

/** The most frequent one outside of quotes. */
function guessDelimiter(file: FileContent): Delimiter {
  const text = file.head.toString('utf8').replace(/"[^"]*"/g, '');
  const header = /^[^\r\n]*/.exec(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text)?.[0] ?? '';
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length - 1);
  const most = Math.max(...counts);
  if (most === 0) {
    throw fileError(file.name, `the first line must name at least two columns, parted by ${DELIMITER_NAMES}`);
  }
  return DELIMITERS[counts.indexOf(most)] ?? ',';
}
