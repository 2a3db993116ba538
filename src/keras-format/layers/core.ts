import { z } from 'zod';
import { activationSchema, eitherActivationSchema } from '../activations.js';
import { constraintSchema } from '../constraints.js';
import { initializerSchema } from '../initializers.js';
import { dtypeSchema, neutral } from '../keras-object.js';
import { regularizerSchema } from '../regularizers.js';
import { batchShapeSchema, kerasLayer, shapeSchema, sizeSchema } from './common.js';

const MAX_RANK = 8;
/** What Keras may say of an input of whole numbers; the layers behind it take them as they are. */
const INTEGER_TYPES = ['uint8', 'uint16', 'uint32', 'int8', 'int16', 'int32', 'int64'] as const;

/** The layers that most networks are made of (keras/src/layers/core, regularization, reshaping). */
export const CORE_LAYERS = [
  kerasLayer('InputLayer', {
    shape: shapeSchema.optional(),
    batch_shape: batchShapeSchema.optional(),
    dtype: z.union([dtypeSchema, z.enum(INTEGER_TYPES)]).optional(),
    sparse: neutral([false], 'sparse input'),
    ragged: neutral([false], 'ragged input'),
    optional: neutral([false], 'optional input'),
  }),
  kerasLayer('Dense', {
    units: sizeSchema,
    activation: activationSchema,
    use_bias: z.boolean().default(true),
    kernel_initializer: initializerSchema('glorot_uniform'),
    bias_initializer: initializerSchema('zeros'),
    kernel_regularizer: regularizerSchema,
    bias_regularizer: regularizerSchema,
    activity_regularizer: regularizerSchema,
    kernel_constraint: constraintSchema,
    bias_constraint: constraintSchema,
    lora_rank: neutral([null], 'LoRA'),
    lora_alpha: neutral([null], 'LoRA'),
    quantization_config: neutral([null], 'quantization'),
  }),
  kerasLayer('Activation', { activation: eitherActivationSchema }),
  kerasLayer('Identity', {}),
  kerasLayer('Flatten', {
    data_format: z.enum(['channels_last']).nullable().default('channels_last'),
  }),
  kerasLayer('Reshape', {
    target_shape: z.array(z.union([sizeSchema, z.literal(-1)])).max(MAX_RANK),
  }),
] as const;
export type CoreLayerName = z.infer<(typeof CORE_LAYERS)[number]>['class_name'];
