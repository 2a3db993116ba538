import { z } from 'zod';
import type { ConfigsOf } from '../keras-object.js';
import { PLAIN_LAYERS, plainLayerSchema } from './plain-layers.js';
import { TIME_DISTRIBUTED } from './time-distributed.js';

/** Every layer that the service knows. */
export const LAYER_SCHEMAS = [...PLAIN_LAYERS, TIME_DISTRIBUTED] as const;

/** One layer as Keras writes it: `class_name` and `config`, defaults filled in. */
export const layerSchema = z.discriminatedUnion('class_name', [plainLayerSchema, TIME_DISTRIBUTED]).meta({
  id: 'Layer',
  description: 'One layer as Keras writes it',
  examples: [{ class_name: 'Dense', config: { units: 10, activation: 'softmax' } }],
});
export type Layer = z.infer<typeof layerSchema>;
export type LayerName = Layer['class_name'];
export type LayerConfigs = ConfigsOf<Layer>;
