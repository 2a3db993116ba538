import { bytesPerRow, type DType, elementsPerRow } from '../dataset-spec.js';

/** Most rows, and most numbers, that are kept of one tensor. */
export const MOST_ROWS = 4096;
const MOST_NUMBERS = 2 ** 20;
/** Rows of more numbers are no table whose columns mean something each. */
const MOST_COLUMNS = 16_384;

const VIEWS = { int32: Int32Array, float32: Float32Array } as const;

/** Rows of a tensor that stand for all of them. */
export interface SampledRows {
  /** Their numbers, ascending. */
  readonly rows: readonly number[];
  /** Their numbers, row after row. */
  readonly values: readonly (Float32Array | Int32Array)[];
}

/**
 * Keeps some rows of a tensor while all pass by. Which ones is a function of their numbers alone: of two tensors of a dataset the
 * wider one keeps a part of the rows that the other keeps, so that they can be looked at side by side.
 */
export class RowSample {
  readonly #dtype: 'int32' | 'float32';
  readonly #width: number;
  readonly #most: number;
  #threshold = 2 ** 32;
  #next = 0;
  #rows: number[] = [];
  #values: (Float32Array | Int32Array)[] = [];

  private constructor(dtype: 'int32' | 'float32', width: number) {
    this.#dtype = dtype;
    this.#width = width;
    this.#most = Math.min(MOST_ROWS, Math.floor(MOST_NUMBERS / width));
  }

  /** Undefined for what has no columns: pictures, and other rows of more than one dimension. */
  static of(layout: { readonly dtype: DType; readonly shape: readonly number[] }): RowSample | undefined {
    const width = elementsPerRow({ shape: [...layout.shape] });
    const isTable = layout.shape.length <= 1 && width <= MOST_COLUMNS;
    return layout.dtype === 'uint8' || !isTable ? undefined : new RowSample(layout.dtype, width);
  }

  /** `bytes` are the next rows, whole ones. */
  add(bytes: Uint8Array<ArrayBuffer>): void {
    const rowBytes = bytesPerRow({ shape: [this.#width], dtype: this.#dtype });
    const values = new VIEWS[this.#dtype](bytes.buffer, bytes.byteOffset, bytes.length / 4);
    const rows = bytes.length / rowBytes;
    for (let row = 0; row < rows; row++) {
      const number = this.#next++;
      if (scattered(number) >= this.#threshold) continue;
      this.#rows.push(number);
      this.#values.push(values.slice(row * this.#width, (row + 1) * this.#width));
      while (this.#rows.length > this.#most) this.#thinOut();
    }
  }

  result(): SampledRows {
    return { rows: this.#rows, values: this.#values };
  }

  #thinOut(): void {
    this.#threshold /= 2;
    const stays = this.#rows.map((row) => scattered(row) < this.#threshold);
    this.#rows = this.#rows.filter((_, index) => stays[index]);
    this.#values = this.#values.filter((_, index) => stays[index]);
  }
}

/** A number below 2^32 that looks drawn, so that nothing periodic in the rows decides what is kept: the end of MurmurHash3. */
function scattered(row: number): number {
  let mixed = Math.imul((row ^ (row >>> 16)) + 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
