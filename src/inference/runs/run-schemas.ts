import { z } from 'zod';

export const RUN_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** What a run does; each kind has its part of the API. */
export const RUN_KINDS = ['evaluation', 'batch_prediction'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

export const runErrorSchema = z.object({ code: z.string(), detail: z.string() });

/** What the API tells of any run. */
export const runShape = {
  id: z.string(),
  model: z.string(),
  dataset: z.string(),
  job: z.string().describe('the job whose weights answer'),
  epoch: z.int().describe('their epoch'),
  status: z.enum(RUN_STATUSES),
  cancel_requested: z.boolean().describe('it still runs, and is to stop'),
  progress: z.object({
    done: z.int().describe('rows that are done'),
    rows: z.int().describe('rows of the dataset'),
    fraction: z.number().min(0).max(1),
    eta_s: z.number().nullable().describe('seconds still to go; null while there is nothing to judge by'),
  }),
  attempts: z.int().describe('how often a worker has taken it up; 0 where it was answered at once'),
  error: runErrorSchema.nullable(),
  created_at: z.iso.datetime(),
  started_at: z.iso.datetime().nullable(),
  finished_at: z.iso.datetime().nullable(),
};
const runSchema = z.object(runShape);
export type RunView = z.infer<typeof runSchema>;

/** A run as the database has it, but for what it found. */
export const runRowSchema = z.object({
  id: z.string(),
  model_id: z.string(),
  dataset_id: z.string(),
  job_id: z.string(),
  epoch: z.int(),
  status: z.enum(RUN_STATUSES),
  cancel_requested: z.boolean(),
  request: z.unknown(),
  rows: z.int(),
  rows_done: z.int(),
  figures: z.unknown(),
  error: runErrorSchema.nullable(),
  attempt: z.int(),
  created_at: z.date(),
  started_at: z.date().nullable(),
  finished_at: z.date().nullable(),
  version: z.int(),
});
export type RunRow = z.infer<typeof runRowSchema>;

export function toRunView(row: RunRow, now = Date.now()): RunView {
  const fraction = row.status === 'succeeded' ? 1 : row.rows_done / row.rows;
  return {
    id: row.id,
    model: row.model_id,
    dataset: row.dataset_id,
    job: row.job_id,
    epoch: row.epoch,
    status: row.status,
    cancel_requested: row.cancel_requested,
    progress: { done: row.rows_done, rows: row.rows, fraction, eta_s: secondsLeft(row, fraction, now) },
    attempts: row.attempt,
    error: row.error,
    created_at: row.created_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    finished_at: row.finished_at?.toISOString() ?? null,
  };
}

/** As long as it has taken for each row so far. */
function secondsLeft({ status, started_at }: RunRow, fraction: number, now: number): number | null {
  if (status === 'succeeded') return 0;
  if (status !== 'running' || started_at === null || fraction === 0) return null;
  return (((now - started_at.getTime()) / 1000) * (1 - fraction)) / fraction;
}
