import { z } from 'zod';
import { numbersSchema, vectorSchema } from '../numbers.js';
import { axesSchema, kerasLayer } from './common.js';

const MAX_ROWS = 100_000;
const matrix = z.array(vectorSchema).min(1).max(MAX_ROWS);
const nested = z.union([z.number(), vectorSchema, matrix, z.array(matrix).min(1).max(MAX_ROWS)]);

/** Layers that bring raw numbers to size (keras/src/layers/preprocessing). */
export const SCALING_LAYERS = [
  kerasLayer('Rescaling', { scale: numbersSchema, offset: numbersSchema.default(0) }),
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
