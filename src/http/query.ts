import { z } from 'zod';

/** An integer in a query string: decimal digits and nothing else, so that `limit=` or `limit=1e3` is an error. */
export function queryInteger(range: { minimum: number; maximum: number }) {
  return z.preprocess(
    (text) => (typeof text === 'string' && /^-?\d{1,15}$/.test(text) ? Number(text) : text),
    z.int().min(range.minimum).max(range.maximum),
  );
}

/** A switch in a query string: `true` or `false`. */
export function queryBoolean() {
  return z.preprocess((text) => (text === 'true' ? true : text === 'false' ? false : text), z.boolean());
}
