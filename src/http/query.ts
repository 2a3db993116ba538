import { z } from 'zod';

/**
 * An integer in a query string, `fallback` where it is left out: decimal digits and nothing else, so that `limit=` or
 * `limit=1e3` is an error.
 */
export function queryInteger(range: { minimum: number; maximum: number; fallback: number }) {
  // The default stands inside, where the OpenAPI description finds it.
  return z.preprocess(
    (text) => (typeof text === 'string' && /^-?\d{1,15}$/.test(text) ? Number(text) : text),
    z.int().min(range.minimum).max(range.maximum).default(range.fallback),
  );
}

/** A switch in a query string, off where it is left out: `true` or `false`. */
export function queryBoolean() {
  return z.preprocess((text) => (text === 'true' ? true : text === 'false' ? false : text), z.boolean().default(false));
}
