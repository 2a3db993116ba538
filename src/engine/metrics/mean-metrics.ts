import * as tf from '@tensorflow/tfjs-core';
import type { MetricConfigs } from '../../keras-format/metrics.js';
import {
  binaryCrossentropy,
  categoricalCrossentropy,
  sparseCategoricalCrossentropy,
} from '../losses/crossentropies.js';
import * as distances from '../losses/distances.js';
import type { MetricInputs, MetricRule } from './metric-rule.js';
import { meanTo, perRow } from './row-means.js';

type Values<Config> = (config: Config, inputs: MetricInputs) => tf.Tensor;

/** A metric that is the weighted mean over rows of a value: the sum of weight times value, and the sum of weights. */
function mean<Config>(
  values: Values<Config>,
  options: { takesClassNumbers?: true; heedsMask?: false; finish?: (mean: number) => number } = {},
) {
  const { takesClassNumbers = false, heedsMask = true, finish = (result) => result } = options;
  const rule: MetricRule<Config> = {
    heedsMask,
    takesClassNumbers: () => takesClassNumbers,
    size: () => 2,
    sums: (config, inputs) => weightedMean(values(config, inputs), inputs.weight),
    finish: (_, sums) => finish((sums[0] ?? 0) / (sums[1] ?? 0)),
  };
  return rule;
}

/** Values of more than one axis count by their mean over all but the rows. */
function weightedMean(values: tf.Tensor, weight: tf.Tensor | undefined): tf.Tensor[] {
  const rows = values.shape[0] ?? 0;
  if (!weight) return [tf.sum(perRow(values)), tf.scalar(rows)];
  const counted = meanTo(weight.rank, values);
  return [tf.sum(perRow(tf.mul(counted, weight))), tf.sum(perRow(weight))];
}

/**
 * Metrics whose functions Keras hands targets of one number a row as they are: a vector, which meets each row of the outputs with
 * all of the batch's targets (keras/src/losses/losses.py; the others call squeeze_or_expand_to_same_rank).
 */
const MEET_ALL_ROWS: ReadonlySet<string> = new Set([
  'Poisson',
  'KLDivergence',
  'Hinge',
  'SquaredHinge',
  'CategoricalHinge',
]);

export function meetsAllRows(className: string): boolean {
  return MEET_ALL_ROWS.has(className);
}

const distance = (values: (targets: tf.Tensor, output: tf.Tensor) => tf.Tensor) =>
  mean<unknown>((_, { targets, prediction }) => values(targets, prediction.output));

/** Means of a value of each row: keras/src/metrics. */
export const MEAN_METRICS = {
  Accuracy: mean<unknown>((_, { targets, prediction }) => equalAsFloat(targets, prediction.output)),
  BinaryAccuracy: mean<MetricConfigs['BinaryAccuracy']>(({ threshold }, { targets, prediction }) =>
    tf.mean(equalAsFloat(targets, tf.cast(tf.greater(prediction.output, threshold), 'float32')), -1),
  ),
  CategoricalAccuracy: mean<unknown>((_, { targets, prediction }) =>
    equalAsFloat(tf.argMax(targets, -1), tf.argMax(prediction.output, -1)),
  ),
  SparseCategoricalAccuracy: mean<unknown>(
    (_, { targets, prediction }) => equalAsFloat(targets, tf.argMax(prediction.output, -1)),
    { takesClassNumbers: true },
  ),
  TopKCategoricalAccuracy: mean<MetricConfigs['TopKCategoricalAccuracy']>(({ k }, { targets, prediction }) =>
    inTop(tf.argMax(targets, -1), prediction.output, k),
  ),
  SparseTopKCategoricalAccuracy: mean<MetricConfigs['SparseTopKCategoricalAccuracy']>(
    ({ k }, { targets, prediction }) => inTop(targets, prediction.output, k),
    { takesClassNumbers: true },
  ),
  BinaryCrossentropy: mean<MetricConfigs['BinaryCrossentropy']>((config, { targets, prediction }) =>
    binaryCrossentropy(config, targets, prediction),
  ),
  CategoricalCrossentropy: mean<MetricConfigs['CategoricalCrossentropy']>((config, { targets, prediction }) =>
    categoricalCrossentropy(config, targets, prediction),
  ),
  SparseCategoricalCrossentropy: mean<MetricConfigs['SparseCategoricalCrossentropy']>(
    (config, { targets, prediction }) => sparseCategoricalCrossentropy(config, targets, prediction),
    { takesClassNumbers: true },
  ),
  MeanSquaredError: distance(distances.squaredError),
  MeanAbsoluteError: distance(distances.absoluteError),
  MeanAbsolutePercentageError: distance(distances.absolutePercentageError),
  MeanSquaredLogarithmicError: distance(distances.squaredLogarithmicError),
  RootMeanSquaredError: mean<unknown>(
    (_, { targets, prediction }) => tf.squaredDifference(prediction.output, targets),
    { heedsMask: false, finish: Math.sqrt },
  ),
  CosineSimilarity: distance((targets, output) => distances.cosineSimilarity(targets, output, -1)),
  LogCoshError: distance(distances.logCosh),
  KLDivergence: distance(distances.klDivergence),
  Poisson: distance(distances.poisson),
  Hinge: distance(distances.hinge),
  SquaredHinge: distance(distances.squaredHinge),
  CategoricalHinge: distance(distances.categoricalHinge),
  PearsonCorrelation: distance(pearson),
  ConcordanceCorrelation: distance(concordance),
} as const;

function equalAsFloat(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return tf.cast(tf.equal(tf.cast(a, 'float32'), tf.cast(b, 'float32')), 'float32');
}

/** Whether fewer than k outputs of a vector are larger than that of the true class (tf.math.in_top_k). */
function inTop(classes: tf.Tensor, output: tf.Tensor, k: number): tf.Tensor {
  const count = output.shape.at(-1) ?? 1;
  const chosen = tf.cast(tf.oneHot(tf.cast(classes, 'int32'), count), 'float32');
  const own = tf.sum(tf.mul(output, chosen), -1, true);
  const larger = tf.sum(tf.cast(tf.greater(output, own), 'float32'), -1);
  return tf.cast(tf.less(larger, k), 'float32');
}

/** Correlation over the last axis: keras/src/metrics/correlation_metrics.py. */
function pearson(targets: tf.Tensor, output: tf.Tensor): tf.Tensor {
  const standard = (x: tf.Tensor) => {
    const centered = tf.sub(x, tf.mean(x, -1, true));
    return tf.div(centered, tf.sqrt(tf.mean(tf.square(tf.sub(centered, tf.mean(centered, -1, true))), -1, true)));
  };
  return tf.mean(tf.mul(standard(targets), standard(output)), -1);
}

function concordance(targets: tf.Tensor, output: tf.Tensor): tf.Tensor {
  const [meanTrue, meanOutput] = [tf.mean(targets, -1, true), tf.mean(output, -1, true)];
  const variance = (x: tf.Tensor, m: tf.Tensor) => tf.mean(tf.square(tf.sub(x, m)), -1, true);
  const together = tf.mul(tf.sub(targets, meanOutput), tf.sub(output, meanOutput));
  const apart = tf.square(tf.sub(meanTrue, meanOutput));
  const norm = tf.add(tf.add(variance(targets, meanTrue), variance(output, meanOutput)), apart);
  return tf.mean(tf.div(tf.mul(2, together), tf.add(norm, 1e-7)), -1);
}
