import { growMemory, type Kernel, type KernelMemory, kernelMemory, kernels } from '../wasm/kernel.js';
import { BYTE_VALUES, COUNTS_AT, FIGURE_KERNEL, FOUND_AT, PLACES, VALUES_AT } from './figure-kernel.js';

const NAMES = ['floats', 'integers', 'spread', 'bytes'] as const;

/**
 * What the kernels of figures work on: bytes to look at, and behind them room for a column's numbers. A thread has one, since
 * nothing stays in it from one call to the next.
 */
class FigureMemory {
  readonly #memory: KernelMemory = kernelMemory(VALUES_AT);
  readonly kernels: Readonly<Record<(typeof NAMES)[number], Kernel>> = kernels(FIGURE_KERNEL, NAMES)(this.#memory);
  /** Numbers that a kernel found. */
  found = new Float64Array(this.#memory.buffer, FOUND_AT, 2);
  counts = new Uint32Array(this.#memory.buffer, COUNTS_AT, PLACES * BYTE_VALUES);

  /** Puts bytes where kernels look. @returns where they end, which is a multiple of 8 where nothing follows but what lay there before. */
  put(bytes: Uint8Array): number {
    this.#reserve(VALUES_AT + bytes.length);
    new Uint8Array(this.#memory.buffer).set(bytes, VALUES_AT);
    return VALUES_AT + bytes.length;
  }

  /** Room for so many 64-bit floats from a place on. */
  room(at: number, numbers: number): Float64Array {
    this.#reserve(at + numbers * Float64Array.BYTES_PER_ELEMENT);
    return new Float64Array(this.#memory.buffer, at, numbers);
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#memory.buffer.byteLength) return;
    growMemory(this.#memory, bytes);
    this.found = new Float64Array(this.#memory.buffer, FOUND_AT, 2);
    this.counts = new Uint32Array(this.#memory.buffer, COUNTS_AT, PLACES * BYTE_VALUES);
  }
}

export const figureMemory = new FigureMemory();
