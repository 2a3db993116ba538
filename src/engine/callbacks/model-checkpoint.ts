import { z } from 'zod';
import type { CallbackConfig } from '../../keras-format/callbacks.js';
import type { CompiledMetric } from '../../keras-format/compile.js';
import { storedNumberSchema, storeNumber } from './stored-number.js';
import type { CallbackState, Decision, EpochEnd, TrainingCallback } from './training-callback.js';
import { WatchedValue } from './watched-value.js';

const stateSchema = z.object({ best: storedNumberSchema.nullable() });

/**
 * Says which epochs' checkpoints are kept: all, or those of a value better than at every one before
 * (keras/src/callbacks/model_checkpoint.py). A frequency counts epochs.
 */
export class ModelCheckpoint implements TrainingCallback {
  /** Undefined where all are kept: the value to watch need not exist then. */
  readonly watched: WatchedValue | undefined;
  saves = false;
  private readonly every: number;
  private best: number | undefined;

  constructor(config: CallbackConfig<'ModelCheckpoint'>, metrics: readonly CompiledMetric[], earlier?: CallbackState) {
    const { save_best_only, save_freq, initial_value_threshold } = config;
    this.every = save_freq === 'epoch' ? 1 : save_freq;
    this.watched = save_best_only ? new WatchedValue({ ...config, min_delta: 0 }, metrics) : undefined;
    const best = earlier === undefined ? initial_value_threshold : stateSchema.parse(earlier).best;
    this.best = best === null ? undefined : Number(best);
  }

  epochEnded({ epoch, logs }: EpochEnd): Decision {
    this.saves = epoch % this.every === 0;
    if (!this.saves || this.watched === undefined) return {};
    const value = this.watched.of(logs);
    this.saves = this.watched.improves(value, this.best);
    if (this.saves) this.best = value;
    return {};
  }

  state(): CallbackState {
    return { best: this.best === undefined ? null : storeNumber(this.best) };
  }
}
