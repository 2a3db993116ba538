import { z } from 'zod';

/** Why training ended before its last epoch, or at it, by a callback's will. */
export const stopReasonSchema = z.object({
  code: z.enum(['early_stopping', 'loss_not_finite']),
  /** The epoch, from 1, and the steps done in it, after which it ended. */
  epoch: z.int().positive(),
  step: z.int().nonnegative(),
  detail: z.string(),
});
export type StopReason = z.infer<typeof stopReasonSchema>;
