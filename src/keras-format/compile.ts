import { z } from 'zod';
import { neutral } from './keras-object.js';
import { lossSchema } from './losses.js';
import { metricSchema, type ResolvedMetric, resolveMetric } from './metrics.js';
import { optimizerSchema } from './optimizers.js';

const MAX_METRICS = 50;

/** What Keras's `compile` takes. An optimizer that is left out is `rmsprop`, as in Keras. */
export const compileSchema = z
  .strictObject({
    optimizer: optimizerSchema.default('rmsprop'),
    loss: lossSchema,
    metrics: z.array(metricSchema).max(MAX_METRICS).default([]),
    weighted_metrics: z.array(metricSchema).max(MAX_METRICS).optional(),
    loss_weights: neutral([null], 'loss_weights'),
  })
  .meta({ id: 'Compile', description: "What Keras's compile takes" });
export type Compile = z.infer<typeof compileSchema>;

/** A metric of a compile: its key in the history, and whether sample weights count in it. */
export interface CompiledMetric extends ResolvedMetric {
  readonly weighted: boolean;
}

/**
 * The metrics of a compile in the order of the history. A weighted metric whose name is taken is called `weighted_` and its
 * name, as Keras does (keras/src/trainers/compile_utils.py).
 */
export function compiledMetrics(compile: Compile): CompiledMetric[] {
  const plain = compile.metrics.map((given) => ({ ...resolveMetric(given), weighted: false }));
  const taken = new Set(plain.map(({ key }) => key));
  const weighted = (compile.weighted_metrics ?? []).map((given) => {
    const { key, metric } = resolveMetric(given);
    return { key: taken.has(key) ? `weighted_${key}` : key, metric, weighted: true };
  });
  return [...plain, ...weighted];
}
