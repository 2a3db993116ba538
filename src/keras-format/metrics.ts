import { z } from 'zod';
import { type ConfigsOf, kerasObject, nameSchema, neutral } from './keras-object.js';
import { toSnakeCase } from './names.js';

const common = {
  name: nameSchema.optional(),
  dtype: neutral(['float32', null], 'another dtype'),
};
const threshold = { threshold: z.number().default(0.5) };
const crossentropy = {
  from_logits: z.boolean().default(false),
  axis: neutral([-1], 'another axis'),
};
const labelSmoothing = { label_smoothing: z.number().min(0).max(1).default(0) };

/** Metrics with Keras 3's fields and defaults (keras/src/metrics). `Accuracy` by string is resolved from loss and shapes. */
export const metricObjectSchema = z
  .discriminatedUnion('class_name', [
    kerasObject('BinaryAccuracy', { ...common, ...threshold }),
    kerasObject('CategoricalAccuracy', common),
    kerasObject('SparseCategoricalAccuracy', common),
    kerasObject('BinaryCrossentropy', { ...common, ...crossentropy, ...labelSmoothing }),
    kerasObject('CategoricalCrossentropy', { ...common, ...crossentropy, ...labelSmoothing }),
    kerasObject('SparseCategoricalCrossentropy', {
      ...common,
      ...crossentropy,
      ignore_class: neutral([null], 'ignore_class'),
    }),
    kerasObject('MeanSquaredError', common),
    kerasObject('MeanAbsoluteError', common),
    kerasObject('RootMeanSquaredError', common),
  ])
  .meta({ id: 'Metric', description: 'A metric with its own parameters' });
export type Metric = z.infer<typeof metricObjectSchema>;
export type MetricName = Metric['class_name'];
export type MetricConfigs = ConfigsOf<Metric>;

/** `accuracy` is not a class but a question that loss and shapes answer. */
const ACCURACY = 'accuracy';
const CLASS_OF = {
  accuracy: ACCURACY,
  acc: ACCURACY,
  binary_accuracy: 'BinaryAccuracy',
  BinaryAccuracy: 'BinaryAccuracy',
  categorical_accuracy: 'CategoricalAccuracy',
  CategoricalAccuracy: 'CategoricalAccuracy',
  sparse_categorical_accuracy: 'SparseCategoricalAccuracy',
  SparseCategoricalAccuracy: 'SparseCategoricalAccuracy',
  binary_crossentropy: 'BinaryCrossentropy',
  bce: 'BinaryCrossentropy',
  BCE: 'BinaryCrossentropy',
  BinaryCrossentropy: 'BinaryCrossentropy',
  categorical_crossentropy: 'CategoricalCrossentropy',
  CategoricalCrossentropy: 'CategoricalCrossentropy',
  sparse_categorical_crossentropy: 'SparseCategoricalCrossentropy',
  SparseCategoricalCrossentropy: 'SparseCategoricalCrossentropy',
  mean_squared_error: 'MeanSquaredError',
  mse: 'MeanSquaredError',
  MSE: 'MeanSquaredError',
  MeanSquaredError: 'MeanSquaredError',
  mean_absolute_error: 'MeanAbsoluteError',
  mae: 'MeanAbsoluteError',
  MAE: 'MeanAbsoluteError',
  MeanAbsoluteError: 'MeanAbsoluteError',
  RootMeanSquaredError: 'RootMeanSquaredError',
} as const satisfies Record<string, MetricName | typeof ACCURACY>;
type MetricAlias = keyof typeof CLASS_OF;
const isAlias = (name: string): name is MetricAlias => Object.hasOwn(CLASS_OF, name);
const METRIC_NAMES = Object.keys(CLASS_OF).filter(isAlias);

/** A metric as a client posts it: by one of Keras's names, or as an object. */
export const metricSchema = z.union([z.enum(METRIC_NAMES), metricObjectSchema]);

/** A metric with its key in the history; `accuracy` still has to be resolved from loss and shapes. */
export interface ResolvedMetric {
  readonly key: string;
  readonly metric: Metric | typeof ACCURACY;
}

/** Keras's history key (the string as given, or the snake_case name of the object) and the metric with its defaults. */
export function resolveMetric(given: z.infer<typeof metricSchema>): ResolvedMetric {
  if (typeof given !== 'string') return { key: given.config.name ?? toSnakeCase(given.class_name), metric: given };
  const className = CLASS_OF[given];
  if (className === ACCURACY) return { key: given, metric: ACCURACY };
  return { key: given, metric: metricObjectSchema.parse({ class_name: className, config: {} }) };
}
