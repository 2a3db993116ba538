import { z } from 'zod';
import { type Database, withTransaction } from '../database/client.js';
import { addToOutbox } from '../database/outbox.js';
import type { Quotas } from '../database/quotas.js';
import type { Queryable } from '../database/sql.js';
import { ConflictError, NotFoundError } from '../errors.js';
import { isId } from '../ids.js';
import { loseAttempts } from './attempt-history.js';
import { STATUS_COLUMNS, statusEvent, tellEvents } from './job-events.js';
import { JOB_STATUSES, type JobStatus, stopRequestSchema } from './job-schemas.js';

/** What a user may ask of a job besides making it. */
export type JobCommand = 'cancel' | 'pause' | 'resume';

const stateSchema = z.object({
  status: z.enum(JOB_STATUSES),
  stop_requested: stopRequestSchema.nullable(),
  /** Whether a dataset that it needs has been deleted. */
  data_gone: z.boolean(),
  /** Whether the worker that runs it has gone silent for longer than its lease. */
  abandoned: z.boolean(),
});
type JobState = z.infer<typeof stateSchema>;

/** What is to be done to a job's row; null where it is as it was asked for already. */
type Change = 'cancel now' | 'pause now' | 'ask to cancel' | 'ask to pause' | 'stop asking to pause' | 'queue' | null;

const SQL: Readonly<Record<NonNullable<Change>, string>> = {
  'cancel now': `status = 'cancelled', stop_requested = NULL, lease_until = NULL, worker_id = NULL, finished_at = now()`,
  'pause now': `status = 'paused', stop_requested = NULL, lease_until = NULL, worker_id = NULL`,
  'ask to cancel': `stop_requested = 'cancel'`,
  'ask to pause': `stop_requested = 'pause'`,
  'stop asking to pause': 'stop_requested = NULL',
  queue: `status = 'queued', stop_requested = NULL, error = NULL, finished_at = NULL, infrastructure_failures = 0,
          final_epoch = NULL, not_before = NULL,
          counted_after = CASE status WHEN 'paused' THEN counted_after ELSE attempt END, progress = progress - 'stop_reason', queued_at = now()`,
};

/**
 * Does what the user asks of a job, or leaves word for the worker that runs it: a queued job stops at once, a running one
 * when its worker has heard. What is so already, or asked for already, changes nothing.
 * @returns whether it is done; false while the worker must still hear of it.
 * @throws {NotFoundError}; a job that is resumed, what Quotas throw; {ConflictError} naming the job's state where it cannot be done.
 */
export function commandJob(
  { pool }: Pick<Database, 'pool'>,
  projectId: string,
  id: string,
  command: JobCommand,
  quotas?: Pick<Quotas, 'requirePlaceInQueue'>,
): Promise<boolean> {
  if (!isId(id)) return Promise.reject(new NotFoundError('job', id));
  return withTransaction(pool, async (client) => {
    if (command === 'resume') await holdDataset(client, projectId, id);
    const state = await lockJob(client, projectId, id);
    const change = changeFor(command, id, state);
    if (change === 'queue') await quotas?.requirePlaceInQueue(client, projectId);
    if (change !== null) {
      const changed = await client.query(`UPDATE jobs SET ${SQL[change]} WHERE id = $1 RETURNING ${STATUS_COLUMNS}`, [
        id,
      ]);
      await tellEvents(client, id, [statusEvent(changed.rows[0])]);
      if (state.abandoned) await loseAttempts(client, id, null);
      if (change === 'queue') await addToOutbox(client, id);
    }
    return command === 'resume' || state.status !== 'running' || state.abandoned;
  });
}

async function lockJob(client: Queryable, projectId: string, id: string): Promise<JobState> {
  const found = await client.query(
    `SELECT status, stop_requested,
            dataset_id IS NULL OR (fit ? 'validation_dataset' AND validation_dataset_id IS NULL) AS data_gone,
            status = 'running' AND lease_until < clock_timestamp() AS abandoned
     FROM jobs WHERE project_id = $1 AND id = $2 FOR NO KEY UPDATE`,
    [projectId, id],
  );
  if (found.rows[0] === undefined) throw new NotFoundError('job', id);
  return stateSchema.parse(found.rows[0]);
}

/** Keeps the job's data from being deleted until the job counts as needing it again; taken before the job, as a deletion does. */
async function holdDataset(client: Queryable, projectId: string, id: string): Promise<void> {
  await client.query(
    `SELECT 1 FROM datasets WHERE id IN (
       SELECT unnest(ARRAY[dataset_id, validation_dataset_id]) FROM jobs WHERE project_id = $1 AND id = $2
     ) ORDER BY id FOR SHARE`,
    [projectId, id],
  );
}

function changeFor(command: JobCommand, id: string, state: JobState): Change {
  switch (command) {
    case 'cancel':
      return changeToCancel(id, state);
    case 'pause':
      return changeToPause(id, state);
    case 'resume':
      return changeToResume(id, state);
  }
}

function changeToCancel(id: string, { status, stop_requested, abandoned }: JobState): Change {
  switch (status) {
    case 'queued':
    case 'paused':
      return 'cancel now';
    case 'running':
      if (abandoned) return 'cancel now';
      return stop_requested === 'cancel' ? null : 'ask to cancel';
    case 'cancelled':
      return null;
    default:
      throw wrongState(id, status, 'cancelled');
  }
}

function changeToPause(id: string, { status, stop_requested, abandoned }: JobState): Change {
  switch (status) {
    case 'queued':
      return 'pause now';
    case 'running':
      if (stop_requested === 'cancel') throw beingCancelled(id, 'paused');
      if (abandoned) return 'pause now';
      return stop_requested === 'pause' ? null : 'ask to pause';
    case 'paused':
      return null;
    default:
      throw wrongState(id, status, 'paused');
  }
}

function changeToResume(id: string, { status, stop_requested, data_gone }: JobState): Change {
  switch (status) {
    case 'paused':
    case 'failed':
    case 'cancelled':
      if (!data_gone) return 'queue';
      throw new ConflictError(
        'dataset_deleted',
        `The job ${JSON.stringify(id)} cannot be resumed: a dataset that it needs has been deleted.`,
      );
    case 'queued':
      return null;
    case 'running':
      if (stop_requested === 'cancel') throw beingCancelled(id, 'resumed');
      return stop_requested === 'pause' ? 'stop asking to pause' : null;
    default:
      throw wrongState(id, status, 'resumed');
  }
}

function wrongState(id: string, status: JobStatus, wanted: string): ConflictError {
  return new ConflictError('wrong_job_state', `The job ${JSON.stringify(id)} is ${status}; it cannot be ${wanted}.`);
}

function beingCancelled(id: string, wanted: string): ConflictError {
  return new ConflictError(
    'wrong_job_state',
    `The job ${JSON.stringify(id)} is running and about to be cancelled; it cannot be ${wanted}.`,
  );
}
