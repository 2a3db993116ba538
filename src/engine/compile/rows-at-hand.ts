import type { ResidentRows } from './loop-body.js';
import type { Feed, HeldTensor, Session } from './session.js';
import type { RowVariable, Variable } from './variables.js';

/** Rows of some steps that stand in a session, ready for a loop. */
export interface Stretch {
  /** Row numbers in the session, in the order that the steps take them. */
  readonly order: HeldTensor;
  /** The step whose rows stand first in that order. */
  readonly first: number;
  /** The step after the last one whose rows are there. */
  readonly until: number;
}

/** Rows in the order of an epoch or a validation, brought into a session as they are needed. */
export interface RowsAtHand {
  /** The stretch that holds this step's rows; whatever an earlier call gave may be gone then. */
  at(step: number): Promise<Stretch>;
  dispose(): void;
}

/** Which rows batches are made of, one after another. */
export interface RowOrder {
  readonly order: Int32Array;
  readonly batchSize: number;
  /** The order that will probably follow on this one. */
  readonly next: Int32Array | undefined;
}

/** Rows that fit into one piece. */
export interface SmallRows {
  readonly variable: Variable;
  read(): Promise<Feed['values']>;
}

/** A dataset as the loops of a session read it, wherever its rows are. */
export interface DataInSession {
  readonly rows: ResidentRows;
  /** The weights that came with the data, which count where the rows are only measured. */
  readonly ownWeights: RowVariable | undefined;
  /** Variables that are small enough to be set in one call with others, and what they are to hold. */
  readonly small?: readonly SmallRows[];
  /** Makes the other rows ready, once the session is open. */
  load(session: Session): Promise<void>;
  inOrder(session: Session, options: RowOrder): RowsAtHand;
  close(): Promise<void>;
}
