import type { CallbackConfig } from '../../keras-format/callbacks.js';
import { TrainingError } from '../training-spec.js';
import type { CallbackState, Decision, EpochEnd, TrainingCallback } from './training-callback.js';

/**
 * Ends training at the batch whose loss is NaN or infinite: keras/src/callbacks/terminate_on_nan.py. The steps themselves end
 * there; the epoch that this broke off is measured and told of as any other.
 */
export class TerminateOnNaN implements TrainingCallback {
  readonly endsSteps = true;
  private readonly config: CallbackConfig<'TerminateOnNaN'>;

  constructor(config: CallbackConfig<'TerminateOnNaN'>) {
    this.config = config;
  }

  /** @throws {TrainingError} where the callback is to raise an error: then the epoch counts for nothing. */
  stepsEnded(loss: number, epoch: number, step: number): void {
    if (!this.config.raise_error || Number.isFinite(loss)) return;
    throw new TrainingError('loss_not_finite', sentence(loss, epoch, step));
  }

  epochEnded({ epoch, step, logs }: EpochEnd): Decision {
    const loss = logs.loss ?? 0;
    if (Number.isFinite(loss)) return {};
    return { stop: { code: 'loss_not_finite', detail: sentence(loss, epoch, step) } };
  }

  state(): CallbackState {
    return {};
  }
}

function sentence(loss: number, epoch: number, step: number): string {
  return `TerminateOnNaN: the loss became ${loss} at epoch ${epoch}, step ${step}.`;
}
