import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AttemptOutcome } from '../trainer/attempt-store.js';
import type { TrainingObserver } from '../trainer/training-observer.js';

/** Seconds: a small network takes a third of a millisecond, a large one on pictures seconds. */
const STEP_SECONDS = [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];
const EPOCH_SECONDS = [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3600];
const WAIT_SECONDS = [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3600];

/** What one worker counts while it runs. */
export class WorkerMetrics implements TrainingObserver {
  readonly registry = new Registry();
  readonly #running: Gauge;
  readonly #waits: Histogram;
  readonly #steps: Histogram;
  readonly #epochs: Histogram;
  readonly #rows: Counter;
  readonly #attempts: Counter<'ending'>;
  readonly #failures: Counter<'code'>;

  constructor() {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry, prefix: 'fitserve_' });
    this.#running = new Gauge({ name: 'fitserve_worker_jobs_running', help: 'Jobs in hand', registers });
    this.#waits = new Histogram({
      name: 'fitserve_worker_queue_wait_seconds',
      help: 'For how long jobs had waited in the queue when this worker took them',
      buckets: WAIT_SECONDS,
      registers,
    });
    this.#steps = new Histogram({
      name: 'fitserve_worker_step_seconds',
      help: 'Mean time of a step, of each epoch',
      buckets: STEP_SECONDS,
      registers,
    });
    this.#epochs = new Histogram({
      name: 'fitserve_worker_epoch_seconds',
      help: 'Time of an epoch, validation included',
      buckets: EPOCH_SECONDS,
      registers,
    });
    this.#rows = new Counter({
      name: 'fitserve_worker_rows_total',
      help: 'Rows that this worker has trained on, of full batches',
      registers,
    });
    this.#attempts = new Counter({
      name: 'fitserve_worker_attempts_total',
      help: 'Attempts at jobs by how they ended',
      labelNames: ['ending'],
      registers,
    });
    this.#failures = new Counter({
      name: 'fitserve_worker_failures_total',
      help: 'Jobs that have failed, by reason',
      labelNames: ['code'],
      registers,
    });
  }

  jobClaimed(waitedS: number | null): void {
    this.#running.inc();
    if (waitedS !== null) this.#waits.observe(waitedS);
  }

  epochStored({ steps, batchSize, seconds }: { steps: number; batchSize: number; seconds: number }): void {
    this.#epochs.observe(seconds);
    this.#rows.inc(steps * batchSize);
    if (steps > 0) this.#steps.observe(seconds / steps);
  }

  attemptEnded(outcome: AttemptOutcome | undefined): void {
    this.#running.dec();
    this.#attempts.inc({ ending: endingOf(outcome) });
    if (outcome?.kind === 'failed') this.#failures.inc({ code: outcome.code });
  }
}

function endingOf(outcome: AttemptOutcome | undefined): string {
  if (outcome === undefined) return 'lost';
  if (outcome.kind !== 'released') return outcome.kind;
  return outcome.cause === 'shutdown' ? 'handed_back' : 'interrupted';
}
