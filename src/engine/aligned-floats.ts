import { kernelMemory } from '../data/wasm/kernel.js';

/**
 * Zeros in memory of their own that TensorFlow reads where they lie. It copies an array that does not begin at a multiple of 64
 * bytes (EIGEN_MAX_ALIGN_BYTES in TF_NewTensor); JavaScript's do so by chance, a WebAssembly memory begins at a page.
 */
export function alignedFloats(length: number): Float32Array {
  const bytes = length * Float32Array.BYTES_PER_ELEMENT;
  return new Float32Array(kernelMemory(bytes).buffer, 0, length);
}

/** Numbers that are kept between calls; what is larger costs its allocation little. */
const MOST_KEPT = 2 ** 22;

/** Such memory for numbers that are of no use after the next call: it is given out again and again, with what it held. */
export class AlignedScratch {
  #kept = alignedFloats(0);

  floats(length: number): Float32Array {
    if (length > MOST_KEPT) return new Float32Array(length);
    if (this.#kept.length < length) this.#kept = alignedFloats(length);
    return this.#kept.subarray(0, length);
  }
}
