import type { Spool } from './spool.js';

/** Collects 32-bit floats and spools them batch by batch. */
export class FloatRows {
  readonly #spool: Spool;
  #batch = new Float32Array(1024);
  #filled = 0;

  constructor(spool: Spool) {
    this.#spool = spool;
  }

  push(value: number): void {
    if (this.#filled === this.#batch.length) {
      const grown = new Float32Array(2 * this.#batch.length);
      grown.set(this.#batch);
      this.#batch = grown;
    }
    this.#batch[this.#filled++] = value;
  }

  /** Puts away what was pushed since the last time; to be called after each batch of rows. */
  async flush(): Promise<void> {
    await this.#spool.append(new Uint8Array(this.#batch.buffer, 0, this.#filled * Float32Array.BYTES_PER_ELEMENT));
    this.#filled = 0;
  }

  /** All that was pushed, little-endian. */
  bytes(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    return this.#spool.read();
  }
}
