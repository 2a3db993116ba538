import { z } from 'zod';

/** One tensor in a checkpoint's bytes: raw little-endian float32 values in row-major order. */
export const checkpointTensorSchema = z.object({
  /** Keras's path for a weight (`dense/kernel`), or the optimizer's slot (`dense/kernel/momentum`). */
  name: z.string(),
  role: z.enum(['weight', 'optimizer']),
  shape: z.array(z.int().nonnegative()),
  offset: z.int().nonnegative(),
  size_bytes: z.int().nonnegative(),
});
export type CheckpointTensor = z.infer<typeof checkpointTensorSchema>;

/**
 * What a checkpoint holds besides its bytes: enough to go on as if training had never stopped. The weights come first in the
 * bytes, then the optimizer's slots, each in the order of the list.
 */
export const checkpointStateSchema = z.object({
  /** Epochs done, and steps done in all of them. */
  epoch: z.int().nonnegative(),
  step: z.int().nonnegative(),
  seed: z.int().nonnegative(),
  tensors: z.array(checkpointTensorSchema),
  /** Best value of the watched metric so far; null while there is none (only NaN). */
  best: z.object({ epoch: z.int().positive(), monitor: z.string(), value: z.number() }).nullable(),
});
export type CheckpointState = z.infer<typeof checkpointStateSchema>;
