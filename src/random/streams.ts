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

/** The order of the rows in an epoch: a function of seed and epoch (Fisher and Yates), or the rows as they stand. */
export function rowOrder(rows: number, seed: number, epoch: number, shuffle: boolean): Int32Array {
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  if (!shuffle) return order;
  const random = randomStream(seed, 'shuffle', epoch);
  for (let last = rows - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const row = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = row;
  }
  return order;
}
