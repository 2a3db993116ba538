import { z } from 'zod';
import { warningSchema } from '../data/inspection/warning.js';
import { stopReasonSchema } from '../engine/stop-reason.js';
import { engineInfoSchema } from '../engine/training-spec.js';
import { jsonNumberSchema, jsonNumbersSchema } from '../http/json-number.js';
import { pageOf, pageQuery } from '../http/pagination.js';
import { ID_PATTERN } from '../ids.js';
import { fitSchema } from '../keras-format/fit.js';

export const JOB_STATUSES = ['queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export const stopRequestSchema = z.enum(['pause', 'cancel']);

export const jobErrorSchema = z.object({
  code: z.string(),
  detail: z.string(),
  epoch: z.int().optional().describe('the epoch in which it happened; left out where training had not begun'),
  step: z.int().optional().describe('steps of that epoch that were done'),
});

/** Where a job stands; stored and answered like this. */
export const progressSchema = z.object({
  epoch: z.int().describe('the epoch in hand, from 1; 0 before the first'),
  epochs: z.int(),
  step: z.int().describe('steps done in that epoch'),
  steps: z.int().describe('steps of an epoch'),
  fraction: z.number().min(0).max(1).describe('part of all steps that is done'),
  data_fraction: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('part of the data that the worker has fetched; there before training begins, where it has to be fetched'),
  eta_s: z
    .number()
    .nullable()
    .describe('seconds still to go to the last epoch, at the rate so far; null while there is nothing to judge by'),
});

export const bestSchema = z.object({
  epoch: z.int(),
  monitor: z.string().describe('the metric that decides'),
  value: jsonNumberSchema,
});

/** What a job waits for; stands only while it is queued. */
export const queueSchema = z.object({
  position: z
    .int()
    .nullable()
    .describe(
      '1 is the next; jobs of other projects that have their turn before count. Null when it has just been taken',
    ),
  eta_s: z
    .number()
    .nullable()
    .describe(
      'seconds until it starts, by the jobs that run and those of late; null while there is nothing to judge by',
    ),
  not_before: z.iso
    .datetime()
    .nullable()
    .describe('a job that failed by the infrastructure is not tried again before this'),
});

/** The fit as it was asked for, with its defaults, and the seed that was drawn where none was given. */
export const storedFitSchema = fitSchema
  .safeExtend({ seed: z.int() })
  .meta({ id: 'JobFit', description: 'The fit with its defaults and its seed' });
export type StoredFit = z.infer<typeof storedFitSchema>;

export const importedSchema = z.object({
  format: z.string().describe('safetensors, tfjs, weights_h5 or keras'),
  files: z.array(z.string()),
});
export type Imported = z.infer<typeof importedSchema>;

/** A job as the API answers it. */
export const jobSchema = z
  .object({
    id: z.string(),
    model: z.string(),
    dataset: z.string().nullable().describe('null where the weights were imported'),
    status: z.enum(JOB_STATUSES),
    stop_requested: stopRequestSchema.nullable().describe('what a running job was asked to do and has not done yet'),
    fit: storedFitSchema.nullable().describe('null where the weights were imported'),
    imported: importedSchema.optional().describe('where the weights are from; only where they were trained elsewhere'),
    progress: progressSchema,
    metrics: jsonNumbersSchema.describe('the latest values, those of the running epoch included'),
    best: bestSchema.optional(),
    final_epoch: z
      .int()
      .nullable()
      .describe("the epoch whose weights are the model's final ones; null while training has not ended"),
    stop_reason: stopReasonSchema
      .nullable()
      .describe('the callback that ended training, and where; null where none did'),
    attempts: z.int().describe('how often a worker has taken it up'),
    queue: queueSchema.nullable().describe('null unless it waits in the queue'),
    error: jobErrorSchema.nullable(),
    warnings: z
      .array(warningSchema)
      .nullable()
      .describe(
        'what is odd about the rows that train beside those that validate; null before the first attempt has looked',
      ),
    engine: engineInfoSchema
      .nullable()
      .describe(
        'what trains it; `reason` says why where that is not native TensorFlow. `program` says how, once training has begun: compiled, or operation by operation for `program_reason`. Null before the first attempt',
      ),
    queued_at: z.iso.datetime(),
    started_at: z.iso.datetime().nullable(),
    finished_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Job', description: 'One fit' });
export type JobAnswer = z.infer<typeof jobSchema>;

export const jobPageSchema = pageOf(jobSchema);

export const jobsQuerySchema = z.strictObject({
  ...pageQuery,
  status: z.enum(JOB_STATUSES).optional(),
  model: z.string().regex(ID_PATTERN, 'must be an id').optional().describe("a model's id"),
});

export const jobParamsSchema = z.strictObject({ id: z.string() });

/** A job's history by Keras's keys; each list has a value for every epoch. */
export const historySchema = z
  .object({
    epoch: z.array(z.int()),
    learning_rate: z.array(jsonNumberSchema),
    duration_s: z.array(z.number()),
  })
  .catchall(z.array(jsonNumberSchema))
  .meta({ id: 'History', description: 'The history that Keras keeps: a list for each metric, a value for each epoch' });
export type History = z.infer<typeof historySchema>;
