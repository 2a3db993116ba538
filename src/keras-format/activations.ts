import { z } from 'zod';

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

/** The `activation` of a layer's config: a name, or null for none. */
export const activationSchema = activationNameSchema
  .nullable()
  .default('linear')
  .transform((name) => name ?? 'linear');
