import type { Callback } from '../../keras-format/callbacks.js';
import type { CompiledMetric } from '../../keras-format/compile.js';
import type { CheckpointState } from '../checkpoint.js';
import type { Logs } from '../training-spec.js';
import { WatchedValue } from './watched-value.js';

type Best = CheckpointState['best'];

/**
 * The epoch with the best value so far. The value is the one that a ModelCheckpoint keeps the best of, else what an
 * EarlyStopping watches, else `val_loss`, or `loss` where nothing is held out.
 */
export class BestEpoch {
  private readonly watched: WatchedValue | undefined;
  private best: Best;

  constructor(callbacks: readonly Callback[], metrics: readonly CompiledMetric[], earlier: Best) {
    const watcher =
      callbacks.find((callback) => callback.class_name === 'ModelCheckpoint' && callback.config.save_best_only) ??
      callbacks.find((callback) => callback.class_name === 'EarlyStopping');
    this.watched =
      watcher && 'monitor' in watcher.config
        ? new WatchedValue({ ...watcher.config, min_delta: 0 }, metrics)
        : undefined;
    this.best = earlier;
  }

  /** The best of the epochs that were taken in. */
  get sofar(): Best {
    return this.best;
  }

  /** Takes an epoch's values in; a NaN or an infinite one is never the best. Null while there is none. */
  after(epoch: number, logs: Logs): Best {
    const monitor = this.watched?.monitor ?? ('val_loss' in logs ? 'val_loss' : 'loss');
    const value = logs[monitor] ?? Number.NaN;
    if (Number.isFinite(value) && (this.best === null || this.improves(value, this.best.value))) {
      this.best = { epoch, monitor, value };
    }
    return this.best;
  }

  private improves(value: number, earlier: number): boolean {
    return this.watched?.direction === 'max' ? value > earlier : value < earlier;
  }
}
