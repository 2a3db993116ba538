import { z } from 'zod';
import { type ConfigsOf, kerasObject, nameSchema, neutral } from './keras-object.js';

/** What every loss takes. Keras 2 also writes the name of its own function, `fn`. */
const common = <const Fn extends string>(fn: Fn) => ({
  name: nameSchema.optional(),
  reduction: neutral(['sum_over_batch_size', 'auto'], 'another reduction'),
  dtype: neutral(['float32', null], 'another dtype'),
  fn: neutral([fn], 'another function'),
});
const fromLogits = { from_logits: z.boolean().default(false) };
const labelSmoothing = { label_smoothing: z.number().min(0).max(1).default(0) };
const lastAxis = { axis: neutral([-1], 'another axis') };

/** Losses with Keras 3's fields and defaults (keras/src/losses/losses.py). */
export const lossObjectSchema = z
  .discriminatedUnion('class_name', [
    kerasObject('BinaryCrossentropy', {
      ...common('binary_crossentropy'),
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
    kerasObject('SparseCategoricalCrossentropy', {
      ...common('sparse_categorical_crossentropy'),
      ...fromLogits,
      ...lastAxis,
      ignore_class: neutral([null], 'ignore_class'),
    }),
    kerasObject('MeanSquaredError', common('mean_squared_error')),
    kerasObject('MeanAbsoluteError', common('mean_absolute_error')),
  ])
  .meta({ id: 'Loss', description: 'A loss with its own parameters' });
export type Loss = z.infer<typeof lossObjectSchema>;
export type LossName = Loss['class_name'];
export type LossConfigs = ConfigsOf<Loss>;

/** The strings that Keras takes for each loss. */
const CLASS_OF = {
  binary_crossentropy: 'BinaryCrossentropy',
  bce: 'BinaryCrossentropy',
  BCE: 'BinaryCrossentropy',
  BinaryCrossentropy: 'BinaryCrossentropy',
  categorical_crossentropy: 'CategoricalCrossentropy',
  CategoricalCrossentropy: 'CategoricalCrossentropy',
  sparse_categorical_crossentropy: 'SparseCategoricalCrossentropy',
  SparseCategoricalCrossentropy: 'SparseCategoricalCrossentropy',
  mean_squared_error: 'MeanSquaredError',
  mse: 'MeanSquaredError',
  MSE: 'MeanSquaredError',
  MeanSquaredError: 'MeanSquaredError',
  mean_absolute_error: 'MeanAbsoluteError',
  mae: 'MeanAbsoluteError',
  MAE: 'MeanAbsoluteError',
  MeanAbsoluteError: 'MeanAbsoluteError',
} as const satisfies Record<string, LossName>;
type LossAlias = keyof typeof CLASS_OF;
const isAlias = (name: string): name is LossAlias => Object.hasOwn(CLASS_OF, name);
const LOSS_NAMES = Object.keys(CLASS_OF).filter(isAlias);

/** A loss as a client posts it: by one of Keras's names, or as an object. */
export const lossSchema = z.union([z.enum(LOSS_NAMES), lossObjectSchema]);

/** The loss as an object with every default filled in. */
export function resolveLoss(given: z.infer<typeof lossSchema>): Loss {
  if (typeof given !== 'string') return given;
  return lossObjectSchema.parse({ class_name: CLASS_OF[given], config: {} });
}
