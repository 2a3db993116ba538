import { z } from 'zod';
import { activationNameSchema, activationSchema } from './activations.js';
import { initializerSchema } from './initializers.js';
import { type ConfigsOf, dtypeSchema, kerasObject, nameSchema, neutral, seedSchema } from './keras-object.js';

const size = z
  .int()
  .positive()
  .max(2 ** 31 - 1);
const shape = z.array(size).max(8);
const batchShape = z.tuple([z.int().positive().nullable()], size);

/** Fields that every layer's config may hold. The input shape counts on the first layer only. */
const common = {
  name: nameSchema.optional(),
  trainable: z.boolean().default(true),
  dtype: dtypeSchema,
  input_shape: shape.optional(),
  batch_input_shape: batchShape.optional(),
};

const noRegularizer = neutral([null], 'a regularizer');
const noConstraint = neutral([null], 'a constraint');

export const LAYER_SCHEMAS = [
  kerasObject('InputLayer', {
    ...common,
    shape: shape.optional(),
    batch_shape: batchShape.optional(),
    dtype: z.union([dtypeSchema, z.enum(['uint8', 'int32'])]).optional(),
    sparse: neutral([false], 'sparse input'),
    ragged: neutral([false], 'ragged input'),
    optional: neutral([false], 'optional input'),
  }),
  kerasObject('Dense', {
    ...common,
    units: size,
    activation: activationSchema,
    use_bias: z.boolean().default(true),
    kernel_initializer: initializerSchema('glorot_uniform'),
    bias_initializer: initializerSchema('zeros'),
    kernel_regularizer: noRegularizer,
    bias_regularizer: noRegularizer,
    activity_regularizer: noRegularizer,
    kernel_constraint: noConstraint,
    bias_constraint: noConstraint,
    lora_rank: neutral([null], 'LoRA'),
    lora_alpha: neutral([null], 'LoRA'),
    quantization_config: neutral([null], 'quantization'),
  }),
  kerasObject('Activation', { ...common, activation: activationNameSchema }),
  kerasObject('Dropout', {
    ...common,
    rate: z.number().min(0).max(1),
    noise_shape: neutral([null], 'noise_shape'),
    seed: seedSchema,
  }),
  kerasObject('Flatten', { ...common, data_format: z.enum(['channels_last']).nullable().default('channels_last') }),
  kerasObject('Reshape', { ...common, target_shape: z.array(z.union([size, z.literal(-1)])).max(8) }),
] as const;

/** One layer as Keras writes it: `class_name` and `config`, defaults filled in. */
export const layerSchema = z
  .discriminatedUnion('class_name', LAYER_SCHEMAS)
  .meta({ id: 'Layer', description: 'One layer as Keras writes it' });
export type Layer = z.infer<typeof layerSchema>;
export type LayerName = Layer['class_name'];
export type LayerConfigs = ConfigsOf<Layer>;
