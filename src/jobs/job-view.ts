import { z } from 'zod';
import { warningSchema } from '../data/inspection/warning.js';
import type { Prisma } from '../database/generated/client.js';
import { stopReasonSchema } from '../engine/stop-reason.js';
import { engineInfoSchema } from '../engine/training-spec.js';
import { jsonNumbersSchema } from '../http/json-number.js';
import {
  bestSchema,
  importedSchema,
  type JobAnswer,
  type JobStatus,
  jobErrorSchema,
  progressSchema,
  storedFitSchema,
} from './job-schemas.js';
import type { QueuePlace } from './queue-place.js';

/** What of a job's row its user sees; the definition may be large and is left in the database. */
export const JOB_COLUMNS = {
  id: true,
  modelId: true,
  status: true,
  stopRequested: true,
  fit: true,
  imported: true,
  progress: true,
  metrics: true,
  best: true,
  attempt: true,
  finalEpoch: true,
  error: true,
  engine: true,
  warnings: true,
  queuedAt: true,
  notBefore: true,
  startedAt: true,
  finishedAt: true,
  version: true,
} as const satisfies Prisma.JobSelect;
export type JobRow = Prisma.JobGetPayload<{ select: typeof JOB_COLUMNS }>;

const jsonSchema = z.object({
  fit: storedFitSchema.nullable(),
  imported: importedSchema.nullable(),
  progress: progressSchema.extend({ stop_reason: stopReasonSchema.optional() }),
  metrics: jsonNumbersSchema,
  best: bestSchema.nullable(),
  error: jobErrorSchema.nullable(),
  engine: engineInfoSchema.nullable(),
  warnings: z.array(warningSchema).nullable(),
});

/** The job as the API answers it. */
export function toJob(row: JobRow, place?: QueuePlace): JobAnswer {
  const { fit, imported, progress: stored, metrics, best, error, engine, warnings } = jsonSchema.parse(row);
  const { stop_reason = null, ...progress } = stored;
  return {
    id: row.id,
    model: row.modelId,
    dataset: fit?.dataset ?? null,
    status: row.status,
    stop_requested: row.stopRequested,
    fit,
    ...(imported === null ? {} : { imported }),
    progress: { ...progress, eta_s: secondsLeft(row.status, progress.eta_s) },
    metrics,
    ...(best === null ? {} : { best }),
    final_epoch: row.finalEpoch,
    stop_reason,
    attempts: row.attempt,
    queue: row.status === 'queued' ? queueOf(row, place) : null,
    error,
    warnings,
    engine,
    queued_at: row.queuedAt.toISOString(),
    started_at: row.startedAt?.toISOString() ?? null,
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
}

function queueOf({ notBefore }: JobRow, place: QueuePlace | undefined): NonNullable<JobAnswer['queue']> {
  const { position = null, eta_s = null } = place ?? {};
  const waitS = notBefore === null ? 0 : Math.max(0, (notBefore.getTime() - Date.now()) / 1000);
  const not_before = notBefore?.toISOString() ?? null;
  return { position, eta_s: eta_s === null ? null : Math.max(eta_s, waitS), not_before };
}

/** What was last estimated holds while the job runs; one that waits or was stopped has no rate to judge by. */
function secondsLeft(status: JobStatus, estimated: number | null): number | null {
  if (status === 'succeeded') return 0;
  return status === 'running' ? estimated : null;
}
