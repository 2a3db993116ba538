import type { CompiledMetric } from '../../keras-format/compile.js';
import { type Direction, directionOf } from '../../keras-format/monitors.js';
import { type Logs, TrainingError } from '../training-spec.js';

export interface WatchOptions {
  readonly monitor: string;
  readonly mode: 'auto' | Direction;
  readonly min_delta: number;
}

/** A value of the history that a callback watches, and what counts as its getting better. */
export class WatchedValue {
  readonly monitor: string;
  readonly direction: Direction;
  private readonly minDelta: number;

  /** @throws {TrainingError} when nothing says which way the value improves. */
  constructor({ monitor, mode, min_delta }: WatchOptions, metrics: readonly CompiledMetric[]) {
    const direction = directionOf(monitor, mode, metrics);
    if (direction === undefined) {
      throw new TrainingError('unknown_mode', `nothing says whether ${monitor} should rise or fall`);
    }
    this.monitor = monitor;
    this.direction = direction;
    this.minDelta = direction === 'min' ? -Math.abs(min_delta) : Math.abs(min_delta);
  }

  /** The watched value of an epoch, a float32 number as Keras has it. */
  of(logs: Logs): number {
    const value = logs[this.monitor];
    if (value === undefined) throw new TrainingError('unknown_monitor', `there is no ${this.monitor} to watch`);
    return Math.fround(value);
  }

  /**
   * Whether a value is better than an earlier one; anything is better than none, even NaN, and nothing is better than NaN. Keras
   * compares float32 tensors: keras/src/callbacks/monitor_callback.py.
   */
  improves(value: number, earlier: number | undefined): boolean {
    if (earlier === undefined) return true;
    const shifted = Math.fround(value - this.minDelta);
    const limit = Math.fround(earlier);
    return this.direction === 'min' ? shifted < limit : shifted > limit;
  }
}
