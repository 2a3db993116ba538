import type { Config } from '../../config.js';
import type { Notifications } from '../../database/notifications.js';
import { startRungLoop } from '../../database/rung-loop.js';
import type { Logger } from '../../logger.js';
import { FencedWrites } from '../../trainer/fenced-writes.js';
import { Interruption } from '../../trainer/interruption.js';
import { Lease } from '../../trainer/lease.js';
import { attemptRun, type RunAttemptDeps } from './run-attempt.js';

export interface RunWorkerDeps extends RunAttemptDeps {
  readonly workerId: string;
  readonly notifications: Pick<Notifications, 'listen' | 'onReconnect'>;
  readonly logger: Logger;
  readonly config: RunAttemptDeps['config'] & Pick<Config, 'LEASE_MS' | 'HEARTBEAT_MS' | 'RELAY_INTERVAL_MS'>;
}

export interface RunWorker {
  /** Takes no more, and resolves when the run in hand has ended or waits again. */
  stop(): Promise<void>;
}

/**
 * Takes runs, one at a time, as soon as Postgres tells of one and every RELAY_INTERVAL_MS besides. No queue rings for them: whoever looks
 * finds by the rows themselves what waits and what a silent worker has left.
 */
export async function startRunWorker(deps: RunWorkerDeps): Promise<RunWorker> {
  const { store, workerId, notifications, config } = deps;
  let current: { readonly id: string; readonly interruption: Interruption; readonly lease: Lease } | undefined;
  let isStopping = false;

  const work = async (): Promise<boolean> => {
    if (isStopping) return false;
    const claimedAt = performance.now();
    const run = await store.claim(workerId, config.LEASE_MS);
    if (run === null) return false;
    const logger = deps.logger.child({ run: run.id, attempt: run.attempt });
    logger.info({ kind: run.kind, failures: run.infrastructureFailures }, 'a run was claimed');
    const interruption = new Interruption();
    if (run.cancelRequested) interruption.raise('cancel');
    if (isStopping) interruption.raise('shutdown');
    const lease = new Lease({
      store,
      jobId: run.id,
      attempt: run.attempt,
      leaseMs: config.LEASE_MS,
      heartbeatMs: config.HEARTBEAT_MS,
      interruption,
      logger,
      claimedAt,
    });
    current = { id: run.id, interruption, lease };
    try {
      await attemptRun(run, deps, { interruption, writes: new FencedWrites(interruption, logger), logger });
    } finally {
      current = undefined;
      lease.close();
    }
    return true;
  };

  const forget = await notifications.listen('fitserve_run', (id) => {
    if (current?.id === id) current.lease.nudge();
  });
  const loop = startRungLoop({
    channel: 'fitserve_run',
    notifications,
    intervalMs: config.RELAY_INTERVAL_MS,
    work,
    failing: 'evaluations and batch predictions wait: Postgres is away',
    logger: deps.logger,
  });
  return {
    stop: async () => {
      isStopping = true;
      current?.interruption.raise('shutdown');
      await loop.stop();
      forget();
    },
  };
}
