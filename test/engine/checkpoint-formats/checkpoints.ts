import type { CheckpointState, CheckpointTensor } from '../../../src/engine/checkpoint.js';

/** A tensor to put into a checkpoint, with its numbers. */
export interface TensorValues {
  readonly name: string;
  readonly role?: CheckpointTensor['role'];
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** A checkpoint made of these tensors, one after the other: its state and its bytes. */
export function makeCheckpoint(
  tensors: readonly TensorValues[],
  state: Partial<CheckpointState> = {},
): { state: CheckpointState; bytes: Buffer } {
  let offset = 0;
  const placed = tensors.map(({ name, role = 'weight', shape, values }) => {
    const tensor = { name, role, shape: [...shape], offset, size_bytes: 4 * values.length };
    offset += tensor.size_bytes;
    return tensor;
  });
  const bytes = Buffer.alloc(offset);
  for (const [index, value] of tensors.flatMap(({ values }) => values).entries()) bytes.writeFloatLE(value, 4 * index);
  return { state: { epoch: 1, step: 10, seed: 7, best: null, ...state, tensors: placed }, bytes };
}
