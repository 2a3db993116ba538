import { z } from 'zod';
import type { ConfigsOf } from '../keras-object.js';
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
import { timeDistributedSchema } from './time-distributed.js';

/** Every layer that holds no other layer of any kind, a family a file. */
const PLAIN_LAYERS = [
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

/** Every layer that the service knows. */
export const LAYER_SCHEMAS = [
  ...PLAIN_LAYERS,
  timeDistributedSchema(z.discriminatedUnion('class_name', PLAIN_LAYERS)),
] as const;

/** One layer as Keras writes it: `class_name` and `config`, defaults filled in. */
export const layerSchema = z
  .discriminatedUnion('class_name', LAYER_SCHEMAS)
  .meta({ id: 'Layer', description: 'One layer as Keras writes it' });
export type Layer = z.infer<typeof layerSchema>;
export type LayerName = Layer['class_name'];
export type LayerConfigs = ConfigsOf<Layer>;
