import { readCheckpointBytes } from '../checkpoints/checkpoint-repository.js';
import { readResumePoint } from '../checkpoints/resume-point.js';
import { type Database, withTransaction } from '../database/client.js';
import type { Channel } from '../database/notifications.js';
import { addToOutbox } from '../database/outbox.js';
import type { Queryable } from '../database/sql.js';
import { toJsonNumbers } from '../http/json-number.js';
import type { AttemptOutcome, AttemptStore, StopRequest } from '../trainer/attempt-store.js';
import { endAttempt } from './attempt-history.js';
import { claimJob } from './claim.js';
import { recordEpoch, recordPartial } from './epoch-writer.js';
import { FENCE } from './fence.js';
import { STATUS_COLUMNS, statusEvent, tellEvents } from './job-events.js';
import { isAbandoned, nextJob, successorOf } from './turns.js';

/** The attempts' way to the database: see AttemptStore. `maxRunning` jobs of a project run at once where its row says nothing else; 0 sets no limit. */
export function createAttemptStore(database: Pick<Database, 'pool'>, maxRunning = 0): AttemptStore {
  const { pool } = database;
  return {
    claim: (jobId, workerId, leaseMs) => claimJob(database, jobId, workerId, leaseMs, maxRunning),
    next: async (delivered) => ((await isAbandoned(pool, delivered)) ? delivered : nextJob(pool, maxRunning)),
    readCheckpoint: (jobId, epoch) => readCheckpoint(pool, jobId, epoch),
    readPartial: (jobId) => readResumePoint(pool, jobId),
    recordPartial: (jobId, attempt, checkpoint) => recordPartial(database, jobId, attempt, checkpoint),
    heartbeat: async (jobId, attempt, leaseMs) => {
      // Neither a new version nor a notification: what the user sees stays the same.
      const { rows } = await pool.query<{ stop_requested: 'pause' | 'cancel' | null }>(
        `UPDATE jobs SET lease_until = clock_timestamp() + make_interval(secs => $3) WHERE ${FENCE}
         RETURNING stop_requested`,
        [jobId, attempt, leaseMs / 1000],
      );
      return { held: rows.length > 0, stopRequested: rows[0]?.stop_requested ?? null };
    },
    recordPreparation: (jobId, attempt, fitted) =>
      change(pool, 'preparation = COALESCE(preparation, $3)', [jobId, attempt, JSON.stringify(fitted)]),
    recordWarnings: (jobId, attempt, warnings) =>
      change(pool, 'warnings = COALESCE(warnings, $3)', [jobId, attempt, JSON.stringify(warnings)]),
    recordEngine: (jobId, attempt, engine) => change(pool, 'engine = $3', [jobId, attempt, JSON.stringify(engine)]),
    recordFetched: (jobId, attempt, fraction) =>
      change(pool, "progress = progress || jsonb_build_object('data_fraction', $3::float8)", [
        jobId,
        attempt,
        fraction,
      ]),
    recordProgress: (jobId, attempt, progress, metrics) =>
      // The values of the last validation stay until there are new ones.
      change(pool, 'progress = $3, metrics = metrics || $4', [
        jobId,
        attempt,
        JSON.stringify(progress),
        JSON.stringify(toJsonNumbers(metrics)),
      ]),
    recordEpoch: (jobId, attempt, epoch) => recordEpoch(database, jobId, attempt, epoch),
    finish: (jobId, attempt, outcome) => finish(database, jobId, attempt, outcome, maxRunning),
  };
}

/** Writes a job's row, if the attempt may, with a new version, and wakes those who watch it. */
async function change(pool: Queryable, set: string, values: unknown[]): Promise<boolean> {
  const changed = await pool.query(
    `WITH changed AS (UPDATE jobs SET ${set}, version = version + 1 WHERE ${FENCE} RETURNING id)
     SELECT pg_notify($${values.length + 1}, id) FROM changed`,
    [...values, 'fitserve_job' satisfies Channel],
  );
  return changed.rows.length > 0;
}

/** Why training ended stands with where it ended: going on overwrites both. */
const FINAL =
  "final_epoch = $3::int, progress = progress || jsonb_strip_nulls(jsonb_build_object('stop_reason', $4::jsonb))";

/** What a job's status becomes, and what else changes with it. */
const ENDINGS = {
  succeeded: `status = 'succeeded', stop_requested = NULL, finished_at = now(), ${FINAL}`,
  failed: `status = 'failed', stop_requested = NULL, finished_at = now(), ${FINAL}, error = $5::jsonb`,
  cancelled: "status = 'cancelled', stop_requested = NULL, finished_at = now()",
  paused: "status = 'paused', stop_requested = NULL",
  queued: `status = 'queued', stop_requested = NULL, queued_at = now(),
           not_before = CASE WHEN $3::float8 > 0 THEN now() + make_interval(secs => $3) END`,
} as const;
type Ending = keyof typeof ENDINGS;

function finish(
  { pool }: Pick<Database, 'pool'>,
  jobId: string,
  attempt: number,
  outcome: AttemptOutcome,
  maxRunning: number,
): Promise<boolean> {
  return withTransaction(pool, async (client) => {
    const held = await client.query<{ stop_requested: StopRequest | null }>(
      `SELECT stop_requested FROM jobs WHERE ${FENCE} FOR NO KEY UPDATE`,
      [jobId, attempt],
    );
    if (held.rows[0] === undefined) return false;
    const ending = endingOf(outcome, held.rows[0].stop_requested);
    const failures = outcome.kind === 'released' && outcome.cause === 'infrastructure' ? 1 : 0;
    const ended = await client.query(
      `UPDATE jobs SET ${ENDINGS[ending]}, lease_until = NULL, worker_id = NULL,
         infrastructure_failures = infrastructure_failures + $2 WHERE id = $1 RETURNING ${STATUS_COLUMNS}`,
      [jobId, failures, ...valuesOf(ending, outcome)],
    );
    await tellEvents(client, jobId, [statusEvent(ended.rows[0])]);
    await endAttempt(client, jobId, attempt, outcome);
    if (ending === 'queued') await addToOutbox(client, jobId);
    // What was rung for while the project was at its limit has to be rung for again.
    const next = await successorOf(client, jobId, maxRunning);
    if (next !== null) await addToOutbox(client, next);
    return true;
  });
}

/** The status that an outcome leads to, given what the user has asked for by now. */
function endingOf({ kind }: AttemptOutcome, asked: StopRequest | null): Ending {
  switch (kind) {
    case 'released':
      // Nobody works on it any more, so that what was asked for is done without another attempt.
      if (asked === 'cancel') return 'cancelled';
      return asked === 'pause' ? 'paused' : 'queued';
    case 'paused':
      if (asked === 'cancel') return 'cancelled';
      // The user has taken the pause back after the worker had heard of it.
      return asked === 'pause' ? 'paused' : 'queued';
    default:
      return kind;
  }
}

/** Values of an ending's own, from $3 on. */
function valuesOf(ending: Ending, outcome: AttemptOutcome): unknown[] {
  if (ending === 'queued') {
    return [outcome.kind === 'released' && outcome.cause === 'infrastructure' ? outcome.retryInMs / 1000 : 0];
  }
  if (outcome.kind !== 'succeeded' && outcome.kind !== 'failed') return [];
  const { finalEpoch, stopReason } = outcome;
  const final = [finalEpoch ?? null, stopReason === undefined ? null : JSON.stringify(stopReason)];
  if (outcome.kind === 'succeeded') return final;
  return [...final, JSON.stringify({ code: outcome.code, detail: outcome.detail, ...outcome.at })];
}

/** The whole bytes of a checkpoint, checked. @throws when there is none, or its bytes are damaged. */
async function* readCheckpoint(pool: Queryable, jobId: string, epoch: number): AsyncGenerator<Uint8Array, void> {
  const { rows } = await pool.query<{ size_bytes: string; sha256: string }>(
    'SELECT size_bytes, sha256 FROM checkpoints WHERE job_id = $1 AND epoch = $2',
    [jobId, epoch],
  );
  if (rows[0] === undefined) throw new Error(`the job ${jobId} has no checkpoint of epoch ${epoch}`);
  const { size_bytes, sha256 } = rows[0];
  yield* readCheckpointBytes(pool, { jobId, epoch, sizeBytes: Number(size_bytes), sha256 });
}
