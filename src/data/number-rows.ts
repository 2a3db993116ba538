import type { Spool } from './spool.js';

const FIRST_BATCH = 1024;

/** Collects 4-byte numbers and spools them batch by batch. */
export class NumberRows {
  readonly #spool: Spool;
  #batch: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
  #filled = 0;

  constructor(spool: Spool, dtype: 'float32' | 'int32' = 'float32') {
    this.#spool = spool;
    this.#batch = dtype === 'int32' ? new Int32Array(FIRST_BATCH) : new Float32Array(FIRST_BATCH);
  }

  push(value: number): void {
    if (this.#filled === this.#batch.length) this.#grow();
    this.#batch[this.#filled++] = value;
  }

  /** Puts away what was pushed since the last time; to be called after each batch of rows. */
  async flush(): Promise<void> {
    await this.#spool.append(new Uint8Array(this.#batch.buffer, 0, this.#filled * this.#batch.BYTES_PER_ELEMENT));
    this.#filled = 0;
  }

  /** All that was pushed, little-endian. */
  bytes(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    return this.#spool.read();
  }

  #grow(): void {
    const old = this.#batch;
    this.#batch = old instanceof Int32Array ? new Int32Array(2 * old.length) : new Float32Array(2 * old.length);
    this.#batch.set(old);
  }
}
