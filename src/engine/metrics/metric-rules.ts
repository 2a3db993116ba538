import type * as tf from '@tensorflow/tfjs-core';
import type { ObjectOf } from '../../keras-format/keras-object.js';
import type { MetricConfigs, MetricName } from '../../keras-format/metrics.js';
import type { Shape } from '../plan/network-plan.js';
import { auc } from './auc.js';
import { CONFUSION_METRICS } from './confusion-metrics.js';
import { F_SCORES } from './f-scores.js';
import { IOU_METRICS } from './iou.js';
import { MEAN_METRICS } from './mean-metrics.js';
import type { MetricInputs, MetricRule } from './metric-rule.js';
import { r2Score } from './r2-score.js';

const RULES: { readonly [Name in MetricName]: MetricRule<MetricConfigs[Name]> } = {
  ...MEAN_METRICS,
  ...CONFUSION_METRICS,
  ...F_SCORES,
  ...IOU_METRICS,
  AUC: auc,
  R2Score: r2Score,
};

/** How many numbers a metric adds up; `shape` is that of one row of the output. */
export function metricSize<Name extends MetricName>(metric: ObjectOf<MetricConfigs, Name>, shape: Shape): number {
  return RULES[metric.class_name].size(metric.config, shape);
}

/** What a batch adds to a metric's numbers. */
export function metricSums<Name extends MetricName>(
  metric: ObjectOf<MetricConfigs, Name>,
  inputs: MetricInputs,
): readonly tf.Tensor[] {
  return RULES[metric.class_name].sums(metric.config, inputs);
}

/** Whether steps that a mask leaves out do not count in a metric. */
export function heedsMask(name: MetricName): boolean {
  return RULES[name].heedsMask === true;
}

/** What is reported of a metric's numbers. */
export function finishMetric<Name extends MetricName>(
  metric: ObjectOf<MetricConfigs, Name>,
  sums: ArrayLike<number>,
  shape: Shape,
): number {
  return RULES[metric.class_name].finish(metric.config, sums, shape);
}

/** Whether a metric's targets are class numbers instead of vectors of the output's shape. */
export function takesClassNumbers<Name extends MetricName>(metric: ObjectOf<MetricConfigs, Name>): boolean {
  return RULES[metric.class_name].takesClassNumbers?.(metric.config) === true;
}
