import type { Config } from '../config.js';
import { waitForRoom } from '../database/room.js';
import type { Logger } from '../logger.js';
import { Attempt, type AttemptDeps } from './attempt.js';
import type { AttemptOutcome } from './attempt-store.js';
import { AttemptTrace } from './attempt-trace.js';
import { Interruption } from './interruption.js';
import { Lease } from './lease.js';
import type { EpochMessage } from './protocol.js';
import type { TrainingObserver } from './training-observer.js';

export interface SupervisorDeps extends AttemptDeps {
  readonly workerId: string;
  /** Calls `changed` whenever something says that the job was changed by others; the answer takes it off again. */
  readonly watchJob: (jobId: string, changed: () => void) => () => void;
  readonly logger: Logger;
  readonly observer?: TrainingObserver;
  readonly config: AttemptDeps['config'] & Pick<Config, 'LEASE_MS' | 'HEARTBEAT_MS'>;
}

/** Another worker may take the job that was chosen, again and again; the reconciler rings for what is left then. */
const MOST_TRIES = 20;

/** Turns deliveries into attempts, and hands all of them back when the worker stops. */
export class Supervisor {
  private readonly deps: SupervisorDeps;
  private readonly running = new Map<Interruption, Promise<boolean>>();
  private readonly stopping = new AbortController();

  constructor(deps: SupervisorDeps) {
    this.deps = deps;
  }

  /**
   * Trains the job whose turn it is: a delivery says that there is work, and not which. As many come as there are jobs that may
   * be trained, so that each of them has its turn.
   */
  async runNext(delivered: string): Promise<void> {
    await waitForRoom(this.deps.room, this.stopping.signal, (lack) =>
      this.deps.logger.warn({ lack }, 'no job is taken: there is no room for its data'),
    );
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const jobId = await this.deps.store.next(delivered);
      if (jobId === null || (await this.run(jobId))) return;
    }
  }

  /**
   * Does what a delivery asks for, and says whether there was anything to do. A job that needs no work (it has ended, or another worker has it) is no error: the
   * delivery was one too many. Rejects when the database is away before the job was claimed.
   */
  async run(jobId: string): Promise<boolean> {
    if (this.stopping.signal.aborted) throw new Error('The worker is stopping.');
    const interruption = new Interruption();
    const attempt = this.attempt(jobId, interruption);
    this.running.set(interruption, attempt);
    try {
      return await attempt;
    } finally {
      this.running.delete(interruption);
    }
  }

  /** Takes no more, and resolves when every job in hand has ended or gone back to the queue. */
  async stop(): Promise<void> {
    this.stopping.abort();
    for (const interruption of this.running.keys()) interruption.raise('shutdown');
    await Promise.allSettled(this.running.values());
  }

  private async attempt(jobId: string, interruption: Interruption): Promise<boolean> {
    const { store, workerId, config, observer } = this.deps;
    const claimedAt = performance.now();
    const claimed = await store.claim(jobId, workerId, config.LEASE_MS);
    if (!claimed) return false;
    const { attempt, origin } = claimed;
    const trace = new AttemptTrace(claimed, workerId);
    const logger = this.deps.logger.child({
      job_id: jobId,
      attempt,
      ...(origin.requestId === null ? {} : { request_id: origin.requestId }),
      ...(trace.traceId === undefined ? {} : { trace_id: trace.traceId }),
    });
    logger.info({ from: claimed.latest?.epoch ?? 0, failures: claimed.infrastructureFailures }, 'a job was claimed');
    if (claimed.stopRequested) interruption.raise(claimed.stopRequested);
    const lease = new Lease({
      store,
      jobId,
      attempt,
      leaseMs: config.LEASE_MS,
      heartbeatMs: config.HEARTBEAT_MS,
      interruption,
      logger,
      claimedAt,
    });
    const unwatch = this.deps.watchJob(jobId, () => lease.nudge());
    const { queuedAt } = origin;
    observer?.jobClaimed(queuedAt === null ? null : Math.max(0, (Date.now() - queuedAt.getTime()) / 1000));
    let outcome: AttemptOutcome | undefined;
    try {
      const hooks = {
        epochReported: (epoch: EpochMessage) => trace.epochReported(epoch),
        epochStored: ({ step, durationS }: EpochMessage) =>
          observer?.epochStored({ steps: step, batchSize: claimed.fit.batchSize, seconds: durationS }),
      };
      outcome = await new Attempt(claimed, this.deps, hooks, interruption, logger).run();
      return true;
    } finally {
      trace.end(outcome);
      observer?.attemptEnded(outcome);
      unwatch();
      lease.close();
    }
  }
}
