import type { TFEOpAttr } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';

/** A native tensor by its number; the binding never gives a number twice, so it names one value. */
export type TensorId = number;

export interface RecordedOperation {
  readonly name: string;
  readonly attributes: readonly TFEOpAttr[];
  readonly inputs: readonly TensorId[];
  readonly outputs: readonly TensorId[];
  /** The layer that it belongs to, for errors. */
  readonly layer?: string | undefined;
  /** What is repeated, where this stands for a loop over time steps. */
  readonly scan?: RecordedScan;
}

/**
 * A loop over time steps. Its operation takes sequences (time first), initial states and values that stay the same, in this
 * order, and gives the stacked outputs and the last states.
 */
export interface RecordedScan {
  readonly steps: number;
  /** Whether time runs from the last step to the first; outputs keep the places of their inputs. */
  readonly reversed: boolean;
  readonly sequences: number;
  readonly states: number;
  /** One step: from an item of each sequence, the states and the values that stay to the outputs and the next states. */
  readonly step: Trace;
  /** Shapes of one step's outputs. */
  readonly outputShapes: readonly (readonly number[])[];
}

export interface RecordedConstant {
  readonly type: number;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** Every native operation that a computation ran, in order, and every value that came into it from JavaScript. */
export interface Trace {
  readonly operations: readonly RecordedOperation[];
  readonly constants: ReadonlyMap<TensorId, RecordedConstant>;
  readonly inputs: readonly TensorId[];
  readonly outputs: readonly TensorId[];
  /** Element type of each value. */
  readonly types: ReadonlyMap<TensorId, number>;
  /** Sizes of each value. */
  readonly shapes: ReadonlyMap<TensorId, readonly number[]>;
}

/** The operations that some output of the trace depends on, in order. */
export function neededOperations({ operations, outputs }: Trace) {
  const producer = new Map(operations.flatMap((operation) => operation.outputs.map((id) => [id, operation] as const)));
  const needed = new Set<(typeof operations)[number]>();
  const open = [...outputs];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const operation = producer.get(id);
    if (!operation || needed.has(operation)) continue;
    needed.add(operation);
    open.push(...operation.inputs);
  }
  return operations.filter((operation) => needed.has(operation));
}
