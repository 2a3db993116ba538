import { z } from 'zod';
import type { CallbackConfig } from '../../keras-format/callbacks.js';
import type { CompiledMetric } from '../../keras-format/compile.js';
import { storedNumberSchema, storeNumber } from './stored-number.js';
import type { CallbackState, Decision, EpochEnd, TrainingCallback } from './training-callback.js';
import { WatchedValue } from './watched-value.js';

const stateSchema = z.object({
  wait: z.int().nonnegative(),
  /** Epochs that are still to pass before it counts again. */
  cooldown: z.int().nonnegative(),
  best: storedNumberSchema.nullable(),
});

/** Lowers the learning rate when a value has stopped getting better: keras/src/callbacks/reduce_lr_on_plateau.py. */
export class ReduceLROnPlateau implements TrainingCallback {
  private readonly config: CallbackConfig<'ReduceLROnPlateau'>;
  private readonly watched: WatchedValue;
  private wait = 0;
  private cooldown = 0;
  private best: number | undefined;

  constructor(
    config: CallbackConfig<'ReduceLROnPlateau'>,
    metrics: readonly CompiledMetric[],
    earlier?: CallbackState,
  ) {
    this.config = config;
    this.watched = new WatchedValue(config, metrics);
    if (earlier === undefined) return;
    const { wait, cooldown, best } = stateSchema.parse(earlier);
    this.wait = wait;
    this.cooldown = cooldown;
    this.best = best === null ? undefined : Number(best);
  }

  epochEnded({ logs, learningRate }: EpochEnd): Decision {
    const { patience, factor, cooldown, min_lr } = this.config;
    const value = this.watched.of(logs);
    if (this.cooldown > 0) {
      this.cooldown -= 1;
      this.wait = 0;
    }
    if (this.watched.improves(value, this.best)) {
      this.best = value;
      this.wait = 0;
      return {};
    }
    if (this.cooldown > 0) return {};
    this.wait += 1;
    // The rate is a float32 variable, and compared with min_lr as one.
    if (this.wait < patience || learningRate <= Math.fround(min_lr)) return {};
    this.cooldown = cooldown;
    this.wait = 0;
    return { learningRate: Math.max(learningRate * factor, min_lr) };
  }

  state(): CallbackState {
    const { wait, cooldown, best } = this;
    return { wait, cooldown, best: best === undefined ? null : storeNumber(best) };
  }
}
