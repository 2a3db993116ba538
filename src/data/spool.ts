import type { FileHandle } from 'node:fs/promises';
import { openNameless } from './nameless-file.js';

const CHUNK_BYTES = 2 ** 20;
/** Kept in memory before a file is used. */
const MEMORY_BYTES = 8 * CHUNK_BYTES;

/**
 * Keeps bytes that can only be written once the input has ended, such as targets whose classes are not all known yet: a
 * few megabytes in memory, the rest in a file that has no name, so that nothing stays behind however the process ends.
 */
export class Spool {
  readonly #folder: string;
  #full: Uint8Array<ArrayBuffer>[] = [];
  #chunk = new Uint8Array(0);
  #filled = 0;
  #file: FileHandle | undefined;
  #fileBytes = 0;

  /** @param folder where the file is made, if one is needed; made too. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Adds bytes; they are copied. */
  async append(bytes: Uint8Array): Promise<void> {
    for (let start = 0; start < bytes.length; ) {
      if (this.#filled === this.#chunk.length) await this.#nextChunk();
      const part = bytes.subarray(start, start + this.#chunk.length - this.#filled);
      this.#chunk.set(part, this.#filled);
      this.#filled += part.length;
      start += part.length;
    }
  }

  /** The bytes in their order, in pieces that begin and end at multiples of 8 as long as what was appended does. */
  async *read(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    for (let at = 0; this.#file !== undefined && at < this.#fileBytes; ) {
      const piece = new Uint8Array(CHUNK_BYTES);
      const { bytesRead } = await this.#file.read(piece, 0, CHUNK_BYTES, at);
      if (bytesRead < Math.min(CHUNK_BYTES, this.#fileBytes - at)) throw new Error('a spool file ended early');
      at += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
    yield* this.#full;
    if (this.#filled > 0) yield this.#chunk.subarray(0, this.#filled);
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }

  async #nextChunk(): Promise<void> {
    if (this.#filled > 0) this.#full.push(this.#chunk);
    if (this.#full.length * CHUNK_BYTES >= MEMORY_BYTES) await this.#spill();
    this.#chunk = new Uint8Array(CHUNK_BYTES);
    this.#filled = 0;
  }

  async #spill(): Promise<void> {
    this.#file ??= await openNameless(this.#folder);
    for (const chunk of this.#full) {
      await this.#file.appendFile(chunk);
      this.#fileBytes += chunk.length;
    }
    this.#full = [];
  }
}
