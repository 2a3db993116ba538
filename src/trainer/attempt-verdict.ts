import type { Config } from '../config.js';
import { TrainingError } from '../engine/training-spec.js';
import type { AttemptOutcome } from './attempt-store.js';
import { ClaimLostError, type Interruption } from './interruption.js';
import { retryDelayMs } from './retry-delay.js';
import type { RunEnd } from './train-in-child.js';

/** How often and how soon a job is tried again that failed by no fault of its own. */
export type RetryPolicy = Pick<Config, 'MAX_ATTEMPTS' | 'RETRY_FIRST_MS' | 'RETRY_LAST_MS'>;

const TIME_OVER = {
  code: 'max_duration_exceeded',
  detail: 'Training took longer than max_duration_s. What was trained stays; resume goes on from there.',
} as const;

/** Judges how an attempt ends: by its job, by its user, or by a failure that another attempt may not meet. */
export class AttemptVerdict {
  private failures: number;
  private readonly policy: RetryPolicy;
  private readonly interruption: Interruption;

  /** `failures` of the infrastructure have come before this attempt since the job last made an epoch. */
  constructor(failures: number, policy: RetryPolicy, interruption: Interruption) {
    this.failures = failures;
    this.policy = policy;
    this.interruption = interruption;
  }

  /** Progress: the failures count from 0 again. */
  epochStored(): void {
    this.failures = 0;
  }

  /** The outcome of an attempt that need not begin. */
  beforeWork(): AttemptOutcome | undefined {
    if (this.interruption.signal.aborted) return this.interrupted();
    if (this.failures < this.policy.MAX_ATTEMPTS) return undefined;
    return this.tooManyFailures('The worker that trained it was gone.');
  }

  ofRun(end: RunEnd): AttemptOutcome {
    switch (end.kind) {
      case 'finished':
        return ofFinished(end);
      case 'failed':
        return { kind: 'failed', code: end.code, detail: end.detail, ...(end.at && { at: end.at }) };
      case 'stopped':
        return this.interrupted() ?? this.failed('The training process stopped without being asked to.');
      case 'crashed':
        return this.interrupted() ?? this.failed(end.detail);
    }
  }

  /** An error's own text is for logs; the job shows a sentence of ours. */
  ofError(error: unknown): AttemptOutcome {
    if (error instanceof TrainingError) return { kind: 'failed', code: error.code, detail: error.message };
    return this.interrupted() ?? this.failed('The worker could not carry the training through.');
  }

  private interrupted(): AttemptOutcome | undefined {
    switch (this.interruption.reason) {
      case undefined:
        return undefined;
      case 'lost':
        throw new ClaimLostError('The claim is lost.');
      case 'pause':
        return { kind: 'paused' };
      case 'cancel':
        return { kind: 'cancelled' };
      case 'time_over':
        return { kind: 'failed', ...TIME_OVER };
      case 'shutdown':
        return { kind: 'released', cause: 'shutdown', detail: 'The worker is stopping.' };
    }
  }

  private failed(detail: string): AttemptOutcome {
    this.failures += 1;
    if (this.failures >= this.policy.MAX_ATTEMPTS) return this.tooManyFailures(detail);
    return { kind: 'released', cause: 'infrastructure', detail, retryInMs: retryDelayMs(this.failures, this.policy) };
  }

  private tooManyFailures(detail: string): AttemptOutcome {
    const times = this.failures === 1 ? 'once' : `${this.failures} times`;
    const sentence = `Training broke off ${times} without finishing an epoch in between. The last time: ${detail}`;
    return { kind: 'failed', code: 'infrastructure_failure', detail: sentence };
  }
}

/** A callback that ends training because it failed makes the job fail, with the weights that are there. */
function ofFinished({ finalEpoch, stopReason }: Extract<RunEnd, { kind: 'finished' }>): AttemptOutcome {
  if (stopReason === undefined) return { kind: 'succeeded', finalEpoch };
  if (stopReason.code === 'early_stopping') return { kind: 'succeeded', finalEpoch, stopReason };
  const { code, detail, epoch, step } = stopReason;
  return { kind: 'failed', code, detail, at: { epoch, step }, finalEpoch, stopReason };
}
