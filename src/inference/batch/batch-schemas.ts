import { z } from 'zod';
import { pageOf, pageQuery } from '../../http/pagination.js';
import { ID_PATTERN } from '../../ids.js';
import { checkpointChoiceSchema, ID_LENGTH, MAX_BATCH_SIZE } from '../inference-schemas.js';
import { RUN_STATUSES, runShape } from '../runs/run-schemas.js';

/** What the rows of the file may tell beside their number and the classes. */
export const COLUMN_GROUPS = ['inputs', 'targets', 'outputs'] as const;

const MOST_TOP_K = 100;

const optionsOf = {
  format: z.enum(['csv', 'parquet']).default('csv'),
  columns: z
    .array(z.enum(COLUMN_GROUPS))
    .max(COLUMN_GROUPS.length)
    .refine((groups) => new Set(groups).size === groups.length, { error: 'must not name a group twice' })
    .default(['outputs'])
    .describe(
      "`outputs` are the model's numbers, `inputs` and `targets` those of the dataset as they were given; the number of the row " +
        'in the dataset, and for classification the class with its probability, are always there',
    ),
  top_k: z
    .int()
    .positive()
    .max(MOST_TOP_K)
    .default(1)
    .describe('for classification: how many of the likeliest classes are told of, with their probabilities'),
  batch_size: z.int().positive().max(MAX_BATCH_SIZE).default(1024).describe('rows that are predicted at once'),
};

export const batchPredictSchema = z
  .strictObject({
    dataset: z.string().min(1).max(ID_LENGTH),
    checkpoint: checkpointChoiceSchema.default('served'),
    ...optionsOf,
  })
  .meta({ id: 'BatchPredict', description: 'A dataset to predict into a file' });
export type BatchPredict = z.infer<typeof batchPredictSchema>;

/** What of it a batch prediction remembers. */
export const batchRequestSchema = z.object({
  ...optionsOf,
  /** Rows of the dataset that each piece of the file is made of: the same in every attempt, so that the bytes are. */
  part_rows: z.int().positive(),
});
export type BatchRequest = z.infer<typeof batchRequestSchema>;

/** What the file holds, once it is there. */
export const batchResultSchema = z.object({
  rows: z.int().describe('rows that the file holds: those in which nothing is missing that may not be'),
  size_bytes: z.int(),
  column_names: z.array(z.string()),
});
export type BatchResult = z.infer<typeof batchResultSchema>;

export const batchPredictionSchema = z
  .object({
    ...runShape,
    ...optionsOf,
    ...batchResultSchema.partial().shape,
  })
  .meta({ id: 'BatchPrediction', description: 'What the file holds stands there once the status is `succeeded`' });
export type BatchPredictionView = z.infer<typeof batchPredictionSchema>;

export const batchPredictionPageSchema = pageOf(batchPredictionSchema);

const id = z.string().regex(ID_PATTERN, 'must be an id').optional();
export const batchPredictionsQuerySchema = z.strictObject({
  ...pageQuery,
  dataset: id.describe('only those of this dataset'),
  job: id.describe('only those by the weights of this job'),
  status: z.enum(RUN_STATUSES).optional(),
});

export const batchParamsSchema = z.strictObject({ id: z.string(), prediction: z.string() });
