import { z } from 'zod';
import { neutral } from './keras-object.js';
import { lossSchema } from './losses.js';
import { metricSchema } from './metrics.js';
import { optimizerSchema } from './optimizers.js';

const MAX_METRICS = 50;

/** What Keras's `compile` takes. An optimizer that is left out is `rmsprop`, as in Keras. */
export const compileSchema = z
  .strictObject({
    optimizer: optimizerSchema.default('rmsprop'),
    loss: lossSchema,
    metrics: z.array(metricSchema).max(MAX_METRICS).default([]),
    weighted_metrics: z.array(metricSchema).max(MAX_METRICS).optional(),
    loss_weights: neutral(z.null(), 'loss_weights'),
  })
  .meta({ id: 'Compile', description: "What Keras's compile takes" });
export type Compile = z.infer<typeof compileSchema>;
