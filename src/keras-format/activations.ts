import { z } from 'zod';
import { kerasObject, SHOWN_DEFAULT } from './keras-object.js';
import { ACTIVATION_FIELDS } from './layers/activation-layers.js';
import { commonFields } from './layers/common.js';

/** The activations of Keras, by the names that it gives them. */
export const ACTIVATIONS = [
  'celu',
  'elu',
  'exponential',
  'gelu',
  'hard_shrink',
  'hard_sigmoid',
  'hard_silu',
  'hard_swish',
  'hard_tanh',
  'leaky_relu',
  'linear',
  'log_sigmoid',
  'log_softmax',
  'mish',
  'relu',
  'relu6',
  'selu',
  'sigmoid',
  'silu',
  'soft_shrink',
  'softmax',
  'softplus',
  'softsign',
  'sparse_plus',
  'sparse_sigmoid',
  'sparsemax',
  'squareplus',
  'swish',
  'tanh',
  'tanh_shrink',
] as const;

export const activationNameSchema = z.enum(ACTIVATIONS).meta({ id: 'Activation' });
export type ActivationName = z.infer<typeof activationNameSchema>;

/** A layer that Keras takes for an activation: one without weights, which works on what it is given alone. */
export const activationObjectSchema = z
  .discriminatedUnion(
    'class_name',
    [
      kerasObject('Activation', { ...commonFields, activation: activationNameSchema }),
      kerasObject('ReLU', { ...commonFields, ...ACTIVATION_FIELDS.ReLU }),
      kerasObject('LeakyReLU', { ...commonFields, ...ACTIVATION_FIELDS.LeakyReLU }),
      kerasObject('ELU', { ...commonFields, ...ACTIVATION_FIELDS.ELU }),
      kerasObject('Softmax', { ...commonFields, ...ACTIVATION_FIELDS.Softmax }),
    ],
    {
      error: ({ input }) =>
        typeof input === 'object' && input !== null && 'class_name' in input && input.class_name === 'PReLU'
          ? 'PReLU has weights of its own: make it a layer of its own behind this one'
          : undefined,
    },
  )
  .meta({ id: 'ActivationObject', description: 'An activation with its own parameters, as the layer of its name' });
export type ActivationObject = z.infer<typeof activationObjectSchema>;
export type Activation = ActivationName | ActivationObject;

/** An activation by name, or as a layer, as Keras prints it where it was given one. */
export const eitherActivationSchema = z.union([activationNameSchema, activationObjectSchema]);

/** The same of a layer's config, where null means none; left out it is the fallback. */
export const activationOr = (fallback: ActivationName) =>
  eitherActivationSchema
    .nullable()
    .default(fallback)
    .transform((given): Activation => given ?? 'linear')
    .meta({ [SHOWN_DEFAULT]: fallback });

/** The `activation` of most layers' configs. */
export const activationSchema = activationOr('linear');

/** The name of what an activation does to the last of so many axes; `linear` where it is none of the names. */
export function closingName(activation: Activation, rank: number): ActivationName {
  if (typeof activation === 'string') return activation;
  if (activation.class_name === 'Activation') return activation.config.activation;
  if (activation.class_name !== 'Softmax') return 'linear';
  const axes = [activation.config.axis].flat().map((axis) => (axis < 0 ? axis + rank : axis));
  return axes.length === 1 && axes[0] === rank - 1 ? 'softmax' : 'linear';
}
