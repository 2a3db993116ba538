import { z } from 'zod';
import { kerasLayer } from './common.js';

/** Layers that make one tensor of several (keras/src/layers/merging). */
export const MERGING_LAYERS = [
  kerasLayer('Add', {}),
  kerasLayer('Subtract', {}),
  kerasLayer('Multiply', {}),
  kerasLayer('Average', {}),
  kerasLayer('Maximum', {}),
  kerasLayer('Minimum', {}),
  kerasLayer('Concatenate', { axis: z.int().default(-1) }),
  kerasLayer('Dot', { axes: z.union([z.int(), z.tuple([z.int(), z.int()])]), normalize: z.boolean().default(false) }),
] as const;
export type MergingLayerName = z.infer<(typeof MERGING_LAYERS)[number]>['class_name'];
