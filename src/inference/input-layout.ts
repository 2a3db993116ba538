import type { Shape } from '../engine/plan/network-plan.js';

/** How a model takes a row of one of its inputs. */
export interface InputLayout {
  /** Sizes of one row. */
  readonly shape: Shape;
  /** What the input is called: by the model, and by the dataset that the model was trained on. */
  readonly names: readonly string[];
  /** The columns that a row is made of, where that dataset was a table. */
  readonly columns?: readonly string[] | undefined;
  /** Most rows of one request: what the answer would otherwise grow to. */
  readonly maxRows: number;
}

/** Rows as the model takes them, one after another for each of its inputs. */
export interface PredictRows {
  readonly inputs: readonly Float32Array<ArrayBuffer>[];
  readonly rows: number;
}
