import type { z } from 'zod';
import type { StopReason } from '../stop-reason.js';
import type { Logs } from '../training-spec.js';

/** An epoch that is done, as callbacks are told of it. */
export interface EpochEnd {
  /** From 1. */
  readonly epoch: number;
  /** Steps done in it. */
  readonly step: number;
  readonly logs: Logs;
  /** The rate that the optimizer stands at. */
  readonly learningRate: number;
}

/** What a callback wants after an epoch; nothing where it is empty. */
export interface Decision {
  /** Ends training. */
  readonly stop?: Pick<StopReason, 'code' | 'detail'>;
  /** The rate from the next epoch on. */
  readonly learningRate?: number;
}

/** One callback of a fit at work. */
export interface TrainingCallback {
  epochEnded(end: EpochEnd): Decision;
  /** All that it remembers, as plain JSON: the same callback made from it decides on in the same way. */
  state(): CallbackState;
  /** The epoch whose weights the model gets when training ends; undefined where it wants none. */
  readonly restores?: number | undefined;
  /** Whether the checkpoint of the last epoch that it was told of is to be kept. */
  readonly saves?: boolean;
  /** Whether an epoch's steps end at the first whose loss is not finite. */
  readonly endsSteps?: boolean;
  /** Hears how an epoch's steps ended, before anything is measured. @throws {TrainingError} to end the job without the epoch. */
  stepsEnded?(loss: number, epoch: number, step: number): void;
}

/** What a callback remembers, as it stands in a checkpoint. */
export type CallbackState = z.core.util.JSONType;
