import { z } from 'zod';
import { sizeSchema } from './common.js';

/** One number for every dimension, or a list with one for each; always a list afterwards. */
export function perDimension<Item extends z.ZodType<number>>(rank: 1 | 2, item: Item) {
  return z.union([item, z.array(item).length(rank)]).transform((given) => asList(given, rank));
}

/** Sizes of a window, at least 1 in each dimension. */
export const window1d = perDimension(1, sizeSchema);
export const window2d = perDimension(2, sizeSchema);

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
