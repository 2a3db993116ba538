import type { Logger } from '../logger.js';
import type { AttemptStore, JobProgress } from './attempt-store.js';
import type { FencedWrites } from './fenced-writes.js';
import { ClaimLostError } from './interruption.js';
import { ProgressEstimate } from './progress-estimate.js';
import type { ProgressMessage } from './protocol.js';

export interface ProgressWriterOptions {
  readonly jobId: string;
  readonly attempt: number;
  readonly epochs: number;
  readonly intervalMs: number;
  readonly store: Pick<AttemptStore, 'recordProgress'>;
  readonly writes: FencedWrites;
  readonly logger: Logger;
}

/** Writes progress at most once per interval, the newest only, and never after the epoch that it belongs to. */
export class ProgressWriter {
  private readonly options: ProgressWriterOptions;
  private readonly estimate: ProgressEstimate;
  private newest: ProgressMessage | undefined;
  private timer: NodeJS.Timeout | undefined;
  private nextAt = 0;

  constructor(options: ProgressWriterOptions) {
    this.options = options;
    this.estimate = new ProgressEstimate(options.epochs);
  }

  offer(message: ProgressMessage): void {
    this.newest = message;
    this.timer ??= setTimeout(() => void this.write(), Math.max(0, this.nextAt - performance.now()));
  }

  /** Where training stands at the end of an epoch, after this many of its steps; what was offered of that epoch is dropped. */
  atEnd(epoch: number, step: number, steps: number): JobProgress {
    if (this.newest && this.newest.epoch <= epoch) this.newest = undefined;
    return this.estimate.at(epoch, step, steps);
  }

  /** Nothing more is written. */
  close(): void {
    this.newest = undefined;
    clearTimeout(this.timer);
  }

  private async write(): Promise<void> {
    const { store, writes, jobId, attempt, intervalMs, logger } = this.options;
    try {
      await writes.write('progress', async () => {
        if (!this.newest) return true;
        const { epoch, step, steps, metrics } = this.newest;
        return store.recordProgress(jobId, attempt, this.estimate.at(epoch, step, steps), metrics);
      });
    } catch (error) {
      // The attempt ends by the lost claim; any other failure of a write is told by that of the next epoch.
      if (!(error instanceof ClaimLostError)) logger.error({ err: error }, 'progress could not be written');
    } finally {
      this.nextAt = performance.now() + intervalMs;
      this.timer = undefined;
    }
  }
}
