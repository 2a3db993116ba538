import type { Logger } from '../logger.js';
import type { AttemptStore } from './attempt-store.js';
import type { Interruption } from './interruption.js';

/** An attempt's own writes nudge it too; hearing of a request this late is soon enough. */
const NUDGE_INTERVAL_MS = 200;

export interface LeaseOptions {
  readonly store: Pick<AttemptStore, 'heartbeat'>;
  readonly jobId: string;
  readonly attempt: number;
  readonly leaseMs: number;
  readonly heartbeatMs: number;
  /** Is told of a user's stop request, and of the loss of the claim. */
  readonly interruption: Interruption;
  readonly logger: Logger;
  /** `performance.now()` from before the claim was sent. */
  readonly claimedAt: number;
}

/**
 * Keeps an attempt's claim by heartbeats. The claim is lost when the database says so, and also when it has not been
 * reached for the length of the lease, counted from the moment the last good heartbeat was sent: by then another worker may
 * have taken the job.
 */
export class Lease {
  private readonly options: LeaseOptions;
  private readonly timer: NodeJS.Timeout;
  private expiry: NodeJS.Timeout | undefined;
  private nudged: NodeJS.Timeout | undefined;
  private lastSentAt = Number.NEGATIVE_INFINITY;
  private beating = false;
  private again = false;
  private open = true;

  constructor(options: LeaseOptions) {
    this.options = options;
    this.timer = setInterval(() => void this.beat(), options.heartbeatMs);
    this.extendFrom(options.claimedAt);
  }

  /** Asks the database now, or very soon; for when something says that the job has changed. */
  nudge(): void {
    if (!this.open || this.nudged) return;
    const waitMs = Math.max(0, this.lastSentAt + NUDGE_INTERVAL_MS - performance.now());
    this.nudged = setTimeout(() => {
      this.nudged = undefined;
      if (this.beating) this.again = true;
      else void this.beat();
    }, waitMs);
  }

  /** Heartbeats stop; the lease is not given up by this. */
  close(): void {
    this.open = false;
    clearInterval(this.timer);
    clearTimeout(this.expiry);
    clearTimeout(this.nudged);
  }

  private async beat(): Promise<void> {
    if (this.beating || !this.open) return;
    this.beating = true;
    const { store, jobId, attempt, leaseMs, interruption, logger } = this.options;
    const sentAt = performance.now();
    this.lastSentAt = sentAt;
    try {
      const { held, stopRequested } = await store.heartbeat(jobId, attempt, leaseMs);
      if (!this.open) return;
      if (!held) return this.lose('another attempt has taken the job, or it is gone');
      this.extendFrom(sentAt);
      if (stopRequested) interruption.raise(stopRequested);
    } catch (error) {
      logger.warn({ err: error }, 'a heartbeat failed');
    } finally {
      this.beating = false;
    }
    if (this.again) {
      this.again = false;
      await this.beat();
    }
  }

  private extendFrom(sentAt: number): void {
    clearTimeout(this.expiry);
    const leftMs = sentAt + this.options.leaseMs - performance.now();
    this.expiry = setTimeout(() => this.lose('the database was out of reach for as long as the lease lasts'), leftMs);
  }

  private lose(why: string): void {
    this.close();
    this.options.logger.warn({ why }, 'the claim is lost; this attempt writes nothing more');
    this.options.interruption.raise('lost');
  }
}
