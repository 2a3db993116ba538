import { z } from 'zod';
import { kerasLayer, sizeSchema } from './common.js';

const MAX_RANK = 8;

/** Layers that lay the same numbers out in another order (keras/src/layers/reshaping). */
export const REORDERING_LAYERS = [
  kerasLayer('Permute', { dims: z.array(z.int().positive()).min(1).max(MAX_RANK) }),
  kerasLayer('RepeatVector', { n: sizeSchema }),
] as const;
export type ReorderingLayerName = z.infer<(typeof REORDERING_LAYERS)[number]>['class_name'];
