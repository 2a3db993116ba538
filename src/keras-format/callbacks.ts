import { z } from 'zod';
import { kerasObject } from './keras-object.js';

const MAX_EPOCHS = 100_000;
const LONGEST_MONITOR = 300;
const LONGEST_PATH = 4096;

const epochs = z.int().min(0).max(MAX_EPOCHS);
const verbose = z.int().min(0).max(2).default(0);
const watching = {
  monitor: z.string().min(1).max(LONGEST_MONITOR).default('val_loss').describe('a key of the history'),
  mode: z.enum(['auto', 'min', 'max']).default('auto').describe('`auto`: as the metric itself says'),
};

/** Names that Keras has and a service cannot do, with what does the same here. */
const INSTEAD: ReadonlyMap<unknown, string> = new Map([
  [
    'LearningRateScheduler',
    'LearningRateScheduler calls a Python function and is not supported; give the optimizer a schedule as its learning_rate (ExponentialDecay, CosineDecay, PiecewiseConstantDecay, ...) or use ReduceLROnPlateau',
  ],
  ['LambdaCallback', 'LambdaCallback calls Python functions and is not supported'],
  ['BackupAndRestore', 'every job is resumed from its last checkpoint; leave BackupAndRestore out'],
  ['CSVLogger', "the job's history is to be had as CSV; leave CSVLogger out"],
]);

/** Callbacks with Keras 3's fields and defaults (keras/src/callbacks). */
export const callbackSchema = z
  .discriminatedUnion(
    'class_name',
    [
      kerasObject('EarlyStopping', {
        ...watching,
        min_delta: z.number().default(0),
        patience: epochs.default(0),
        verbose,
        baseline: z.number().nullable().default(null),
        restore_best_weights: z.boolean().default(false),
        start_from_epoch: epochs.default(0),
      }),
      kerasObject('ReduceLROnPlateau', {
        ...watching,
        factor: z.number().min(0).lt(1).default(0.1),
        patience: epochs.default(10),
        verbose,
        min_delta: z.number().default(1e-4),
        cooldown: epochs.default(0),
        min_lr: z.number().min(0).default(0),
      }),
      kerasObject('TerminateOnNaN', {
        raise_error: z.boolean().default(false).describe('ends the job without the epoch that failed'),
      }),
      kerasObject('ModelCheckpoint', {
        ...watching,
        filepath: z
          .string()
          .max(LONGEST_PATH)
          .optional()
          .describe('without meaning here: checkpoints stay with the job'),
        verbose,
        save_best_only: z.boolean().default(false),
        save_weights_only: z.boolean().default(false).describe('without meaning here: both are to be had'),
        save_freq: z
          .union([z.literal('epoch'), z.int().positive().max(MAX_EPOCHS)])
          .default('epoch')
          .describe('in epochs'),
        initial_value_threshold: z.number().nullable().default(null),
      }),
    ],
    {
      error: ({ input }) =>
        typeof input === 'object' && input !== null && 'class_name' in input
          ? INSTEAD.get(input.class_name)
          : undefined,
    },
  )
  .meta({ id: 'Callback', description: 'A callback with its own parameters' });
export type Callback = z.infer<typeof callbackSchema>;
export type CallbackName = Callback['class_name'];
export type CallbackConfig<Name extends CallbackName> = Extract<Callback, { class_name: Name }>['config'];
