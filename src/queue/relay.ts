import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config.js';
import { type Database, withTransaction } from '../database/client.js';
import type { Notifications } from '../database/notifications.js';
import type { Logger } from '../logger.js';
import type { QueueBackend } from './queue.js';

export interface RelayDeps {
  readonly database: Pick<Database, 'pool'>;
  readonly queue: Pick<QueueBackend, 'addDelivery'>;
  readonly notifications: Pick<Notifications, 'listen' | 'onReconnect'>;
  readonly logger: Logger;
  readonly config: Pick<Config, 'RELAY_INTERVAL_MS'>;
}

export interface Relay {
  /** Ends after the rows in hand. */
  stop(): Promise<void>;
}

const BATCH_ROWS = 50;
const BACKOFF_MS = [100, 500, 2_000, 5_000] as const;

interface OutboxRow {
  readonly id: string;
  readonly job_id: string;
  readonly priority: number;
}

/**
 * Carries jobs from the outbox to the queue, as soon as Postgres tells of one and every RELAY_INTERVAL_MS besides. Any number
 * of processes may run one. A job may be added twice where a process dies in between, never not at all.
 */
export function startRelay({ database, queue, notifications, logger, config }: RelayDeps): Relay {
  const stopping = new AbortController();
  let isRung = false;
  let wake: () => void = () => undefined;
  const ring = () => {
    isRung = true;
    wake();
  };

  /** Waits for a ring or for `ms`; returns at once when it was rung since the last look. */
  const waitForRing = async (ms: number): Promise<void> => {
    if (isRung || stopping.signal.aborted) return;
    const rung = new AbortController();
    wake = () => rung.abort();
    await sleep(ms, undefined, { signal: rung.signal }).catch(() => undefined);
    wake = () => undefined;
  };

  const run = async (): Promise<void> => {
    const unsubscribe = await notifications.listen('fitserve_outbox', ring);
    const forget = notifications.onReconnect(ring);
    for (let failures = 0; !stopping.signal.aborted; ) {
      isRung = false;
      try {
        const carried = await carry(database.pool, queue);
        if (failures > 0) logger.info('the relay carries jobs to the queue again');
        failures = 0;
        if (carried < BATCH_ROWS) await waitForRing(config.RELAY_INTERVAL_MS);
      } catch (error) {
        if (failures === 0) logger.warn({ err: error }, 'jobs wait in the outbox: the queue or Postgres is away');
        // A ring does not shorten this: what is away does not come back by it.
        const delay = BACKOFF_MS[Math.min(failures++, BACKOFF_MS.length - 1)];
        await sleep(delay, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
    unsubscribe();
    forget();
  };
  const running = run();

  return {
    stop: async () => {
      stopping.abort();
      wake();
      await running;
    },
  };
}

/** Adds some of the outbox's jobs to the queue and deletes their rows. @returns how many. */
async function carry(pool: Database['pool'], queue: RelayDeps['queue']): Promise<number> {
  let failure: unknown;
  const carried = await withTransaction(pool, async (client) => {
    const { rows } = await client.query<OutboxRow>(
      `SELECT outbox.id, outbox.job_id, jobs.priority FROM outbox JOIN jobs ON jobs.id = outbox.job_id
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
