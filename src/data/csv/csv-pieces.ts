import type { FileContent } from '../file-content.js';
import { type TextPiece, textPieces } from '../table/text-pieces.js';
import type { CsvDialect } from './csv-dialect.js';

const QUOTE = 0x22;

export interface CsvPiece extends TextPiece {
  /** Whether quotes are among the bytes, so that a line may be less than a record. */
  readonly quoted: boolean;
}

/** Cuts a file where records end: pieces that have no quotes apart from those that have. @throws {InvalidError} at a zero byte. */
export async function* csvPieces(file: FileContent, dialect: CsvDialect): AsyncGenerator<CsvPiece> {
  const lineEnd = dialect.lineEnd.charCodeAt(0);
  for await (const { bytes, tooLong } of textPieces(file, lineEnd, (piece) => endOfRecords(piece, lineEnd))) {
    const quote = bytes.indexOf(QUOTE);
    const plainBytes = quote < 0 || tooLong ? bytes.length : bytes.subarray(0, quote).lastIndexOf(lineEnd) + 1;
    if (plainBytes > 0) yield { ...asPiece(bytes.subarray(0, plainBytes)), tooLong };
    if (plainBytes < bytes.length) yield asPiece(bytes.subarray(plainBytes));
  }
}

/** Where the last whole record ends: a line end is one outside of quotes only, which come in pairs up to there. */
function endOfRecords(bytes: Buffer, lineEnd: number): number {
  const quote = bytes.indexOf(QUOTE);
  if (quote < 0) return bytes.lastIndexOf(lineEnd) + 1;
  let end = bytes.subarray(0, quote).lastIndexOf(lineEnd) + 1;
  let open = false;
  for (let at = quote; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) open = !open;
    else if (byte === lineEnd && !open) end = at + 1;
  }
  return end;
}

/** Where the first record ends, its line end included; all bytes where they are no whole record. */
export function endOfFirstRecord(bytes: Buffer, { lineEnd }: CsvDialect): number {
  const end = lineEnd.charCodeAt(0);
  let open = false;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === QUOTE) open = !open;
    else if (bytes[at] === end && !open) return at + 1;
  }
  return bytes.length;
}

export function asPiece(bytes: Buffer): CsvPiece {
  return { bytes, quoted: bytes.includes(QUOTE), tooLong: false };
}
