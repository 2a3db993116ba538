import { fileError } from '../faults.js';
import type { FileContent } from '../file-content.js';

/** Longest record, in bytes; past it a quote was left open, or the file is no table. */
export const MOST_RECORD_BYTES = 4 * 2 ** 20;
/** Read at once: enough that the turns between pieces cost nothing, and little enough that a slow client soon hears of a fault. */
const PIECE_BYTES = 64 * 1024;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Bytes of whole records, with a line end after the last one too, which are overwritten once the next piece is asked for. */
export interface TextPiece {
  readonly bytes: Buffer;
  /** Set where this is no whole record but the begin of one that is too long. */
  readonly tooLong: boolean;
}

/**
 * Cuts a file of text where records end. @param endOfRecords says where the last whole record of bytes ends; 0 where none does.
 * @throws {InvalidError} at a zero byte.
 */
export async function* textPieces(
  file: FileContent,
  lineEnd: number,
  endOfRecords: (bytes: Buffer) => number,
): AsyncGenerator<TextPiece> {
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
    const end = endOfRecords(buffer.subarray(0, filled));
    if (end > 0) yield { bytes: buffer.subarray(0, end), tooLong: false };
    buffer.copyWithin(0, end, filled);
    filled -= end;
    if (filled > MOST_RECORD_BYTES) yield { bytes: buffer.subarray(0, filled), tooLong: true };
  }
  if (filled === 0) return;
  if (buffer[filled - 1] !== lineEnd) {
    if (filled === buffer.length) buffer = grown(buffer, filled, filled + 1);
    buffer[filled++] = lineEnd;
  }
  yield { bytes: buffer.subarray(0, filled), tooLong: false };
}

function grown(buffer: Buffer, filled: number, wanted: number): Buffer {
  const larger = Buffer.allocUnsafe(Math.max(2 * buffer.length, wanted));
  buffer.copy(larger, 0, 0, filled);
  return larger;
}
