import { z } from 'zod';
import { type Metric, type MetricName, metricObjectSchema } from './metrics.js';
import { SHORT_ERROR_NAMES, toSnakeCase } from './names.js';

/** `accuracy` is not a class but a question that output and targets answer. */
export const ACCURACY = 'accuracy';

/** Metrics that a name alone says, for all their fields have defaults. */
const NAMED_CLASSES = [
  'BinaryAccuracy',
  'CategoricalAccuracy',
  'SparseCategoricalAccuracy',
  'TopKCategoricalAccuracy',
  'SparseTopKCategoricalAccuracy',
  'TruePositives',
  'TrueNegatives',
  'FalsePositives',
  'FalseNegatives',
  'Precision',
  'Recall',
  'AUC',
  'R2Score',
  'PearsonCorrelation',
  'ConcordanceCorrelation',
  'BinaryIoU',
  'BinaryCrossentropy',
  'CategoricalCrossentropy',
  'SparseCategoricalCrossentropy',
  'MeanSquaredError',
  'MeanAbsoluteError',
  'MeanAbsolutePercentageError',
  'MeanSquaredLogarithmicError',
  'RootMeanSquaredError',
  'CosineSimilarity',
  'LogCoshError',
  'KLDivergence',
  'Poisson',
  'Hinge',
  'SquaredHinge',
  'CategoricalHinge',
] as const satisfies readonly MetricName[];

/** Keras's other names besides the class names and their snake_case. */
const SHORT_NAMES: Readonly<Record<string, MetricName | typeof ACCURACY>> = {
  acc: ACCURACY,
  accuracy: ACCURACY,
  Accuracy: ACCURACY,
  ...SHORT_ERROR_NAMES,
};
const CLASS_OF = new Map<string, MetricName | typeof ACCURACY>([
  ...NAMED_CLASSES.flatMap((name) => [[toSnakeCase(name), name] as const, [name, name] as const]),
  ...Object.entries(SHORT_NAMES),
]);

/** Names that Keras gives objects where they are not the snake_case of the class. */
const OWN_NAMES: ReadonlyMap<MetricName, string> = new Map([
  ['LogCoshError', 'logcosh'],
  ['FBetaScore', 'fbeta_score'],
]);

/** A metric as a client posts it: by one of Keras's names, or as an object. */
export const metricSchema = z.union([z.enum([...CLASS_OF.keys()]), metricObjectSchema]);
export type PostedMetric = z.infer<typeof metricSchema>;

/** A metric with its name in the history; `accuracy` still has to be resolved from the shapes. */
export interface ResolvedMetric {
  readonly name: string;
  readonly metric: Metric | typeof ACCURACY;
}

/** Keras's name in the history (the string as given, or the name of the object) and the metric with its defaults. */
export function resolveMetric(given: PostedMetric): ResolvedMetric {
  if (typeof given !== 'string') {
    const { class_name, config } = given;
    return { name: config.name ?? OWN_NAMES.get(class_name) ?? toSnakeCase(class_name), metric: given };
  }
  const className = CLASS_OF.get(given) ?? ACCURACY;
  return { name: given, metric: className === ACCURACY ? ACCURACY : metricOf(className) };
}

/** The metric of this class with its defaults. */
export function metricOf(className: MetricName): Metric {
  return metricObjectSchema.parse({ class_name: className, config: {} });
}
