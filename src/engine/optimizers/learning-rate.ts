import type { Schedule } from '../../keras-format/schedules.js';
import { scheduledRate } from './schedules.js';

/** The learning rate of a training run: a number that callbacks may set between epochs, or a schedule over its updates. */
export class LearningRate {
  private rate: number | Schedule;

  constructor(rate: number | Schedule) {
    this.rate = typeof rate === 'number' ? Math.fround(rate) : rate;
  }

  /** Whether it follows a schedule; it cannot be set then. */
  get scheduled(): boolean {
    return typeof this.rate !== 'number';
  }

  /** The rate of the update that comes after `step` updates, a float32 number. */
  at(step: number): number {
    return typeof this.rate === 'number' ? this.rate : scheduledRate(this.rate, step);
  }

  /** The rates of `count` updates one after another, the first of them after `step` updates. */
  range(step: number, count: number): Float32Array {
    return Float32Array.from({ length: count }, (_, index) => this.at(step + index));
  }

  /** Sets the rate from here on. @throws {TypeError} when it follows a schedule, as Keras does. */
  set(rate: number): void {
    if (this.scheduled) throw new TypeError('a learning rate that follows a schedule cannot be set');
    this.rate = Math.fround(rate);
  }
}
