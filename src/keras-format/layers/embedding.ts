import { z } from 'zod';
import { constraintSchema } from '../constraints.js';
import { initializerSchema } from '../initializers.js';
import { neutral } from '../keras-object.js';
import { regularizerSchema } from '../regularizers.js';
import { kerasLayer, sizeSchema } from './common.js';

/** Layers that sequences begin with (keras/src/layers/core). */
export const EMBEDDING_LAYERS = [
  kerasLayer('Embedding', {
    input_dim: sizeSchema,
    output_dim: sizeSchema,
    embeddings_initializer: initializerSchema('random_uniform'),
    embeddings_regularizer: regularizerSchema,
    activity_regularizer: regularizerSchema,
    embeddings_constraint: constraintSchema,
    mask_zero: z.boolean().default(false),
    /** Keras 2's: the length of a row. */
    input_length: z
      .union([sizeSchema, z.array(sizeSchema).max(8)])
      .nullable()
      .optional(),
    weights: neutral([null], 'weights in a config'),
    lora_rank: neutral([null], 'LoRA'),
    lora_alpha: neutral([null], 'LoRA'),
    quantization_config: neutral([null], 'quantization'),
  }),
  kerasLayer('Masking', { mask_value: z.number().default(0) }),
] as const;
export type EmbeddingLayerName = z.infer<(typeof EMBEDDING_LAYERS)[number]>['class_name'];
