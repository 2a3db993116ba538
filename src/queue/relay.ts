import type { Config } from '../config.js';
import { type Database, withTransaction } from '../database/client.js';
import type { Notifications } from '../database/notifications.js';
import { type RungLoop, startRungLoop } from '../database/rung-loop.js';
import type { Logger } from '../logger.js';
import type { QueueBackend } from './queue.js';

export interface RelayDeps {
  readonly database: Pick<Database, 'pool'>;
  readonly queue: Pick<QueueBackend, 'addDelivery'>;
  readonly notifications: Pick<Notifications, 'listen' | 'onReconnect'>;
  readonly logger: Logger;
  readonly config: Pick<Config, 'RELAY_INTERVAL_MS'>;
}

const BATCH_ROWS = 50;

interface OutboxRow {
  readonly id: string;
  readonly job_id: string;
  readonly priority: number;
}

/**
 * Carries jobs from the outbox to the queue, as soon as Postgres tells of one and every RELAY_INTERVAL_MS besides. Any number
 * of processes may run one. A job may be added twice where a process dies in between, never not at all.
 */
export function startRelay({ database, queue, notifications, logger, config }: RelayDeps): RungLoop {
  return startRungLoop({
    channel: 'fitserve_outbox',
    notifications,
    intervalMs: config.RELAY_INTERVAL_MS,
    work: async () => (await carry(database.pool, queue)) === BATCH_ROWS,
    failing: 'jobs wait in the outbox: the queue or Postgres is away',
    logger,
  });
}

/** Adds some of the outbox's jobs, of those that need not wait any more, to the queue and deletes their rows. @returns how many. */
async function carry(pool: Database['pool'], queue: RelayDeps['queue']): Promise<number> {
  let failure: unknown;
  const carried = await withTransaction(pool, async (client) => {
    const { rows } = await client.query<OutboxRow>(
      `SELECT outbox.id, outbox.job_id, jobs.priority FROM outbox JOIN jobs ON jobs.id = outbox.job_id
       WHERE jobs.not_before IS NULL OR jobs.not_before <= now()
       ORDER BY outbox.id LIMIT ${BATCH_ROWS} FOR UPDATE OF outbox SKIP LOCKED`,
    );
    const added: string[] = [];
    for (const { id, job_id: jobId, priority } of rows) {
      try {
        await queue.addDelivery({ jobId, priority });
        added.push(id);
      } catch (error) {
        // Those that were added are deleted all the same.
        failure = error;
        break;
      }
    }
    if (added.length > 0) await client.query('DELETE FROM outbox WHERE id = ANY ($1)', [added]);
    return added.length;
  });
  if (failure !== undefined) throw failure;
  return carried;
}
