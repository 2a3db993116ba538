import { growMemory, type KernelMemory, kernelMemory, kernels } from '../wasm/kernel.js';
import type { CsvDialect } from './csv-dialect.js';
import { MOST_EXPONENT } from './decimal-value.js';
import {
  ENDS_AT,
  FLOATS_AT,
  GATHERED_AT,
  MOST_CELLS,
  PAST_END_BYTES,
  POWERS_AT,
  SCAN_KERNEL,
  TEXT_AT,
  WANTED_AT,
} from './scan-kernel.js';

/** Bytes that are gone over at once, unless a single record has more: they and what is found in them stay in the processor's cache. */
const WINDOW_BYTES = 2 ** 16;
const NUMBER_BYTES = 4;

const scanKernels = kernels(SCAN_KERNEL, ['terminators', 'numbers', 'gather']);
/** Scanners that nobody uses now: a memory takes up many addresses, though few pages. */
const idle: RecordScanner[] = [];

/** Finds the cells of records without quotes, and the numbers in them. What it has found stays until the next time. */
export class RecordScanner {
  readonly #memory: KernelMemory = kernelMemory(TEXT_AT + WINDOW_BYTES + PAST_END_BYTES);
  readonly #kernels = scanKernels(this.#memory);
  #windowBytes = WINDOW_BYTES;
  #views = new Views(this.#memory);

  /** One that is idle, or a new one. */
  static take(): RecordScanner {
    return idle.pop() ?? new RecordScanner();
  }

  private constructor() {
    const powers = new Float64Array(this.#memory.buffer, POWERS_AT, MOST_EXPONENT + 1);
    powers.forEach((_, exponent) => {
      powers[exponent] = 10 ** exponent;
    });
    new Int32Array(this.#memory.buffer, ENDS_AT - NUMBER_BYTES, 1)[0] = TEXT_AT - 1;
  }

  /** Gives it back; it is not to be used any more. */
  release(): void {
    if (this.#windowBytes === WINDOW_BYTES) idle.push(this);
  }

  /**
   * Reads records of `bytes`, which end with a line end, from `start` on: as many as are gone over at once.
   * @returns how many there are before one that is blank or has another number of cells, and whether there is such a one.
   */
  scan(
    bytes: Uint8Array,
    start: number,
    columns: number,
    { delimiter, lineEnd }: Pick<CsvDialect, 'delimiter' | 'lineEnd'>,
  ): { readonly rows: number; readonly stopped: boolean } {
    const line = lineEnd.charCodeAt(0);
    for (;;) {
      const window = bytes.subarray(start, start + this.#windowBytes);
      this.#views.memory.set(window, TEXT_AT);
      const textEnd = TEXT_AT + window.length;
      const endsEnd = this.#kernels.terminators(TEXT_AT, textEnd, delimiter.charCodeAt(0), line);
      const found = this.#kernels.numbers(endsEnd, columns, line);
      if (found < 0) return { rows: -1 - found, stopped: true };
      if (found > 0 || window.length === bytes.length - start) return { rows: found, stopped: false };
      this.#windowBytes *= 2;
      growMemory(this.#memory, TEXT_AT + this.#windowBytes + PAST_END_BYTES);
      this.#views = new Views(this.#memory);
    }
  }

  /** Where a cell ends, from where the reading started; -1 for the one before the first. */
  endOf(cell: number): number {
    return cell < 0 ? -1 : (this.#views.ends[cell] ?? 0) - TEXT_AT;
  }

  /** The number in a cell; NaN where it holds something else, or a number that must be read another way. */
  floatOf(cell: number): number {
    return this.#views.floats[cell] ?? Number.NaN;
  }

  /** The numbers in some of the columns, row after row; undefined where one of them is not finite. */
  gather(rows: number, columns: number, wanted: readonly number[]): Float32Array | undefined {
    wanted.forEach((column, index) => {
      this.#views.wanted[index] = column * NUMBER_BYTES;
    });
    const all = this.#kernels.gather(rows, columns, WANTED_AT + wanted.length * NUMBER_BYTES);
    return all === 1 ? this.#views.gathered.subarray(0, rows * wanted.length) : undefined;
  }
}

class Views {
  readonly memory: Uint8Array;
  readonly ends: Int32Array;
  readonly floats: Float32Array;
  readonly wanted: Int32Array;
  readonly gathered: Float32Array;

  constructor({ buffer }: KernelMemory) {
    this.memory = new Uint8Array(buffer);
    this.ends = new Int32Array(buffer, ENDS_AT, MOST_CELLS);
    this.floats = new Float32Array(buffer, FLOATS_AT, MOST_CELLS);
    this.wanted = new Int32Array(buffer, WANTED_AT, MOST_CELLS);
    this.gathered = new Float32Array(buffer, GATHERED_AT, MOST_CELLS);
  }
}
