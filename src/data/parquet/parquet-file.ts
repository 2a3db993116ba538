import type { FileHandle } from 'node:fs/promises';
import { fileError } from '../faults.js';
import type { ReadingParts } from '../format-reader.js';
import { fillFile } from '../nameless-file.js';

/** Largest piece that is read at once: a column of one row group, packed. */
const MOST_PIECE_BYTES = 256 * 2 ** 20;

/** A Parquet file that has been put into a file of ours, since its directory is at its end. */
export class ParquetFile {
  readonly name: string;
  readonly bytes: number;
  readonly #handle: FileHandle;

  private constructor(name: string, bytes: number, handle: FileHandle) {
    this.name = name;
    this.bytes = bytes;
    this.#handle = handle;
  }

  static async open({ first, newFile }: Pick<ReadingParts, 'first' | 'newFile'>): Promise<ParquetFile> {
    const handle = await newFile();
    return new ParquetFile(first.name, await fillFile(handle, first.bytes), handle);
  }

  /** @param what lies there, for the error. @throws {InvalidError} where that is outside of the file, or too much. */
  async read(start: number, end: number, what: string): Promise<ArrayBuffer> {
    if (!(start >= 0 && start <= end && end <= this.bytes)) {
      throw fileError(this.name, `${what} should be bytes ${start} to ${end}, but the file has ${this.bytes}`);
    }
    if (end - start > MOST_PIECE_BYTES) {
      throw fileError(
        this.name,
        `${what} has ${end - start} bytes; ${MOST_PIECE_BYTES} are the most: write the file with smaller row groups`,
      );
    }
    const piece = new Uint8Array(end - start);
    for (let at = 0; at < piece.length; ) {
      const { bytesRead } = await this.#handle.read(piece, at, piece.length - at, start + at);
      if (bytesRead === 0) throw new Error('a spooled file ended early');
      at += bytesRead;
    }
    return piece.buffer;
  }
}
