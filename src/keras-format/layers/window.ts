import { z } from 'zod';
import { sizeSchema } from './common.js';

/** One number for every dimension, or a list with one for each; always a list afterwards. */
function perDimension(rank: 1 | 2, item: z.ZodType<number>) {
  return z.union([item, z.array(item).length(rank)]).transform((given) => asList(given, rank));
}

const amountSchema = z.int().nonnegative();

/** Sizes of a window, at least 1 in each dimension. */
export const window1d = perDimension(1, sizeSchema);
export const window2d = perDimension(2, sizeSchema);

/** The same for amounts, which may be 0. */
export const amounts1d = perDimension(1, amountSchema);
export const amounts2d = perDimension(2, amountSchema);

/** What is added or taken before and behind a dimension: one number for both sides, or one for each. */
export const sidesSchema = perDimension(2, amountSchema);

/** The same for height and width: one number for all sides, or for each dimension one number or a pair. */
export const sides2d = z
  .union([amountSchema, z.array(sidesSchema).length(2)])
  .transform((given) => (typeof given === 'number' ? [asList(given, 2), asList(given, 2)] : given));

/** How a window stands at the edges of its input. */
export const paddingSchema = z.enum(['valid', 'same']).default('valid');

/** Where the channels stand among a row's dimensions. TensorFlow trains on processors with channels last only. */
export const channelsLast = z
  .literal(['channels_last', null], {
    error: 'only channels_last is supported: lay the rows out with the channels as the last dimension',
  })
  .default('channels_last');

function asList(given: number | number[], rank: number): number[] {
  return typeof given === 'number' ? Array.from({ length: rank }, () => given) : given;
}
