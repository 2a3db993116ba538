import type { Color } from '../data/images/picture-form.js';
import type { Shape } from '../engine/plan/network-plan.js';
import type { CellRule } from './posted-cells.js';

/** How rows of one input of a model are posted: raw, before they are prepared. */
export interface InputLayout {
  /** Sizes of one row. */
  readonly shape: Shape;
  /** What the input is called: by the model, and by the dataset that the model was trained on. */
  readonly names: readonly string[];
  /** The columns that a row is made of, where that dataset was a table. */
  readonly columns?: readonly string[] | undefined;
  /** What may stand in each column, where that is not a number. */
  readonly cells?: readonly CellRule[] | undefined;
  /** What a picture becomes where a row is one. */
  readonly picture?: { readonly height: number; readonly width: number; readonly color: Color } | undefined;
  /** Most rows of one request: what the answer would otherwise grow to. */
  readonly maxRows: number;
}

/** Rows as the model takes them, one after another for each of its inputs. */
export interface PredictRows {
  readonly inputs: readonly Float32Array<ArrayBuffer>[];
  readonly rows: number;
  /** Pictures of which rows of the one input are still to be made; they are zeros until then. */
  readonly pictures?: readonly PostedPicture[] | undefined;
}

/** A picture as it came: the bytes of a PNG or JPEG file. */
export interface PostedPicture {
  readonly row: number;
  readonly file: Uint8Array<ArrayBuffer>;
  /** Where it stands in the body. */
  readonly pointer: string;
}
