import { z } from 'zod';
import { type ConfigsOf, kerasObject } from './keras-object.js';
import { commonOptimizerFields } from './optimizer-fields.js';
import { learningRateSchema } from './schedules.js';

const beta = z.number().min(0).lt(1);
const epsilon = z.number().positive().max(1).default(1e-7);
const momentum = z.number().min(0).max(1).default(0);
const strength = z.number().min(0).max(1e6).default(0);

const common = { ...commonOptimizerFields, learning_rate: learningRateSchema(0.001) };
const betas = { beta_1: beta.default(0.9), beta_2: beta.default(0.999), epsilon };

/** Optimizers with Keras 3's fields and defaults (keras/src/optimizers). */
export const optimizerObjectSchema = z
  .discriminatedUnion('class_name', [
    kerasObject('SGD', {
      ...common,
      learning_rate: learningRateSchema(0.01),
      momentum,
      nesterov: z.boolean().default(false),
    }),
    kerasObject('Adagrad', { ...common, initial_accumulator_value: z.number().min(0).default(0.1), epsilon }),
    kerasObject('Adadelta', { ...common, rho: beta.default(0.95), epsilon }),
    kerasObject('RMSprop', {
      ...common,
      rho: beta.default(0.9),
      momentum,
      epsilon,
      centered: z.boolean().default(false),
    }),
    kerasObject('Adam', { ...common, ...betas, amsgrad: z.boolean().default(false) }),
    kerasObject('AdamW', {
      ...common,
      ...betas,
      weight_decay: z.number().min(0).max(1e6).default(0.004),
      amsgrad: z.boolean().default(false),
    }),
    kerasObject('Adamax', { ...common, ...betas }),
    kerasObject('Nadam', { ...common, ...betas }),
    kerasObject('Ftrl', {
      ...common,
      learning_rate_power: z.number().min(-10).max(0).default(-0.5),
      initial_accumulator_value: z.number().min(0).default(0.1),
      l1_regularization_strength: strength,
      l2_regularization_strength: strength,
      l2_shrinkage_regularization_strength: strength,
      beta: z.number().min(0).max(1e6).default(0),
    }),
    kerasObject('Lion', {
      ...common,
      beta_1: z.number().gt(0).max(1).default(0.9),
      beta_2: beta.default(0.99),
    }),
  ])
  .superRefine(({ config }, context) => {
    const given = (['clipnorm', 'global_clipnorm', 'clipvalue'] as const).filter((field) => config[field] !== null);
    const [first, second] = given;
    if (first === undefined || second === undefined) return;
    context.addIssue({
      code: 'custom',
      path: ['config', second],
      message: `cannot be set together with ${first}`,
      input: config[second],
    });
  })
  .meta({ id: 'Optimizer', description: 'An optimizer with its own parameters' });
export type Optimizer = z.infer<typeof optimizerObjectSchema>;
export type OptimizerName = Optimizer['class_name'];
export type OptimizerConfigs = ConfigsOf<Optimizer>;

/** The strings that name each optimizer: Keras reads them in any case; these are the two that are in use. */
const CLASS_OF = {
  sgd: 'SGD',
  SGD: 'SGD',
  adagrad: 'Adagrad',
  Adagrad: 'Adagrad',
  adadelta: 'Adadelta',
  Adadelta: 'Adadelta',
  rmsprop: 'RMSprop',
  RMSprop: 'RMSprop',
  adam: 'Adam',
  Adam: 'Adam',
  adamw: 'AdamW',
  AdamW: 'AdamW',
  adamax: 'Adamax',
  Adamax: 'Adamax',
  nadam: 'Nadam',
  Nadam: 'Nadam',
  ftrl: 'Ftrl',
  Ftrl: 'Ftrl',
  lion: 'Lion',
  Lion: 'Lion',
} as const satisfies Record<string, OptimizerName>;
type OptimizerAlias = keyof typeof CLASS_OF;
const isAlias = (name: string): name is OptimizerAlias => Object.hasOwn(CLASS_OF, name);
const OPTIMIZER_NAMES = Object.keys(CLASS_OF).filter(isAlias);

/** An optimizer as a client posts it: by name, or as an object. */
export const optimizerSchema = z.union([z.enum(OPTIMIZER_NAMES), optimizerObjectSchema]);

/** The optimizer as an object with every default filled in. */
export function resolveOptimizer(given: z.infer<typeof optimizerSchema>): Optimizer {
  if (typeof given !== 'string') return given;
  return optimizerObjectSchema.parse({ class_name: CLASS_OF[given], config: {} });
}
