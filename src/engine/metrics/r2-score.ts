import * as tf from '@tensorflow/tfjs-core';
import type { MetricConfigs } from '../../keras-format/metrics.js';
import { asFactor, type MetricRule } from './metric-rule.js';

/** 1 - residual / total sum of squares of each output, averaged (keras/src/metrics/regression_metrics.py, R2Score). */
export const r2Score: MetricRule<MetricConfigs['R2Score']> = {
  size: (_, shape) => 4 * (shape.at(-1) ?? 1) + 1,
  sums: (_, { targets, prediction: { output }, weight }) => {
    const factor = weight ? tf.mul(tf.onesLike(targets), asFactor(weight, targets.rank)) : tf.onesLike(targets);
    const weighted = tf.mul(targets, factor);
    const residual = tf.mul(tf.squaredDifference(targets, output), factor);
    const parts = [weighted, tf.mul(targets, weighted), residual, factor].map((part) => tf.sum(part, 0));
    return [...parts, tf.scalar(targets.size)];
  },
  finish: ({ class_aggregation, num_regressors }, sums) => {
    const outputs = (sums.length - 1) / 4;
    const at = (part: number, place: number) => sums[part * outputs + place] ?? 0;
    const places = Array.from({ length: outputs }, (_, place) => place);
    const totals = places.map((place) => at(1, place) - at(0, place) ** 2 / at(3, place));
    const scores = places.map((place) => {
      const score = 1 - at(2, place) / (totals[place] ?? 0);
      return Math.abs(score) === Number.POSITIVE_INFINITY ? 0 : score;
    });
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const score =
      class_aggregation === 'uniform_average'
        ? sum(scores) / outputs
        : sum(scores.map((value, place) => value * (totals[place] ?? 0))) / sum(totals);
    const samples = sums[4 * outputs] ?? 0;
    if (num_regressors === 0 || num_regressors >= samples - 1) return score;
    return 1 - ((1 - score) * (samples - 1)) / (samples - num_regressors - 1);
  },
};
