import { bytesPerRow, type DType, elementsPerRow } from '../dataset-spec.js';

/** Most rows, and most numbers, that are kept of one tensor. */
export const MOST_ROWS = 4096;
const MOST_NUMBERS = 2 ** 20;
const FIRST_ROWS = 64;
/** Rows of more numbers are no table whose columns mean something each. */
const MOST_COLUMNS = 16_384;

const VIEWS = { int32: Int32Array, float32: Float32Array } as const;

/** Rows of a tensor that stand for all of them. */
export interface SampledRows {
  /** Where they stand, ascending. */
  readonly rows: readonly number[];
  /** How many numbers a row has. */
  readonly width: number;
  /** Their numbers, row after row. */
  readonly values: Float32Array | Int32Array;
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
  /** Their numbers one after another, in room for more: an array for each row would keep the garbage collector busy. */
  #values: Float32Array | Int32Array;

  private constructor(dtype: 'int32' | 'float32', width: number) {
    this.#dtype = dtype;
    this.#width = width;
    this.#most = Math.min(MOST_ROWS, Math.floor(MOST_NUMBERS / width));
    this.#values = new VIEWS[dtype](0);
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
      const place = scattered(number);
      while (place < this.#threshold && this.#rows.length === this.#most) this.#thinOut();
      if (place < this.#threshold) this.#keep(number, values.subarray(row * this.#width, (row + 1) * this.#width));
    }
  }

  result(): SampledRows {
    const [rows, width] = [this.#rows, this.#width];
    return { rows, width, values: this.#values.subarray(0, rows.length * width) };
  }

  #keep(number: number, values: Float32Array | Int32Array): void {
    const at = this.#rows.length * this.#width;
    if (at === this.#values.length) {
      const rows = Math.min(this.#most, Math.max(FIRST_ROWS, 2 * this.#rows.length));
      const grown = new VIEWS[this.#dtype](rows * this.#width);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values.set(values, at);
    this.#rows.push(number);
  }

  #thinOut(): void {
    this.#threshold /= 2;
    const stay: number[] = [];
    for (const [index, number] of this.#rows.entries()) {
      if (scattered(number) >= this.#threshold) continue;
      this.#values.copyWithin(stay.length * this.#width, index * this.#width, (index + 1) * this.#width);
      stay.push(number);
    }
    this.#rows = stay;
  }
}

/** A number below 2^32 that looks drawn, so that nothing periodic in the rows decides what is kept: the end of MurmurHash3. */
function scattered(row: number): number {
  let mixed = Math.imul((row ^ (row >>> 16)) + 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
