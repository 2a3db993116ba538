import type { DataType, Ref } from './graph.js';

/** Where the nodes of a trace go: what its inputs are in the graph, and how a constant from outside is reached. */
export interface EmitTarget {
  /** In the order of the trace's inputs. */
  readonly inputs: readonly Ref[];
  /** Makes a value from outside usable where the nodes stand (inside a loop it enters the frame). */
  bring(ref: Ref, type: DataType): Ref;
  /** A node that one without inputs must follow, so that it belongs to the loop. */
  readonly anchor?: Ref;
}
