import { z } from 'zod';
import { type ConfigsOf, kerasObject, nameSchema, neutral } from './keras-object.js';
import { SHORT_ERROR_NAMES, toSnakeCase } from './names.js';
import { numbersSchema } from './numbers.js';

/** How the losses of a batch's rows become one number; Keras 2 writes `auto` for the first. */
const reductionSchema = z
  .enum(['sum_over_batch_size', 'mean', 'sum', 'mean_with_sample_weight', 'auto'])
  .default('sum_over_batch_size')
  .transform((reduction) => (reduction === 'auto' ? 'sum_over_batch_size' : reduction));

/** What every loss takes. Keras 2 also writes the name of its own function, `fn`. */
const common = <const Fn extends string>(fn: Fn) => ({
  name: nameSchema.optional(),
  reduction: reductionSchema,
  dtype: neutral(['float32', null], 'another dtype'),
  fn: neutral([fn], 'another function'),
});
const fromLogits = { from_logits: z.boolean().default(false) };
const labelSmoothing = { label_smoothing: z.number().min(0).max(1).default(0) };
const lastAxis = { axis: neutral([-1], 'another axis') };
/** Left out, the sums go over the whole batch. */
const overAxes = {
  axis: z
    .union([z.int(), z.array(z.int()).min(1).max(8)])
    .nullable()
    .default(null),
};
const share = z.number().min(0).max(1);
const gamma = z.number().min(0).default(2);
/** A weight for every class, or one for each. */
const shares = numbersSchema.pipe(z.union([share, z.array(share)]));
const ignoreClass = { ignore_class: z.int().nullable().default(null) };

/** Losses with Keras 3's fields and defaults (keras/src/losses/losses.py). */
export const lossObjectSchema = z
  .discriminatedUnion('class_name', [
    kerasObject('BinaryCrossentropy', {
      ...common('binary_crossentropy'),
      ...fromLogits,
      ...labelSmoothing,
      ...lastAxis,
    }),
    kerasObject('BinaryFocalCrossentropy', {
      ...common('binary_focal_crossentropy'),
      apply_class_balancing: z.boolean().default(false),
      alpha: share.default(0.25),
      gamma,
      ...fromLogits,
      ...labelSmoothing,
      ...lastAxis,
    }),
    kerasObject('CategoricalCrossentropy', {
      ...common('categorical_crossentropy'),
      ...fromLogits,
      ...labelSmoothing,
      ...lastAxis,
    }),
    kerasObject('CategoricalFocalCrossentropy', {
      ...common('categorical_focal_crossentropy'),
      alpha: shares.default(0.25),
      gamma,
      ...fromLogits,
      ...labelSmoothing,
      ...lastAxis,
    }),
    kerasObject('SparseCategoricalCrossentropy', {
      ...common('sparse_categorical_crossentropy'),
      ...fromLogits,
      ...lastAxis,
      ...ignoreClass,
    }),
    kerasObject('CategoricalGeneralizedCrossEntropy', {
      ...common('categorical_generalized_cross_entropy'),
      q: z.number().gt(0).lt(1).default(0.5),
    }),
    kerasObject('MeanSquaredError', common('mean_squared_error')),
    kerasObject('MeanAbsoluteError', common('mean_absolute_error')),
    kerasObject('MeanAbsolutePercentageError', common('mean_absolute_percentage_error')),
    kerasObject('MeanSquaredLogarithmicError', common('mean_squared_logarithmic_error')),
    kerasObject('CosineSimilarity', { ...common('cosine_similarity'), axis: z.int().default(-1) }),
    kerasObject('Huber', { ...common('huber'), delta: z.number().positive().default(1) }),
    kerasObject('LogCosh', common('log_cosh')),
    kerasObject('KLDivergence', common('kl_divergence')),
    kerasObject('Poisson', common('poisson')),
    kerasObject('Hinge', common('hinge')),
    kerasObject('SquaredHinge', common('squared_hinge')),
    kerasObject('CategoricalHinge', common('categorical_hinge')),
    kerasObject('Dice', { ...common('dice'), ...overAxes }),
    kerasObject('Tversky', {
      ...common('tversky'),
      alpha: z.number().min(0).default(0.5),
      beta: z.number().min(0).default(0.5),
      ...overAxes,
    }),
    kerasObject('Circle', {
      ...common('circle'),
      gamma: z.number().default(80),
      margin: z.number().default(0.4),
      remove_diagonal: z.boolean().default(true),
    }),
    kerasObject('CTC', common('ctc')),
  ])
  .meta({ id: 'Loss', description: 'A loss with its own parameters' });
export type Loss = z.infer<typeof lossObjectSchema>;
export type LossName = Loss['class_name'];
export type LossConfigs = ConfigsOf<Loss>;

const LOSS_CLASSES = [
  'BinaryCrossentropy',
  'BinaryFocalCrossentropy',
  'CategoricalCrossentropy',
  'CategoricalFocalCrossentropy',
  'SparseCategoricalCrossentropy',
  'CategoricalGeneralizedCrossEntropy',
  'MeanSquaredError',
  'MeanAbsoluteError',
  'MeanAbsolutePercentageError',
  'MeanSquaredLogarithmicError',
  'CosineSimilarity',
  'Huber',
  'LogCosh',
  'KLDivergence',
  'Poisson',
  'Hinge',
  'SquaredHinge',
  'CategoricalHinge',
  'Dice',
  'Tversky',
  'Circle',
  'CTC',
] as const satisfies readonly LossName[];

/** `crossentropy` is not a class but a question that output and targets answer. */
export const CROSSENTROPY = 'crossentropy';

/** Keras's other names besides the class names and their snake_case. */
const SHORT_NAMES: Readonly<Record<string, LossName | typeof CROSSENTROPY>> = {
  ...SHORT_ERROR_NAMES,
  kld: 'KLDivergence',
  KLD: 'KLDivergence',
  kullback_leibler_divergence: 'KLDivergence',
  logcosh: 'LogCosh',
  ce: CROSSENTROPY,
  crossentropy: CROSSENTROPY,
};
const CLASS_OF = new Map<string, LossName | typeof CROSSENTROPY>([
  ...LOSS_CLASSES.flatMap((name) => [[toSnakeCase(name), name] as const, [name, name] as const]),
  ...Object.entries(SHORT_NAMES),
]);

/** A loss as a client posts it: by one of Keras's names, or as an object. */
export const lossSchema = z.union([z.enum([...CLASS_OF.keys()]), lossObjectSchema]);
export type PostedLoss = z.infer<typeof lossSchema>;

/** The loss as an object with every default filled in; `crossentropy` still has to be resolved from the shapes. */
export function resolveLoss(given: PostedLoss): Loss | typeof CROSSENTROPY {
  if (typeof given !== 'string') return given;
  const className = CLASS_OF.get(given) ?? CROSSENTROPY;
  return className === CROSSENTROPY ? CROSSENTROPY : lossOf(className);
}

/** Whether a loss's targets are class numbers, one for each vector of the output, instead of vectors of the output's shape. */
export function lossTakesClassNumbers(name: LossName): boolean {
  return (TAKE_CLASS_NUMBERS as readonly string[]).includes(name);
}

const TAKE_CLASS_NUMBERS = [
  'SparseCategoricalCrossentropy',
  'CategoricalGeneralizedCrossEntropy',
  'Circle',
] as const satisfies readonly LossName[];

/** The loss of this class with its defaults. */
export function lossOf(className: LossName): Loss {
  return lossObjectSchema.parse({ class_name: className, config: {} });
}
