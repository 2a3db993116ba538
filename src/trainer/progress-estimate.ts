import type { JobProgress } from './attempt-store.js';

/**
 * Tells how far a job is, and when it will be through at the rate of this attempt so far. The rate counts from the first
 * progress of the attempt, so that neither loading nor building the network is taken for training.
 */
export class ProgressEstimate {
  private readonly epochs: number;
  private readonly now: () => number;
  private from: { fraction: number; atMs: number } | undefined;

  /** `now` in milliseconds. */
  constructor(epochs: number, now: () => number = () => performance.now()) {
    this.epochs = epochs;
    this.now = now;
  }

  /** Where training stands after `step` of the `steps` of an epoch (counted from 1). */
  at(epoch: number, step: number, steps: number): JobProgress {
    const fraction = Math.min(1, (epoch - 1 + (steps === 0 ? 0 : step / steps)) / this.epochs);
    return { epoch, epochs: this.epochs, step, steps, fraction, eta_s: this.secondsLeft(fraction) };
  }

  private secondsLeft(fraction: number): number | null {
    if (fraction >= 1) return 0;
    const atMs = this.now();
    this.from ??= { fraction, atMs };
    const done = fraction - this.from.fraction;
    if (done <= 0) return null;
    return ((1 - fraction) * (atMs - this.from.atMs)) / done / 1000;
  }
}
