import * as tf from '@tensorflow/tfjs-core';
import type { MetricConfigs } from '../../keras-format/metrics.js';
import { asFactor, type MetricRule } from './metric-rule.js';

const EPSILON = 1e-7;
const NEARLY_ZERO = 1e-9;

type Config = Omit<MetricConfigs['FBetaScore'], 'beta' | 'name'> & { readonly beta?: number };

/** (1 + beta^2) p r / (beta^2 p + r) of each class, averaged (keras/src/metrics/f_score_metrics.py). */
function fScore<Own extends Config>(): MetricRule<Own> {
  return {
    size: ({ average }, shape) => 4 * (average === 'micro' ? 1 : (shape.at(-1) ?? 1)),
    sums: ({ average, threshold }, { targets, prediction: { output }, weight }) => {
      const chosen = tf.cast(threshold === null ? isLargest(output) : tf.greater(output, threshold), 'float32');
      const total = (x: tf.Tensor) => {
        const weighted = weight ? tf.mul(x, asFactor(weight, x.rank)) : x;
        return average === 'micro' ? tf.sum(weighted) : tf.sum(weighted, 0);
      };
      const hits = tf.mul(chosen, targets);
      return [total(hits), total(tf.sub(chosen, hits)), total(tf.sub(targets, hits)), total(targets)];
    },
    finish: ({ average, beta = 1 }, sums) => {
      const classes = sums.length / 4;
      const part = (index: number) => Array.from({ length: classes }, (_, place) => sums[index * classes + place] ?? 0);
      const [hits, wrong, missed, counts] = [part(0), part(1), part(2), part(3)];
      const scores = hits.map((hit, place) => {
        const precision = hit / (hit + (wrong[place] ?? 0) + EPSILON);
        const recall = hit / (hit + (missed[place] ?? 0) + EPSILON);
        return ((precision * recall) / (beta ** 2 * precision + recall + EPSILON)) * (1 + beta ** 2);
      });
      const total = counts.reduce((sum, count) => sum + count, 0);
      const shareOf = (place: number) =>
        average === 'weighted' ? (counts[place] ?? 0) / (total + EPSILON) : 1 / classes;
      return scores.reduce((sum, score, place) => sum + score * shareOf(place), 0);
    },
  };
}

function isLargest(output: tf.Tensor): tf.Tensor {
  const largest = tf.max(output, -1, true);
  return tf.logicalAnd(tf.greaterEqual(output, largest), tf.greater(tf.abs(output), NEARLY_ZERO));
}

export const F_SCORES = {
  F1Score: fScore<MetricConfigs['F1Score']>(),
  FBetaScore: fScore<MetricConfigs['FBetaScore']>(),
} as const;
