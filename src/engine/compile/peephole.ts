import type { RecordedConstant, RecordedOperation, TensorId } from './trace.js';

/** An operation with one result, without the result's number. */
export type Application = Pick<RecordedOperation, 'name' | 'attributes' | 'inputs'>;

/** What is known of the values that stand before an operation. */
export interface KnownValues {
  /** The operation that makes a value, where one of the trace does. */
  madeBy(id: TensorId): Application | undefined;
  constant(id: TensorId): RecordedConstant | undefined;
  shape(id: TensorId): readonly number[];
  isFloat(id: TensorId): boolean;
  /** The value that an operation of this name makes from these inputs, where there is one already. */
  find(name: string, inputs: readonly TensorId[]): TensorId | undefined;
  /** A float32 constant without axes. */
  scalar(value: number): TensorId;
}

/**
 * Looks at an operation and gives another value that it equals, or an operation that makes the same value with less work;
 * undefined where it has nothing to say. `shape` is that of the result.
 */
export type Peephole = (
  operation: Application,
  values: KnownValues,
  shape: readonly number[],
) => TensorId | Application | undefined;
