import { fileError } from '../faults.js';
import type { FileContent } from '../file-content.js';
import type { CsvDialect } from './csv-dialect.js';

/** Longest record, in bytes; past it a quote was left open, or the file is no CSV. */
export const MOST_RECORD_BYTES = 4 * 2 ** 20;
/** Read at once: enough that the turns between pieces cost nothing, and little enough that a slow client soon hears of a fault. */
const PIECE_BYTES = 64 * 1024;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const QUOTE = 0x22;

/** Bytes of whole records, with a line end after the last one too, which are overwritten once the next piece is asked for. */
export interface CsvPiece {
  readonly bytes: Buffer;
  /** Whether quotes are among them, so that a line may be less than a record. */
  readonly quoted: boolean;
  /** Set where this is no whole record but the begin of one that is too long. */
  readonly tooLong: boolean;
}

/** Cuts a file where records end: pieces that have no quotes apart from those that have. @throws {InvalidError} at a zero byte. */
export async function* csvPieces(file: FileContent, dialect: CsvDialect): AsyncGenerator<CsvPiece> {
  const lineEnd = dialect.lineEnd.charCodeAt(0);
  let buffer: Buffer = Buffer.allocUnsafe(PIECE_BYTES);
  let filled = 0;
  let position = 0;
  for await (const chunk of file.bytes) {
    const nul = chunk.indexOf(0);
    if (nul >= 0) throw fileError(file.name, `byte ${position + nul} is 0, which text does not hold`);
    const start = position === 0 && chunk.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) ? 3 : 0;
    position += chunk.length;
    if (filled + chunk.length - start > buffer.length) buffer = grown(buffer, filled, filled + chunk.length - start);
    filled += chunk.copy(buffer, filled, start);
    if (filled < PIECE_BYTES) continue;
    const rest = yield* wholeRecords(buffer.subarray(0, filled), lineEnd);
    buffer.copyWithin(0, filled - rest, filled);
    filled = rest;
    if (filled > MOST_RECORD_BYTES) yield { ...asPiece(buffer.subarray(0, filled)), tooLong: true };
  }
  if (filled > 0 && buffer[filled - 1] !== lineEnd) {
    if (filled === buffer.length) buffer = grown(buffer, filled, filled + 1);
    buffer[filled++] = lineEnd;
  }
  const rest = yield* wholeRecords(buffer.subarray(0, filled), lineEnd);
  if (rest > 0) yield asPiece(buffer.subarray(filled - rest, filled));
}

/** @returns how many bytes at the end belong to a record that goes on. */
function* wholeRecords(bytes: Buffer, lineEnd: number): Generator<CsvPiece, number> {
  const quote = bytes.indexOf(QUOTE);
  const plainBytes = 1 + (quote < 0 ? bytes.lastIndexOf(lineEnd) : bytes.subarray(0, quote).lastIndexOf(lineEnd));
  if (plainBytes > 0) yield asPiece(bytes.subarray(0, plainBytes));
  if (quote < 0) return bytes.length - plainBytes;
  const others = bytes.subarray(plainBytes);
  const quotedBytes = endOfRecords(others, lineEnd);
  if (quotedBytes > 0) yield asPiece(others.subarray(0, quotedBytes));
  return others.length - quotedBytes;
}

/** Where the last whole record ends: a line end is one outside of quotes only, which come in pairs up to there. */
function endOfRecords(bytes: Buffer, lineEnd: number): number {
  let end = 0;
  let open = false;
  for (let at = 0; at < bytes.length; at++) {
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

function grown(buffer: Buffer, filled: number, wanted: number): Buffer {
  const larger = Buffer.allocUnsafe(Math.max(2 * buffer.length, wanted));
  buffer.copy(larger, 0, 0, filled);
  return larger;
}
