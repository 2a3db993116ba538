import type { AttemptOutcome } from './attempt-store.js';

/** Hears what a worker's attempts come to, for figures. */
export interface TrainingObserver {
  /** @param waitedS for how long the job has waited in the queue; null where it was taken from a worker that fell silent. */
  jobClaimed(waitedS: number | null): void;
  epochStored(epoch: { readonly steps: number; readonly batchSize: number; readonly seconds: number }): void;
  /** The attempt that `jobClaimed` told of is over; `outcome` is undefined where its claim was lost. */
  attemptEnded(outcome: AttemptOutcome | undefined): void;
}
