import { z } from 'zod';
import { constraintSchema } from '../constraints.js';
import { initializerSchema } from '../initializers.js';
import { neutral, seedSchema } from '../keras-object.js';
import { regularizerSchema } from '../regularizers.js';
import { axesSchema, kerasLayer, sizeSchema } from './common.js';

const dropout = { dropout: z.number().min(0).lt(1).default(0), seed: seedSchema };
const sizes = z.array(z.int().nullable()).max(8);
/** Keras 2 writes the shapes that the layer was built with; the inputs say the same. */
const builtShape = z
  .union([sizes, z.strictObject({ class_name: z.literal('TensorShape'), items: sizes })])
  .nullable()
  .optional();

/** Layers that look from one sequence at another (keras/src/layers/attention). */
export const ATTENTION_LAYERS = [
  kerasLayer('Attention', {
    use_scale: z.boolean().default(false),
    score_mode: z.enum(['dot', 'concat']).default('dot'),
    ...dropout,
    causal: neutral([false], 'causal in the config (Keras 3 has use_causal_mask in the call)'),
  }),
  kerasLayer('AdditiveAttention', {
    use_scale: z.boolean().default(true),
    ...dropout,
    causal: neutral([false], 'causal in the config (Keras 3 has use_causal_mask in the call)'),
  }),
  kerasLayer('MultiHeadAttention', {
    num_heads: sizeSchema,
    key_dim: sizeSchema,
    value_dim: sizeSchema.nullable().default(null),
    ...dropout,
    use_bias: z.boolean().default(true),
    use_gate: z.boolean().default(false),
    output_shape: z
      .union([sizeSchema, z.array(sizeSchema).min(1).max(4)])
      .nullable()
      .default(null),
    attention_axes: axesSchema.nullable().default(null),
    sliding_window: z.int().positive().nullable().default(null),
    flash_attention: neutral([null, false], 'flash attention'),
    kernel_initializer: initializerSchema('glorot_uniform'),
    bias_initializer: initializerSchema('zeros'),
    kernel_regularizer: regularizerSchema,
    bias_regularizer: regularizerSchema,
    activity_regularizer: neutral([null], 'an activity regularizer of attention'),
    kernel_constraint: constraintSchema,
    bias_constraint: constraintSchema,
    softmax_robust_masking: neutral([null, false], 'robust masking'),
    query_shape: builtShape,
    key_shape: builtShape,
    value_shape: builtShape,
  }),
] as const;
export type AttentionLayerName = z.infer<(typeof ATTENTION_LAYERS)[number]>['class_name'];
