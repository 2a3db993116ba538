import { z } from 'zod';
import type { CallbackConfig } from '../../keras-format/callbacks.js';
import type { CompiledMetric } from '../../keras-format/compile.js';
import { storedNumberSchema, storeNumber } from './stored-number.js';
import type { CallbackState, Decision, EpochEnd, TrainingCallback } from './training-callback.js';
import { WatchedValue } from './watched-value.js';

const stateSchema = z.object({
  /** Epochs since the value last improved (and beat the baseline). */
  wait: z.int().nonnegative(),
  best: z.object({ epoch: z.int().positive(), value: storedNumberSchema }).nullable(),
});

/** Ends training when a value has stopped getting better: keras/src/callbacks/early_stopping.py. */
export class EarlyStopping implements TrainingCallback {
  readonly watched: WatchedValue;
  private readonly config: CallbackConfig<'EarlyStopping'>;
  private wait = 0;
  private best: { readonly epoch: number; readonly value: number } | undefined;

  constructor(config: CallbackConfig<'EarlyStopping'>, metrics: readonly CompiledMetric[], earlier?: CallbackState) {
    this.config = config;
    this.watched = new WatchedValue(config, metrics);
    if (earlier === undefined) return;
    const { wait, best } = stateSchema.parse(earlier);
    this.wait = wait;
    this.best = best === null ? undefined : { epoch: best.epoch, value: Number(best.value) };
  }

  /** The best epoch, restored also where training was never stopped. */
  get restores(): number | undefined {
    return this.config.restore_best_weights ? this.best?.epoch : undefined;
  }

  epochEnded({ epoch, logs }: EpochEnd): Decision {
    const { start_from_epoch, patience, baseline } = this.config;
    if (epoch <= start_from_epoch) return {};
    const value = this.watched.of(logs);
    this.wait += 1;
    if (this.watched.improves(value, this.best?.value)) {
      this.best = { epoch, value };
      if (baseline === null || this.watched.improves(value, baseline)) this.wait = 0;
      return {};
    }
    // Keras never stops at the first epoch, however small the patience.
    if (this.wait < patience || epoch === 1) return {};
    return { stop: { code: 'early_stopping', detail: this.sentence() } };
  }

  state(): CallbackState {
    const { wait, best } = this;
    return { wait, best: best === undefined ? null : { epoch: best.epoch, value: storeNumber(best.value) } };
  }

  private sentence(): string {
    const { monitor } = this.watched;
    const epochs = this.wait === 1 ? '1 epoch' : `${this.wait} epochs`;
    const best = this.best === undefined ? '' : `, whose best was ${this.best.value} at epoch ${this.best.epoch}`;
    return `EarlyStopping: no improvement of ${monitor} for ${epochs}${best}.`;
  }
}
