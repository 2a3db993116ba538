import type { Callback } from '../../keras-format/callbacks.js';
import type { CompiledMetric } from '../../keras-format/compile.js';
import type { CheckpointPolicy } from '../../keras-format/fit.js';
import type { CallbacksState } from '../checkpoint.js';
import type { StopReason } from '../stop-reason.js';
import { makeCallback } from './make-callback.js';
import type { EpochEnd, TrainingCallback } from './training-callback.js';

/** The callbacks of a fit at work, in their order: keras/src/callbacks/callback_list.py. */
export class CallbackList {
  private readonly callbacks: readonly TrainingCallback[];
  private readonly policy: CheckpointPolicy | undefined;
  private passing: readonly number[];
  private kept: readonly number[];
  private rate: number | undefined;
  private reason: StopReason | undefined;

  /** `earlier` is what the checkpoint says that training goes on from. */
  constructor(
    callbacks: readonly Callback[],
    metrics: readonly CompiledMetric[],
    earlier: CallbacksState | undefined,
    policy?: CheckpointPolicy,
  ) {
    this.policy = policy;
    this.kept = earlier?.kept ?? [];
    this.callbacks = callbacks.map((callback, index) => makeCallback(callback, metrics, earlier?.states[index]));
    this.passing = earlier?.passing ?? [];
    this.rate = earlier?.learning_rate ?? undefined;
    this.reason = earlier?.stop ?? undefined;
  }

  /** Why training ends now; undefined while it goes on. */
  get stop(): StopReason | undefined {
    return this.reason;
  }

  /** The learning rate that a callback has set; undefined while none has. */
  get learningRate(): number | undefined {
    return this.rate;
  }

  /** Whether an epoch's steps end at the first whose loss is not finite. */
  get endsSteps(): boolean {
    return this.callbacks.some(({ endsSteps }) => endsSteps);
  }

  /** Tells how an epoch's steps ended. @throws {TrainingError} where a callback ends the job by it. */
  stepsEnded(loss: number, epoch: number, step: number): void {
    for (const callback of this.callbacks) callback.stepsEnded?.(loss, epoch, step);
  }

  /** Tells every callback of an epoch that is done, also those after one that ends training. */
  epochEnded(end: EpochEnd): void {
    let learningRate = end.learningRate;
    for (const callback of this.callbacks) {
      const decision = callback.epochEnded({ ...end, learningRate });
      if (decision.learningRate !== undefined) {
        learningRate = Math.fround(decision.learningRate);
        this.rate = learningRate;
      }
      if (decision.stop && (this.reason === undefined || decision.stop.code === 'loss_not_finite')) {
        this.reason = { ...decision.stop, epoch: end.epoch, step: end.step };
      }
    }
  }

  /**
   * The earlier epochs whose checkpoints nothing needs any more once that of this epoch is stored: where a ModelCheckpoint or the
   * fit says which ones are kept, the others go, but for this one, the best one, and those that may be restored.
   */
  obsolete(epoch: number, best: number | undefined): number[] {
    const checkpoints = this.callbacks.filter(({ saves }) => saves !== undefined);
    const { every = 1, keep = Number.POSITIVE_INFINITY } = this.policy ?? {};
    if (checkpoints.length === 0 && this.policy === undefined) return [];
    const isKept = checkpoints.length > 0 ? checkpoints.some(({ saves }) => saves) : epoch % every === 0;
    const kept = isKept ? [...this.kept, epoch] : this.kept;
    const tooMany = Math.max(0, kept.length - keep);
    this.kept = this.policy?.keep === undefined ? [] : kept.slice(tooMany);
    const all = [...this.passing, ...(isKept ? [] : [epoch]), ...kept.slice(0, tooMany)];
    const needed = new Set([epoch, best, ...this.callbacks.map(({ restores }) => restores)]);
    this.passing = all.filter((earlier) => needed.has(earlier));
    return all.filter((earlier) => !needed.has(earlier));
  }

  /** Whether the model gets the weights of an epoch back when training ends, as they were then. */
  get restores(): boolean {
    return this.callbacks.some(({ restores }) => restores !== undefined);
  }

  /** The epoch whose weights the model has when training ends after epoch `last`: the last callback that restores one decides. */
  finalEpoch(last: number): number {
    return this.callbacks.findLast(({ restores }) => restores !== undefined)?.restores ?? last;
  }

  /** Undefined where there are no callbacks, and nothing is said of checkpoints. */
  state(): CallbacksState | undefined {
    if (this.callbacks.length === 0 && this.policy === undefined) return undefined;
    return {
      states: this.callbacks.map((callback) => callback.state()),
      learning_rate: this.rate ?? null,
      stop: this.reason ?? null,
      passing: [...this.passing],
      ...(this.policy?.keep === undefined ? {} : { kept: [...this.kept] }),
    };
  }
}
