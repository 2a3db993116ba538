import type { ProgramInfo } from '../program-info.js';
import type { StateValues } from './state-bytes.js';

/** A range of an epoch's steps. `firstGlobalStep` is the number of the first of them over the whole job, from 0. */
export interface StepRange {
  readonly from: number;
  readonly to: number;
  readonly firstGlobalStep: number;
  /** The learning rate of each of the steps. */
  readonly learningRates: Float32Array;
}

/** How a stretch of steps ended. */
export interface StretchEnd {
  /** The objective's sums over the epoch so far. */
  readonly sums: Float64Array;
  /** The step before which it ended: the end of its range, or before that where a loss that is not finite ends the steps. */
  readonly to: number;
}

/** A model being trained on a dataset: the state lives inside, and stretches of steps are run one call at a time. */
export interface TrainingProgram {
  readonly info: ProgramInfo;
  /**
   * Runs steps of the epoch on rows in this order. The sums are those of its earlier steps, and each batch's added one after
   * another, so that they do not depend on where the stretches end.
   */
  run(order: Int32Array, range: StepRange, sums: Float64Array): Promise<StretchEnd>;
  /** The objective's sums over the validation rows; undefined when there are none. `between` is awaited after each native call. */
  validate(between: () => Promise<void>): Promise<Float64Array | undefined>;
  /** The state as it stands. */
  read(): StateValues;
  /** Frees everything; the program is of no use afterwards. */
  close(): Promise<void>;
}
