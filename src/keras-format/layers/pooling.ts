import type { z } from 'zod';
import { kerasLayer } from './common.js';
import { channelsLast, paddingSchema, window2d } from './window.js';

/** Pooling (keras/src/layers/pooling). Left out, `strides` are the size of the pool. */
export const POOLING_LAYERS = [
  kerasLayer('MaxPooling2D', {
    pool_size: window2d.prefault(2),
    strides: window2d.nullable().default(null),
    padding: paddingSchema,
    data_format: channelsLast,
  }),
] as const;
export type PoolingLayerName = z.infer<(typeof POOLING_LAYERS)[number]>['class_name'];
