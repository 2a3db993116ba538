import { z } from 'zod';
import type { InboundNodes } from '../inbound-nodes.js';
import { MASK_OPERATIONS } from '../mask-operations.js';
import { functionalOf, type ModelPorts, sequentialOf } from '../model-schemas.js';
import { type CommonConfig, kerasLayer } from './common.js';
import { type PlainLayer, plainLayerSchema } from './plain-layers.js';

/** A model that TimeDistributed takes through time, or one that stands in such a model. */
export type WrappedModel =
  | { class_name: 'Sequential'; config: WrappedConfig; inbound_nodes?: InboundNodes }
  | {
      class_name: 'Functional';
      config: WrappedConfig & { input_layers: ModelPorts; output_layers: ModelPorts };
      inbound_nodes?: InboundNodes;
    };

interface WrappedConfig {
  name: string;
  trainable: boolean;
  layers: InWrapper[];
}

/** What TimeDistributed may be around, and what may stand in the models among that. */
export type InWrapper = PlainLayer | TimeDistributedLayer | WrappedModel;

/** A TimeDistributed at any depth. */
interface TimeDistributedLayer {
  class_name: 'TimeDistributed';
  config: CommonConfig & { layer: InWrapper };
  name?: string;
  inbound_nodes?: InboundNodes;
}

/**
 * TimeDistributed around a layer, around one that is around a layer, or around a model. Two levels of models, the inner of them in
 * a TimeDistributed or not, hold what people build: pages of lines of words.
 */
const aroundLayer = kerasLayer('TimeDistributed', { layer: plainLayerSchema });
const layerWithin = z.discriminatedUnion('class_name', [plainLayerSchema, aroundLayer]);
const modelsWithin = [
  sequentialOf(layerWithin).meta({ id: 'SequentialWithin' }),
  functionalOf(z.discriminatedUnion('class_name', [layerWithin, ...MASK_OPERATIONS])).meta({ id: 'FunctionalWithin' }),
] as const;

const aroundModel: z.ZodType<InWrapper> = z.discriminatedUnion('class_name', [layerWithin, ...modelsWithin]);
const within = z.discriminatedUnion('class_name', [
  plainLayerSchema,
  kerasLayer('TimeDistributed', { layer: aroundModel }),
  ...modelsWithin,
]);
const wrappedSchema: z.ZodType<InWrapper> = z
  .discriminatedUnion('class_name', [
    layerWithin,
    sequentialOf(within),
    functionalOf(z.discriminatedUnion('class_name', [within, ...MASK_OPERATIONS])),
  ])
  .meta({ id: 'WrappedLayer', description: 'A layer, or a model of one input and one output' });

export const TIME_DISTRIBUTED = kerasLayer('TimeDistributed', { layer: wrappedSchema });
