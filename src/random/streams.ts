import { Philox } from './philox.js';

/** A 32-bit FNV-1a hash: stable over machines and versions, which a stream's key has to be. */
export function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** The random numbers of one purpose (`shuffle`, `weights/dense/kernel`) under a seed; `index` tells epochs apart. */
export function randomStream(seed: number, purpose: string, index = 0): Philox {
  return new Philox(seed >>> 0, hashName(purpose), [0, 0, index >>> 0, Math.floor(seed / 2 ** 32) >>> 0]);
}

/** The order of the rows in an epoch: a function of seed and epoch, or the rows as they stand. */
export function rowOrder(rows: number, seed: number, epoch: number, shuffle: boolean): Int32Array {
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  return shuffle ? shuffleInPlace(order, randomStream(seed, 'shuffle', epoch)) : order;
}

/** Puts the numbers into a random order (Fisher and Yates). @returns them. */
export function shuffleInPlace(numbers: Int32Array, random: Philox): Int32Array {
  for (let last = numbers.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const number = numbers[last] ?? 0;
    numbers[last] = numbers[other] ?? 0;
    numbers[other] = number;
  }
  return numbers;
}
