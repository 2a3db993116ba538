import { createHash, type Hash } from 'node:crypto';
import type { BlockMemory } from './block-memory.js';
import { BLOCK_BYTES, bytesPerRow, type DType } from './dataset-spec.js';
import type { RowSample } from './figures/row-sample.js';
import type { TensorFigures } from './figures/running-figures.js';

/** Whole rows of one tensor, ready to be stored; nobody else uses the memory of `bytes`, so that it can be handed to another thread. */
export interface Block {
  /** Number of the tensor in the dataset: inputs, then targets, then the sample weight. */
  readonly tensor: number;
  /** Number of the block within its tensor, from 0. */
  readonly index: number;
  readonly rows: number;
  readonly sha256: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Takes a block away. Until it resolves no further block is made, so that a slow store slows the reading down. */
export type BlockSink = (block: Block) => Promise<void>;

/** Most rows that a dataset can have: Postgres keeps their number in 32 bits. */
export const MAX_ROWS = 2 ** 31 - 1;

const FIRST_BUFFER_BYTES = 64 * 1024;

interface TensorWriterParts {
  readonly tensor: number;
  readonly layout: { readonly shape: readonly number[]; readonly dtype: DType };
  /** Runs over the bytes of all tensors of the dataset, in order. */
  readonly content: Hash;
  readonly figures: TensorFigures;
  /** Undefined where no rows are kept to be looked at. */
  readonly sample: Pick<RowSample, 'add'> | undefined;
  readonly sink: BlockSink;
  readonly memory: BlockMemory;
}

/** Packs the rows of one tensor, as they come, into blocks of BLOCK_BYTES; a row that is larger makes a block of its own. */
export class TensorWriter {
  readonly #parts: TensorWriterParts;
  readonly #rowBytes: number;
  readonly #blockBytes: number;
  #buffer = new Uint8Array(0);
  #filled = 0;
  #blocks = 0;
  #bytes = 0;

  constructor(parts: TensorWriterParts) {
    this.#parts = parts;
    this.#rowBytes = bytesPerRow({ shape: [...parts.layout.shape], dtype: parts.layout.dtype });
    this.#blockBytes = Math.max(1, Math.floor(BLOCK_BYTES / this.#rowBytes)) * this.#rowBytes;
  }

  /** Adds bytes of rows, little-endian; they need not end where a row ends. The bytes are copied. */
  async write(bytes: Uint8Array): Promise<void> {
    for (let start = 0; start < bytes.length; ) {
      const part = bytes.subarray(start, start + this.#blockBytes - this.#filled);
      this.#reserve(this.#filled + part.length);
      this.#buffer.set(part, this.#filled);
      this.#filled += part.length;
      start += part.length;
      if (this.#filled === this.#blockBytes) await this.#flush();
    }
  }

  /** Hands over the last block. @returns rows and bytes of the tensor. */
  async end(): Promise<{ rows: number; sizeBytes: number }> {
    if (this.#filled % this.#rowBytes !== 0) throw new Error('a tensor ended in the middle of a row');
    if (this.#filled > 0) await this.#flush();
    return { rows: this.#bytes / this.#rowBytes, sizeBytes: this.#bytes };
  }

  /** Grows the first buffer step by step, so that a small dataset does not cost a whole block of memory. */
  #reserve(bytes: number): void {
    if (bytes <= this.#buffer.length) return;
    const wanted = this.#blocks > 0 ? this.#blockBytes : Math.max(bytes, 2 * this.#buffer.length, FIRST_BUFFER_BYTES);
    const grown = wanted < this.#blockBytes ? new Uint8Array(wanted) : this.#parts.memory.take(this.#blockBytes);
    grown.set(this.#buffer.subarray(0, this.#filled));
    this.#buffer = grown;
  }

  async #flush(): Promise<void> {
    const { tensor, content, figures, sample, sink, memory } = this.#parts;
    const whole = this.#filled === this.#buffer.length;
    const bytes = whole ? this.#buffer : this.#buffer.slice(0, this.#filled);
    if (!whole) memory.give(this.#buffer.buffer);
    this.#buffer = new Uint8Array(0);
    this.#filled = 0;
    this.#bytes += bytes.length;
    content.update(bytes);
    figures.add(bytes);
    sample?.add(bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await sink({ tensor, index: this.#blocks++, rows: bytes.length / this.#rowBytes, sha256, bytes });
  }
}
