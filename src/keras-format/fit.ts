import { z } from 'zod';
import { boundedRecord } from './bounded-record.js';
import { callbackSchema } from './callbacks.js';
import { prepareSchema } from './prepare.js';
import { splitSchema } from './split.js';

const MAX_EPOCHS = 100_000;
const MAX_BATCH_SIZE = 1_000_000;
/** A year. */
const LONGEST_S = 31_536_000;
const MAX_CALLBACKS = 20;
const MAX_CLASSES = 100_000;
const MAX_METADATA = 100;
const MAX_SEED = 2 ** 31 - 1;

/** Text that can be stored as JSON in Postgres: no NUL, no half of a surrogate pair. */
const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[^\0\p{Surrogate}]*$/u, 'must not hold NUL or half characters');

const checkpointName = z.union([z.int().positive().max(MAX_EPOCHS), z.enum(['latest', 'best', 'final'])]);

/** Which checkpoints stay; the newest, the best and those that a callback may restore always do. */
export const checkpointPolicySchema = z
  .strictObject({
    every: z
      .int()
      .positive()
      .max(MAX_EPOCHS)
      .default(1)
      .describe('those of every so many epochs; a ModelCheckpoint decides instead where there is one'),
    keep: z.int().positive().max(MAX_EPOCHS).optional().describe('the last so many of them; all where it is left out'),
  })
  .meta({ id: 'CheckpointPolicy', description: 'Which checkpoints of epochs that are past stay' });
export type CheckpointPolicy = z.infer<typeof checkpointPolicySchema>;

/** What Keras's `fit` takes, with its defaults; `dataset` and `validation_dataset` are ids. */
export const fitSchema = z
  .strictObject({
    dataset: z.string().min(1).max(100),
    epochs: z.int().positive().max(MAX_EPOCHS).default(1),
    batch_size: z.int().positive().max(MAX_BATCH_SIZE).default(32),
    validation_split: z.number().min(0).lt(1).default(0),
    split: splitSchema.optional(),
    validation_dataset: z.string().min(1).max(100).optional(),
    prepare: prepareSchema.optional().describe("left out, as the dataset's own options say"),
    shuffle: z.boolean().default(true),
    seed: z.int().min(0).max(MAX_SEED).optional(),
    class_weight: boundedRecord(
      z.string().regex(/^\d{1,9}$/, 'must be a class number'),
      z.number().min(0),
      MAX_CLASSES,
    ).optional(),
    callbacks: z.array(callbackSchema).max(MAX_CALLBACKS).default([]),
    checkpoints: checkpointPolicySchema.optional(),
    initial: z
      .strictObject({ job: z.string().min(1).max(100), checkpoint: checkpointName.default('final') })
      .optional(),
    max_duration_s: z
      .number()
      .positive()
      .max(LONGEST_S)
      .optional()
      .describe('training is ended after so many seconds of all attempts together; what was trained stays'),
    priority: z.int().min(-100).max(100).default(0),
    metadata: boundedRecord(
      text(100),
      z.union([text(1000), z.number(), z.boolean(), z.null()]),
      MAX_METADATA,
    ).optional(),
  })
  .refine((fit) => fit.validation_dataset === undefined || fit.validation_split === 0, {
    path: ['validation_split'],
    error: 'give either validation_split or validation_dataset, not both',
  })
  .refine((fit) => fit.split === undefined || fit.validation_split > 0, {
    path: ['split'],
    error: 'says how the rows of validation_split are chosen; give that too',
  })
  .meta({
    id: 'Fit',
    description: "What Keras's fit takes",
    examples: [{ dataset: 'dst_01jc5z7q3v8k2m4n6p9r1s3t5w', epochs: 10, batch_size: 32, validation_split: 0.2 }],
  });
export type Fit = z.infer<typeof fitSchema>;
