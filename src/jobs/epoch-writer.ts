import { insertCheckpoint, measureFile, removeCheckpoints } from '../checkpoints/checkpoint-repository.js';
import { removeResumePoint, storeResumePoint } from '../checkpoints/resume-point.js';
import { type Database, withTransaction } from '../database/client.js';
import type { Queryable } from '../database/sql.js';
import { toJsonNumber, toJsonNumbers } from '../http/json-number.js';
import type { EpochRecord } from '../trainer/attempt-store.js';
import { FENCE } from './fence.js';
import { tellEvents } from './job-events.js';
import { countEpoch } from './training-totals.js';

/**
 * How long Postgres waits for a worker in the middle of this transaction. A process that was stopped there holds rows that
 * the next attempt at the same epoch would wait for.
 */
const IDLE_LIMIT = '30s';

/** Ends the transaction of an attempt that has lost its claim: what it wrote before it knew is taken back. */
class FencedOff extends Error {}

/**
 * Writes an epoch that is done: see AttemptStore.recordEpoch. The bytes go first, which keeps nobody waiting; the job's row
 * is written last, and that it could be written is what makes the rest count.
 */
export async function recordEpoch(
  { pool }: Pick<Database, 'pool'>,
  jobId: string,
  attempt: number,
  record: EpochRecord,
): Promise<boolean> {
  const { epoch, checkpoint } = record;
  const size = await measureFile(checkpoint.path);
  const expected = Math.max(0, ...checkpoint.state.tensors.map(({ offset, size_bytes }) => offset + size_bytes));
  if (size.sizeBytes !== expected) {
    throw new Error(`the checkpoint of epoch ${epoch} has ${size.sizeBytes} bytes and should have ${expected}`);
  }
  const metrics = toJsonNumbers(record.logs);
  const stored = { jobId, epoch, ...size, state: checkpoint.state, metrics };
  return fenced(pool, jobId, attempt, async (client) => {
    const isNew = await insertCheckpoint(client, stored, checkpoint.path);
    if (isNew) await insertEpoch(client, jobId, record);
    await removeResumePoint(client, jobId);
    await removeCheckpoints(client, jobId, record.obsolete ?? []);
    const written = await client.query(
      `UPDATE jobs SET progress = $3, metrics = $4, best = $5, infrastructure_failures = 0 WHERE ${FENCE}`,
      [
        jobId,
        attempt,
        JSON.stringify(record.progress),
        JSON.stringify(metrics),
        checkpoint.state.best === null ? null : JSON.stringify(checkpoint.state.best),
      ],
    );
    if (written.rowCount === 0) throw new FencedOff();
    if (!isNew) return;
    const { learningRate, durationS, progress } = record;
    await tellEvents(client, jobId, [
      {
        type: 'epoch',
        data: {
          epoch,
          epochs: progress.epochs,
          metrics,
          learning_rate: toJsonNumber(learningRate),
          duration_s: durationS,
        },
      },
      { type: 'checkpoint', data: { epoch, size_bytes: size.sizeBytes, sha256: size.sha256, metrics } },
    ]);
    await countEpoch(client, jobId, { steps: progress.step, seconds: durationS });
  });
}

/** Runs a transaction of an attempt that still holds the job; false where it does not, and then nothing was written. */
async function fenced(
  pool: Database['pool'],
  jobId: string,
  attempt: number,
  work: (client: Queryable) => Promise<void>,
): Promise<boolean> {
  try {
    await withTransaction(pool, async (client) => {
      await client.query(`SET LOCAL idle_in_transaction_session_timeout = '${IDLE_LIMIT}'`);
      // Not the row's own lock, for which heartbeats would wait: it only keeps the job from being deleted.
      const held = await client.query(`SELECT 1 FROM jobs WHERE ${FENCE} FOR KEY SHARE`, [jobId, attempt]);
      if (held.rowCount === 0) throw new FencedOff();
      await work(client);
    });
    return true;
  } catch (error) {
    if (error instanceof FencedOff) return false;
    throw error;
  }
}

/** Writes where an epoch stands that was stopped in its middle: see AttemptStore.recordPartial. */
export async function recordPartial(
  { pool }: Pick<Database, 'pool'>,
  jobId: string,
  attempt: number,
  { path, state }: EpochRecord['checkpoint'],
): Promise<boolean> {
  return fenced(pool, jobId, attempt, async (client) => {
    await storeResumePoint(client, jobId, { epoch: state.epoch, state }, path);
    const held = await client.query(`SELECT 1 FROM jobs WHERE ${FENCE} FOR NO KEY UPDATE`, [jobId, attempt]);
    if (held.rowCount === 0) throw new FencedOff();
  });
}

/** The row of the history; one that an earlier attempt left without its checkpoint is replaced. */
async function insertEpoch(client: Queryable, jobId: string, record: EpochRecord): Promise<void> {
  await client.query(
    `INSERT INTO epoch_metrics (job_id, epoch, metrics, learning_rate, duration_s) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (job_id, epoch) DO UPDATE SET metrics = excluded.metrics, learning_rate = excluded.learning_rate,
       duration_s = excluded.duration_s, created_at = excluded.created_at`,
    [jobId, record.epoch, JSON.stringify(toJsonNumbers(record.logs)), record.learningRate, record.durationS],
  );
}
