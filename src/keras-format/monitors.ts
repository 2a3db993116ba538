import { type Compile, type CompiledMetric, compiledLosses, compiledMetrics } from './compile.js';

/** Whether a value is the better the smaller or the larger it is. */
export type Direction = 'min' | 'max';

const VALIDATION = 'val_';

/** Metrics that are better the larger they are: those whose `_direction` is "up" in keras/src/metrics. */
const RISING: ReadonlySet<string> = new Set([
  'accuracy',
  'Accuracy',
  'BinaryAccuracy',
  'CategoricalAccuracy',
  'SparseCategoricalAccuracy',
  'TopKCategoricalAccuracy',
  'SparseTopKCategoricalAccuracy',
  'Precision',
  'Recall',
  'AUC',
  'SensitivityAtSpecificity',
  'SpecificityAtSensitivity',
  'PrecisionAtRecall',
  'RecallAtPrecision',
  'F1Score',
  'FBetaScore',
  'R2Score',
  'CosineSimilarity',
  'PearsonCorrelation',
  'ConcordanceCorrelation',
  'IoU',
  'BinaryIoU',
  'MeanIoU',
  'OneHotIoU',
  'OneHotMeanIoU',
]);

/** Metrics that Keras gives no direction. */
const UNDIRECTED: ReadonlySet<string> = new Set([
  'TruePositives',
  'TrueNegatives',
  'FalsePositives',
  'FalseNegatives',
  'Mean',
  'Sum',
]);

/**
 * Keys that the history of a fit has, in Keras's order: the loss, those of several outputs, the metrics, and with validation
 * the same of that. `outputs` are the names of the model's.
 */
export function historyKeys(compile: Compile, outputs: readonly string[], validates: boolean): string[] {
  const losses = compiledLosses(compile, outputs);
  const each = losses.length > 1 ? losses.map(({ key }) => key) : [];
  const keys = ['loss', ...each, ...compiledMetrics(compile, outputs).map(({ key }) => key)];
  return validates ? [...keys, ...keys.map((key) => `${VALIDATION}${key}`)] : keys;
}

/**
 * Which way a monitored value improves. `auto` asks the metric of that name; undefined where it does not say
 * (keras/src/callbacks/monitor_callback.py).
 */
export function directionOf(
  monitor: string,
  mode: 'auto' | Direction,
  metrics: readonly CompiledMetric[],
): Direction | undefined {
  if (mode !== 'auto') return mode;
  const key = monitor.startsWith(VALIDATION) ? monitor.slice(VALIDATION.length) : monitor;
  const named = metrics.findLast((metric) => metric.key === key);
  if (named === undefined) return key === 'loss' || key.endsWith('_loss') ? 'min' : undefined;
  const className = typeof named.metric === 'string' ? named.metric : named.metric.class_name;
  if (UNDIRECTED.has(className)) return undefined;
  return RISING.has(className) ? 'max' : 'min';
}
