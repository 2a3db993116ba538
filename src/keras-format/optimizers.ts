import { z } from 'zod';
import { type ConfigsOf, kerasObject, nameSchema, neutral } from './keras-object.js';

const rate = z.number().min(0).max(1e6);
const beta = z.number().min(0).lt(1);
const epsilon = z.number().positive().max(1).default(1e-7);

const common = {
  name: nameSchema.optional(),
  weight_decay: neutral([null, 0], 'weight decay'),
  clipnorm: neutral([null], 'clipnorm'),
  global_clipnorm: neutral([null], 'global_clipnorm'),
  clipvalue: neutral([null], 'clipvalue'),
  use_ema: neutral([false], 'a moving average of the weights'),
  ema_momentum: z.number().min(0).max(1).optional(),
  // Without use_ema it means nothing, and Keras 2 writes 100 for RMSprop.
  ema_overwrite_frequency: z.int().positive().nullable().optional(),
  loss_scale_factor: neutral([null], 'loss scaling'),
  gradient_accumulation_steps: neutral([null], 'gradient accumulation'),
  // Keras 2 writes these two; they say how it would run, not what it would compute.
  jit_compile: z.boolean().optional(),
  is_legacy_optimizer: z.literal(false).optional(),
};

/** Optimizers with Keras 3's fields and defaults (keras/src/optimizers). */
export const optimizerObjectSchema = z
  .discriminatedUnion('class_name', [
    kerasObject('SGD', {
      ...common,
      learning_rate: rate.default(0.01),
      momentum: z.number().min(0).max(1).default(0),
      nesterov: z.boolean().default(false),
    }),
    kerasObject('Adagrad', {
      ...common,
      learning_rate: rate.default(0.001),
      initial_accumulator_value: z.number().min(0).default(0.1),
      epsilon,
    }),
    kerasObject('RMSprop', {
      ...common,
      learning_rate: rate.default(0.001),
      rho: beta.default(0.9),
      momentum: z.number().min(0).max(1).default(0),
      epsilon,
      centered: z.boolean().default(false),
    }),
    kerasObject('Adam', {
      ...common,
      learning_rate: rate.default(0.001),
      beta_1: beta.default(0.9),
      beta_2: beta.default(0.999),
      epsilon,
      amsgrad: z.boolean().default(false),
    }),
  ])
  .meta({ id: 'Optimizer', description: 'An optimizer with its own parameters' });
export type Optimizer = z.infer<typeof optimizerObjectSchema>;
export type OptimizerName = Optimizer['class_name'];
export type OptimizerConfigs = ConfigsOf<Optimizer>;

const OPTIMIZER_NAMES = ['sgd', 'SGD', 'adagrad', 'Adagrad', 'rmsprop', 'RMSprop', 'adam', 'Adam'] as const;
const CLASS_OF = {
  sgd: 'SGD',
  SGD: 'SGD',
  adagrad: 'Adagrad',
  Adagrad: 'Adagrad',
  rmsprop: 'RMSprop',
  RMSprop: 'RMSprop',
  adam: 'Adam',
  Adam: 'Adam',
} as const satisfies Record<(typeof OPTIMIZER_NAMES)[number], OptimizerName>;

/** An optimizer as a client posts it: by name, or as an object. */
export const optimizerSchema = z.union([z.enum(OPTIMIZER_NAMES), optimizerObjectSchema]);

/** The optimizer as an object with every default filled in. */
export function resolveOptimizer(given: z.infer<typeof optimizerSchema>): Optimizer {
  if (typeof given !== 'string') return given;
  return optimizerObjectSchema.parse({ class_name: CLASS_OF[given], config: {} });
}
