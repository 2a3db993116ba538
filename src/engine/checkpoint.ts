import { z } from 'zod';
import { stopReasonSchema } from './stop-reason.js';

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

/** What the callbacks of a fit remember, so that a resumed job decides as one that was never interrupted. */
export const callbacksStateSchema = z.object({
  /** Of each callback, in the order of the fit. */
  states: z.array(z.json()),
  /** The learning rate that a callback has set; null while none has. */
  learning_rate: z.number().nullable(),
  /** Set where training has ended by a callback's will. */
  stop: stopReasonSchema.nullable(),
  /** Epochs whose checkpoints are kept for as long as something needs them, and no longer. */
  passing: z.array(z.int().positive()),
  /** Epochs whose checkpoints stay until there are more of them than the fit wants. */
  kept: z.array(z.int().positive()).optional(),
});
export type CallbacksState = z.infer<typeof callbacksStateSchema>;

/** An epoch that is not through: steps done in it, and the objective's sums over them as float64 numbers in base64. */
export const partialEpochSchema = z.object({ step: z.int().nonnegative(), sums: z.base64() });
export type PartialEpoch = z.infer<typeof partialEpochSchema>;

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
  /** Left out where the fit has no callbacks. */
  callbacks: callbacksStateSchema.optional(),
  /** Where training was stopped in the middle of the epoch after `epoch`. */
  partial: partialEpochSchema.optional(),
});
export type CheckpointState = z.infer<typeof checkpointStateSchema>;
