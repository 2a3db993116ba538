import { z } from 'zod';

/** A 64-bit float in a checkpoint's state; what JSON cannot hold is a string. */
export const storedNumberSchema = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);
export type StoredNumber = z.infer<typeof storedNumberSchema>;

/** The stored form, from which `Number` makes the number again. */
export function storeNumber(value: number): StoredNumber {
  return Number.isFinite(value) ? value : storedNumberSchema.parse(String(value));
}
