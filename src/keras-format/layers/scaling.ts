import { z } from 'zod';
import { axesSchema, kerasLayer } from './common.js';

const MAX_NUMBERS = 100_000;
const vector = z.array(z.number()).min(1).max(MAX_NUMBERS);
const matrix = z.array(vector).min(1).max(MAX_NUMBERS);
const nested = z.union([z.number(), vector, matrix, z.array(matrix).min(1).max(MAX_NUMBERS)]);

/** What Keras 3 writes for a NumPy array. */
const numpy = z
  .strictObject({
    class_name: z.literal('__numpy__'),
    config: z.strictObject({ value: z.union([z.number(), vector]), dtype: z.string().max(20) }),
  })
  .transform(({ config }) => config.value);
const scaleSchema = z.union([z.number(), vector, numpy]);

/** Layers that bring raw numbers to size (keras/src/layers/preprocessing). */
export const SCALING_LAYERS = [
  kerasLayer('Rescaling', { scale: scaleSchema, offset: scaleSchema.default(0) }),
  kerasLayer('Normalization', {
    axis: z
      .union([axesSchema, z.tuple([])])
      .nullable()
      .default(-1),
    mean: nested.nullable().default(null),
    variance: nested.nullable().default(null),
    invert: z.boolean().default(false),
  }),
] as const;
export type ScalingLayerName = z.infer<(typeof SCALING_LAYERS)[number]>['class_name'];
