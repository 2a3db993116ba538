import type { CheckpointState, CheckpointTensor } from '../checkpoint.js';

/** The weights of a checkpoint: a run of its bytes, from the first on. */
export interface WeightBytes {
  readonly tensors: readonly CheckpointTensor[];
  readonly sizeBytes: number;
}

const BYTES_PER_NUMBER = 4;

/**
 * The weights without the optimizer's slots. They stand first in a checkpoint's bytes, one after the other, so that a
 * file of weights needs no copy of them.
 * @throws when a checkpoint is not laid out so: it was not written by this service.
 */
export function weightBytes(state: CheckpointState): WeightBytes {
  const tensors = state.tensors.filter(({ role }) => role === 'weight');
  let end = 0;
  for (const { name, shape, offset, size_bytes } of tensors) {
    const expected = BYTES_PER_NUMBER * shape.reduce((product, length) => product * length, 1);
    if (offset !== end || size_bytes !== expected) throw new Error(`the weight ${name} is not where it belongs`);
    end += size_bytes;
  }
  return { tensors, sizeBytes: end };
}
