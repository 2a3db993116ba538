import type { Config } from '../config.js';
import type { Database } from '../database/client.js';
import { withTransaction } from '../database/client.js';
import { addToOutbox } from '../database/outbox.js';
import type { Queryable } from '../database/sql.js';
import type { Logger } from '../logger.js';
import { STATUS_COLUMNS, statusEvent, tellEvents } from './job-events.js';

/** A job that waits is rung for again after this long, and then again after each time as long: a queue may have lost it. */
const WAIT_MS = 30_000;
/** What one round does at most, so that a crowd of jobs is no long transaction. */
const MOST_AT_ONCE = 500;

export interface ReconcilerDeps {
  readonly database: Pick<Database, 'pool'>;
  readonly config: Pick<Config, 'RECONCILE_INTERVAL_MS'>;
  readonly logger: Logger;
}

export interface Reconciler {
  /** Looks once, now. @returns the jobs that were rung for or brought to their end. */
  round(): Promise<string[]>;
  /** Resolves when the round in hand is over. */
  stop(): Promise<void>;
}

/** Looks after jobs that the queue may have forgotten, and those whose worker is gone, every RECONCILE_INTERVAL_MS. */
export function startReconciler({ database, config, logger }: ReconcilerDeps): Reconciler {
  const intervalMs = config.RECONCILE_INTERVAL_MS;
  const round = () => reconcile(database, intervalMs);
  let running: Promise<unknown> = Promise.resolve();
  let isRunning = false;
  const timer = setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    running = round()
      .then((jobs) => {
        if (jobs.length > 0) logger.info({ jobs }, 'rang again for jobs that wait or were abandoned');
      })
      .catch((error: unknown) => logger.warn({ err: error }, 'could not look after waiting jobs'))
      .finally(() => {
        isRunning = false;
      });
  }, intervalMs);
  return {
    round,
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

/** One round. Of several processes that look at the same time, the rows that one has locked are skipped by the others. */
function reconcile({ pool }: Pick<Database, 'pool'>, intervalMs: number): Promise<string[]> {
  return withTransaction(pool, async (client) => {
    const stopped = await endAbandoned(client);
    const { rows } = await client.query<{ id: string }>(
      // Due while its age is just past a multiple of the wait; twice the interval, so that a late round misses none.
      `SELECT id FROM jobs, LATERAL (
         SELECT 1000 * extract(epoch FROM now() - CASE status WHEN 'queued' THEN queued_at ELSE lease_until END) AS ms
       ) AS age
       WHERE (
           (status = 'queued' AND age.ms >= $1) OR (status = 'running' AND lease_until < now())
         ) AND age.ms % $1 < $2
         AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.job_id = jobs.id)
       ORDER BY priority DESC, id LIMIT ${MOST_AT_ONCE} FOR KEY SHARE OF jobs SKIP LOCKED`,
      [WAIT_MS, 2 * intervalMs],
    );
    for (const { id } of rows) await addToOutbox(client, id);
    return [...stopped, ...rows.map(({ id }) => id)];
  });
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
  for (const row of rows) await tellEvents(client, row.id, [statusEvent(row)]);
  return rows.map(({ id }) => id);
}
