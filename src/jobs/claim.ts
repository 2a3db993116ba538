import { z } from 'zod';
import { findResumePoint } from '../checkpoints/resume-point.js';
import { fittedPreparationSchema } from '../data/preparing/preparing-plan.js';
import { type Database, withTransaction } from '../database/client.js';
import type { Queryable } from '../database/sql.js';
import { checkpointStateSchema } from '../engine/checkpoint.js';
import { engineInfoSchema } from '../engine/training-spec.js';
import type { CheckpointRef, ClaimedJob, JobDataset } from '../trainer/attempt-store.js';
import { beginAttempt, loseAttempts, secondsSpent } from './attempt-history.js';
import { type JobDefinition, jobDefinitionSchema } from './job-definition.js';
import { STATUS_COLUMNS, statusEvent, tellEvents } from './job-events.js';
import { type StoredFit, stopRequestSchema, storedFitSchema } from './job-schemas.js';
import { countWait } from './training-totals.js';
import { hasRoom, noteServed } from './turns.js';

const claimedRowSchema = z.object({
  project_id: z.string(),
  attempt: z.int(),
  fit: z.unknown(),
  definition: z.unknown(),
  dataset_id: z.string().nullable(),
  validation_dataset_id: z.string().nullable(),
  stop_requested: stopRequestSchema.nullable(),
  infrastructure_failures: z.int(),
  engine: engineInfoSchema.nullable(),
  counted_after: z.int(),
  preparation: fittedPreparationSchema.nullable(),
  inspects: z.boolean(),
  request_id: z.string().nullable(),
  traceparent: z.string().nullable(),
});
type ClaimedRow = z.infer<typeof claimedRowSchema>;

/**
 * Takes a job that is queued and need not wait any more, or running with a lease that ran out, for a new attempt: see AttemptStore.claim.
 * Null when it needs no work, and where its project has as many jobs running as it may: `maxRunning`, unless its row says something else.
 */
export function claimJob(
  { pool }: Pick<Database, 'pool'>,
  jobId: string,
  workerId: string,
  leaseMs: number,
  maxRunning: number,
): Promise<ClaimedJob | null> {
  return withTransaction(pool, async (client) => {
    if (!(await hasRoom(client, jobId, maxRunning))) return null;
    const before = await client.query<{ lease_until: Date | null; queued_at: Date | null }>(
      "SELECT lease_until, CASE status WHEN 'queued' THEN queued_at END AS queued_at FROM jobs WHERE id = $1",
      [jobId],
    );
    const claimed = await client.query(
      `UPDATE jobs SET status = 'running', attempt = attempt + 1, worker_id = $2,
         lease_until = clock_timestamp() + make_interval(secs => $3), started_at = COALESCE(started_at, now()), not_before = NULL,
         infrastructure_failures = infrastructure_failures + CASE status WHEN 'running' THEN 1 ELSE 0 END
       WHERE id = $1 AND ((status = 'queued' AND (not_before IS NULL OR not_before <= clock_timestamp())) OR (status = 'running' AND lease_until < clock_timestamp()))
       RETURNING ${STATUS_COLUMNS}, project_id, fit, definition, dataset_id, validation_dataset_id, infrastructure_failures,
         engine, counted_after, preparation, warnings IS NULL AS inspects, request_id, traceparent`,
      [jobId, workerId, leaseMs / 1000],
    );
    if (claimed.rows[0] === undefined) return null;
    const row = claimedRowSchema.parse(claimed.rows[0]);
    const fit = storedFitSchema.safeParse(row.fit);
    const definition = jobDefinitionSchema.safeParse(row.definition);
    if (!fit.success || !definition.success) {
      await failUnreadable(client, jobId);
      return null;
    }
    await tellEvents(client, jobId, [statusEvent(claimed.rows[0])]);
    await noteServed(client, row.project_id);
    await loseAttempts(client, jobId, before.rows[0]?.lease_until ?? null);
    const start = await startOf(client, jobId, definition.data);
    await beginAttempt(client, jobId, { number: row.attempt, workerId, fromEpoch: start.latest?.epoch ?? 0 });
    const left = await durationLeft(client, jobId, row, fit.data);
    const queuedAt = before.rows[0]?.queued_at ?? null;
    if (queuedAt !== null) await countWait(client, jobId, queuedAt);
    return {
      jobId,
      ...attemptOf(row, fit.data, definition.data),
      ...start,
      ...left,
      origin: { requestId: row.request_id, traceparent: row.traceparent, queuedAt },
    };
  });
}

/** What earlier attempts have left of `max_duration_s`. */
async function durationLeft(
  client: Queryable,
  jobId: string,
  row: ClaimedRow,
  { max_duration_s: seconds }: StoredFit,
): Promise<Pick<ClaimedJob, 'maxDuration'>> {
  if (seconds === undefined) return {};
  return { maxDuration: { seconds, leftS: seconds - (await secondsSpent(client, jobId, row.counted_after)) } };
}

/** A definition of another version of the service: no attempt would fare better. */
async function failUnreadable(client: Queryable, jobId: string): Promise<void> {
  const error = {
    code: 'unreadable_definition',
    detail: 'The job was made by a version of the service that is too far from this one.',
  };
  const failed = await client.query(
    `UPDATE jobs SET status = 'failed', error = $2, lease_until = NULL, worker_id = NULL, stop_requested = NULL,
       finished_at = now() WHERE id = $1 RETURNING ${STATUS_COLUMNS}`,
    [jobId, JSON.stringify(error)],
  );
  await tellEvents(client, jobId, [statusEvent(failed.rows[0])]);
}

function attemptOf(row: ClaimedRow, fit: StoredFit, definition: JobDefinition): Omit<ClaimedJob, 'jobId' | 'origin'> {
  const { architecture, compile, inputShape, dataset, validation, preparing } = definition;
  const present = (given: JobDefinition['dataset'], id: string | null): JobDataset | null =>
    id === null ? null : { ...given, projectId: row.project_id };
  return {
    projectId: row.project_id,
    attempt: row.attempt,
    model: { architecture, compile, inputShape },
    fit: {
      epochs: fit.epochs,
      batchSize: fit.batch_size,
      validationSplit: fit.validation_split,
      ...(fit.split === undefined ? {} : { split: { ...fit.split, seed: fit.split.seed ?? fit.seed } }),
      shuffle: fit.shuffle,
      seed: fit.seed,
      ...(fit.class_weight === undefined ? {} : { classWeight: fit.class_weight }),
      ...(fit.callbacks.length === 0 ? {} : { callbacks: fit.callbacks }),
      ...(fit.checkpoints === undefined ? {} : { checkpoints: fit.checkpoints }),
    },
    ...(preparing && { preparing: { ...preparing, ...(row.preparation && { fitted: row.preparation }) } }),
    inspects: row.inspects,
    dataset: present(dataset, row.dataset_id),
    ...(validation === undefined ? {} : { validationDataset: present(validation, row.validation_dataset_id) }),
    stopRequested: row.stop_requested,
    ...(row.engine?.threads === undefined ? {} : { threads: row.engine.threads }),
    infrastructureFailures: row.infrastructure_failures,
  };
}

/** Where the attempt starts: after the job's newest checkpoint, in the middle of the epoch after it where it was stopped there, else from another job's weights where the fit names some. */
async function startOf(
  client: Queryable,
  jobId: string,
  { initial }: JobDefinition,
): Promise<Pick<ClaimedJob, 'latest' | 'initial'>> {
  const latest = await findState(client, jobId, null);
  const point = await findResumePoint(client, jobId);
  if (point !== null && point.epoch >= (latest?.epoch ?? 0)) return { latest: { jobId, ...point } };
  if (latest !== null) return { latest };
  return initial === undefined ? {} : { initial: await findState(client, initial.job, initial.epoch) };
}

/** A checkpoint of a job; its newest where no epoch is given. */
async function findState(client: Queryable, jobId: string, epoch: number | null): Promise<CheckpointRef | null> {
  const { rows } = await client.query(
    `SELECT epoch, state FROM checkpoints WHERE job_id = $1 AND ($2::int IS NULL OR epoch = $2)
     ORDER BY epoch DESC LIMIT 1`,
    [jobId, epoch],
  );
  if (rows[0] === undefined) return null;
  return { jobId, ...z.object({ epoch: z.int(), state: checkpointStateSchema }).parse(rows[0]) };
}
