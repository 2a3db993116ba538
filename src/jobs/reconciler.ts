import { sweepRemovedCheckpoints } from '../checkpoints/checkpoint-repository.js';
import type { Config } from '../config.js';
import { type Database, withTransaction } from '../database/client.js';
import { addToOutbox } from '../database/outbox.js';
import type { Queryable } from '../database/sql.js';
import type { Logger } from '../logger.js';
import type { QueueBackend } from '../queue/queue.js';
import { loseAttempts } from './attempt-history.js';
import { STATUS_COLUMNS, statusEvent, tellEvents } from './job-events.js';
import { IS_DUE, maxRunningOf } from './turns.js';

/** A job that the queue may have lost is rung for after this long, and then again after each time as long. */
const WAIT_MS = 30_000;
/** What one round does at most, so that a crowd of jobs is no long transaction. */
const MOST_AT_ONCE = 500;

export interface ReconcilerDeps {
  readonly database: Pick<Database, 'pool'>;
  readonly queue: Pick<QueueBackend, 'counts'>;
  readonly config: Pick<Config, 'RECONCILE_INTERVAL_MS' | 'PROJECT_MAX_RUNNING'>;
  readonly logger: Logger;
}

export interface Reconciler {
  /** Looks once, now. @returns the jobs that were rung for or brought to their end. */
  round(): Promise<string[]>;
  /** Resolves when the round in hand is over. */
  stop(): Promise<void>;
}

/** Looks after jobs that the queue may have lost, and those whose worker is gone, every RECONCILE_INTERVAL_MS. */
export function startReconciler({ database, queue, config, logger }: ReconcilerDeps): Reconciler {
  const round = () => reconcile(database, queue, config);
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= round()
      .then((jobs) => {
        if (jobs.length > 0) logger.info({ jobs }, 'looked after jobs that waited too long or were abandoned');
      })
      .catch((error: unknown) => logger.warn({ err: error }, 'could not look after waiting jobs'))
      .finally(() => {
        running = undefined;
      });
  }, config.RECONCILE_INTERVAL_MS);
  return {
    round,
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

/** One round. Of several processes that look at the same time, the rows that one has locked are skipped by the others. */
async function reconcile(
  { pool }: Pick<Database, 'pool'>,
  queue: Pick<QueueBackend, 'counts'>,
  { RECONCILE_INTERVAL_MS: intervalMs, PROJECT_MAX_RUNNING: maxRunning }: ReconcilerDeps['config'],
): Promise<string[]> {
  const stopped = await withTransaction(pool, endAbandoned);
  const hasLostSome = await isQueueShort(pool, queue, maxRunning);
  const rung = await withTransaction(pool, (client) => ringAgain(client, hasLostSome, intervalMs, maxRunning));
  await sweepRemovedCheckpoints(pool);
  return [...stopped, ...rung];
}

/** Whether fewer deliveries wait in the queue than jobs wait for one that may be trained: then it has lost some, a Redis that was emptied all. */
async function isQueueShort(
  pool: Queryable,
  queue: Pick<QueueBackend, 'counts'>,
  maxRunning: number,
): Promise<boolean> {
  const { rows } = await pool.query<{ waiting: number }>(
    `SELECT COALESCE(sum(CASE WHEN ${maxRunningOf(1)} = 0 THEN waiting ELSE LEAST(waiting, GREATEST(0, ${maxRunningOf(1)} - running)) END), 0)::int AS waiting
     FROM projects JOIN (
       SELECT project_id, count(*) FILTER (WHERE status = 'running') AS running, count(*) FILTER (
         WHERE ${IS_DUE} AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.job_id = jobs.id)
       ) AS waiting FROM jobs WHERE status IN ('queued', 'running') GROUP BY project_id
     ) AS of_project ON of_project.project_id = projects.id`,
    [maxRunning],
  );
  const waiting = rows[0]?.waiting ?? 0;
  return waiting > 0 && (await queue.counts()).waiting < waiting;
}

/**
 * Puts jobs into the outbox again: those whose lease ran out and, where the queue has lost some, those that have waited for
 * long. A job is due when its age is just past a multiple of the wait; twice the interval, so that a late round misses none.
 */
async function ringAgain(
  client: Queryable,
  hasLostSome: boolean,
  intervalMs: number,
  maxRunning: number,
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT jobs.id FROM jobs JOIN projects ON projects.id = jobs.project_id, LATERAL (
       SELECT 1000 * extract(epoch FROM now() - CASE status WHEN 'queued' THEN queued_at ELSE lease_until END) AS ms
     ) AS age
     WHERE ((${IS_DUE} AND $3 AND age.ms >= $1 AND (${maxRunningOf(4)} = 0 OR ${maxRunningOf(4)} > (
         SELECT count(*) FROM jobs other WHERE other.project_id = jobs.project_id AND other.status = 'running'
       ))) OR (status = 'running' AND lease_until < now()))
       AND age.ms % $1 < $2
       AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.job_id = jobs.id)
     ORDER BY priority DESC, jobs.id LIMIT ${MOST_AT_ONCE} FOR NO KEY UPDATE OF jobs SKIP LOCKED`,
    [WAIT_MS, 2 * intervalMs, hasLostSome, maxRunning],
  );
  for (const { id } of rows) await addToOutbox(client, id);
  return rows.map(({ id }) => id);
}

/** Does what the user asked of jobs whose worker has gone silent: no attempt is needed for that. */
async function endAbandoned(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `UPDATE jobs SET status = CASE stop_requested WHEN 'cancel' THEN 'cancelled' ELSE 'paused' END::"JobStatus",
       finished_at = CASE stop_requested WHEN 'cancel' THEN now() END,
       stop_requested = NULL, lease_until = NULL, worker_id = NULL
     WHERE id IN (
       SELECT id FROM jobs WHERE status = 'running' AND lease_until < now() AND stop_requested IS NOT NULL
       ORDER BY id LIMIT ${MOST_AT_ONCE} FOR NO KEY UPDATE SKIP LOCKED
     ) RETURNING id, ${STATUS_COLUMNS}`,
  );
  for (const row of rows) {
    await loseAttempts(client, row.id, null);
    await tellEvents(client, row.id, [statusEvent(row)]);
  }
  return rows.map(({ id }) => id);
}
