import { z } from 'zod';
import { ACTIVATION_LAYERS } from './activation-layers.js';
import { ATTENTION_LAYERS } from './attention.js';
import { AUGMENTATION_LAYERS } from './augmentation.js';
import { CONVOLUTION_LAYERS } from './convolution.js';
import { CORE_LAYERS } from './core.js';
import { EMBEDDING_LAYERS } from './embedding.js';
import { MERGING_LAYERS } from './merging.js';
import { NOISE_LAYERS } from './noise.js';
import { NORMALIZATION_LAYERS } from './normalization.js';
import { POOLING_LAYERS } from './pooling.js';
import { RECURRENT_LAYERS } from './recurrent.js';
import { REORDERING_LAYERS } from './reordering.js';
import { RESIZING_LAYERS } from './resizing.js';
import { SCALING_LAYERS } from './scaling.js';

/** Every layer that holds no other layer of any kind, a family a file. */
export const PLAIN_LAYERS = [
  ...CORE_LAYERS,
  ...ATTENTION_LAYERS,
  ...SCALING_LAYERS,
  ...MERGING_LAYERS,
  ...REORDERING_LAYERS,
  ...NOISE_LAYERS,
  ...EMBEDDING_LAYERS,
  ...ACTIVATION_LAYERS,
  ...NORMALIZATION_LAYERS,
  ...CONVOLUTION_LAYERS,
  ...POOLING_LAYERS,
  ...AUGMENTATION_LAYERS,
  ...RESIZING_LAYERS,
  ...RECURRENT_LAYERS,
] as const;

export const plainLayerSchema = z
  .discriminatedUnion('class_name', PLAIN_LAYERS)
  .meta({ id: 'PlainLayer', description: 'A layer that holds no other layer of any kind' });
export type PlainLayer = z.infer<typeof plainLayerSchema>;
