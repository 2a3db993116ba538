import * as tf from '@tensorflow/tfjs-core';
import type { ObjectOf } from '../../keras-format/keras-object.js';
import type { MetricConfigs } from '../../keras-format/metrics.js';
import { lossValues } from '../losses/loss-functions.js';
import type { Prediction } from '../network.js';

type MetricFunction<Name extends keyof MetricConfigs> = (
  config: MetricConfigs[Name],
  targets: tf.Tensor,
  prediction: Prediction,
) => tf.Tensor;

/**
 * A metric's value for each row or vector; the metric is their mean over the epoch. `finish` turns that mean into what is
 * reported.
 */
const VALUES: { readonly [Name in keyof MetricConfigs]: MetricFunction<Name> } = {
  BinaryAccuracy: ({ threshold }, targets, { output }) =>
    tf.mean(equalAsFloat(targets, tf.cast(tf.greater(output, threshold), 'float32')), -1),
  CategoricalAccuracy: (_, targets, { output }) => equalAsFloat(tf.argMax(targets, -1), tf.argMax(output, -1)),
  SparseCategoricalAccuracy: (_, targets, { output }) => equalAsFloat(targets, tf.argMax(output, -1)),
  BinaryCrossentropy: (config, targets, prediction) =>
    lossValues({ class_name: 'BinaryCrossentropy', config }, targets, prediction),
  CategoricalCrossentropy: (config, targets, prediction) =>
    lossValues({ class_name: 'CategoricalCrossentropy', config }, targets, prediction),
  SparseCategoricalCrossentropy: (config, targets, prediction) =>
    lossValues({ class_name: 'SparseCategoricalCrossentropy', config }, targets, prediction),
  MeanSquaredError: (_, targets, { output }) => tf.mean(tf.squaredDifference(output, targets), -1),
  MeanAbsoluteError: (_, targets, { output }) => tf.mean(tf.abs(tf.sub(output, targets)), -1),
  RootMeanSquaredError: (_, targets, { output }) => tf.mean(tf.squaredDifference(output, targets), -1),
};

/** The metric of each row of a batch. Formulas: keras/src/metrics. */
export function metricValues<Name extends keyof MetricConfigs>(
  metric: ObjectOf<MetricConfigs, Name>,
  targets: tf.Tensor,
  prediction: Prediction,
): tf.Tensor {
  return VALUES[metric.class_name](metric.config, targets, prediction);
}

/** What is reported of the mean of a metric's values. */
export function finishMetric(name: keyof MetricConfigs, mean: number): number {
  return name === 'RootMeanSquaredError' ? Math.sqrt(mean) : mean;
}

/** Whether a metric's targets are class numbers instead of vectors of the output's shape. */
export function takesClassNumbers(name: keyof MetricConfigs): boolean {
  return name === 'SparseCategoricalAccuracy' || name === 'SparseCategoricalCrossentropy';
}

function equalAsFloat(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return tf.cast(tf.equal(tf.cast(a, 'float32'), tf.cast(b, 'float32')), 'float32');
}
