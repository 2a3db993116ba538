import { BLOCK_BYTES } from './dataset-spec.js';

const MOST_SPARE = 3;

/** Memory of blocks, used again where it comes back: to make 4 MB anew for each block costs the system as long as to fill them. */
export class BlockMemory {
  readonly #spare: ArrayBuffer[] = [];

  /** Memory of so many bytes, which hold anything. */
  take(bytes: number): Uint8Array<ArrayBuffer> {
    if (bytes > BLOCK_BYTES) return new Uint8Array(bytes);
    return new Uint8Array(this.#spare.pop() ?? new ArrayBuffer(BLOCK_BYTES), 0, bytes);
  }

  give(memory: ArrayBuffer): void {
    if (memory.byteLength === BLOCK_BYTES && this.#spare.length < MOST_SPARE) this.#spare.push(memory);
  }
}
