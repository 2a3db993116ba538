import { z } from 'zod';
import { nameSchema, neutral } from './keras-object.js';

const limit = z.number().min(0).nullable().default(null);

/** What every optimizer of Keras takes besides its own numbers (keras/src/optimizers/base_optimizer.py). */
export const commonOptimizerFields = {
  name: nameSchema.optional(),
  /** Part of a weight that each update takes away, times the learning rate; of every trainable weight, biases too. */
  weight_decay: z.number().min(0).max(1e6).nullable().default(null),
  /** Largest norm of each weight's gradient; 0 limits nothing. */
  clipnorm: limit,
  /** Largest norm of all gradients together; 0 limits nothing. */
  global_clipnorm: limit,
  /** Largest number in a gradient; 0 limits nothing. */
  clipvalue: limit,
  /** Whether a moving average of the weights is kept, which become the weights at the end of `fit`. */
  use_ema: z.boolean().default(false),
  ema_momentum: z.number().min(0).max(1).default(0.99),
  /** Updates after which the weights become their averages, again and again; null for never. Keras 2 writes 100 for RMSprop. */
  ema_overwrite_frequency: z.int().positive().nullable().default(null),
  /** Steps whose gradients are averaged into one update. */
  gradient_accumulation_steps: z.int().min(2).max(1e6).nullable().default(null),
  /** What the loss is multiplied by before the gradients, and they are divided by afterwards: no number changes by it in float32. */
  loss_scale_factor: z
    .number()
    .positive()
    .max(2 ** 32)
    .nullable()
    .default(null),
  decay: neutral([null, 0], 'decay, which is an InverseTimeDecay in learning_rate since Keras 3,'),
  // Keras 2 writes these two; they say how it would run, not what it would compute.
  jit_compile: z.boolean().optional(),
  is_legacy_optimizer: z.boolean().optional(),
};
