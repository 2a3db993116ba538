import { z } from 'zod';

// What the demo reads of the API's answers; fields that it does not need are left out.

const numberSchema = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)]);
const metricsSchema = z.record(z.string(), numberSchema);

export const engineSchema = z.object({
  backend: z.enum(['tensorflow', 'cpu']),
  version: z.string(),
  reason: z.string().optional(),
});
export type Engine = z.infer<typeof engineSchema>;

export const idSchema = z.object({ id: z.string() });

export const listSchema = z.object({
  data: z.array(z.object({ id: z.string(), name: z.string() })),
  has_more: z.boolean(),
});

export const datasetSchema = z.object({
  id: z.string(),
  rows: z.int(),
  inputs: z.object({ shape: z.array(z.int()), dtype: z.string() }),
  targets: z.object({ classes: z.array(z.union([z.string(), z.int()])).optional() }),
  size_bytes: z.int(),
});

const progressSchema = z.object({ epoch: z.int(), step: z.int(), steps: z.int() });
const statusSchema = z.enum(['queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled']);
const jobErrorSchema = z.object({ code: z.string(), detail: z.string() }).nullable();

export const jobSchema = z.object({
  id: z.string(),
  status: statusSchema,
  progress: progressSchema,
  error: jobErrorSchema,
  engine: engineSchema.nullable(),
});
export const jobListSchema = z.object({ data: z.array(jobSchema), has_more: z.boolean() });
export type JobStatus = z.infer<typeof statusSchema>;

/** The statuses after which nothing more comes. */
export const LAST_STATUSES: readonly JobStatus[] = ['succeeded', 'failed', 'cancelled'];

export const statusEventSchema = z.object({ status: statusSchema, error: jobErrorSchema });
export const progressEventSchema = progressSchema.extend({ metrics: metricsSchema });
export const epochEventSchema = z.object({ epoch: z.int(), metrics: metricsSchema, duration_s: z.number() });

export const evaluationSchema = z.object({ rows: z.int(), metrics: metricsSchema });

export const predictionSchema = z.object({
  classes: z.array(z.object({ class: z.union([z.string(), z.int()]), probability: z.number() })),
});
