import { z } from 'zod';
import { kerasLayer } from './common.js';
import { channelsLast, paddingSchema, window1d, window2d } from './window.js';

/** Left out, `strides` are the size of the pool. */
function poolOf(window: typeof window1d) {
  return {
    pool_size: window,
    strides: window.nullable().default(null),
    padding: paddingSchema,
    data_format: channelsLast,
  };
}

const global = { data_format: channelsLast, keepdims: z.boolean().default(false) };

function adaptive(window: typeof window1d) {
  return { output_size: window, data_format: channelsLast };
}

/** Pooling (keras/src/layers/pooling). */
export const POOLING_LAYERS = [
  kerasLayer('MaxPooling1D', { ...poolOf(window1d), pool_size: window1d.prefault(2) }),
  kerasLayer('MaxPooling2D', { ...poolOf(window2d), pool_size: window2d.prefault(2) }),
  kerasLayer('AveragePooling1D', poolOf(window1d)),
  kerasLayer('AveragePooling2D', poolOf(window2d)),
  kerasLayer('GlobalMaxPooling1D', global),
  kerasLayer('GlobalMaxPooling2D', global),
  kerasLayer('GlobalAveragePooling1D', global),
  kerasLayer('GlobalAveragePooling2D', global),
  kerasLayer('AdaptiveMaxPooling1D', adaptive(window1d)),
  kerasLayer('AdaptiveMaxPooling2D', adaptive(window2d)),
  kerasLayer('AdaptiveAveragePooling1D', adaptive(window1d)),
  kerasLayer('AdaptiveAveragePooling2D', adaptive(window2d)),
] as const;
export type PoolingLayerName = z.infer<(typeof POOLING_LAYERS)[number]>['class_name'];
