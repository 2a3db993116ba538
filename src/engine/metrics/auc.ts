import * as tf from '@tensorflow/tfjs-core';
import type { MetricConfigs } from '../../keras-format/metrics.js';
import { sizeOf } from '../plan/network-plan.js';
import { countsOfBuckets } from './confusion-metrics.js';
import { divideOrZero, type MetricInputs, type MetricRule } from './metric-rule.js';
import { countsByBucket, countsByThresholds, labelled } from './threshold-counts.js';

type Config = MetricConfigs['AUC'];
type Curve = ReturnType<typeof countsOfBuckets>;

/**
 * The area under the ROC, precision-recall or gain curve by counts at thresholds: evenly spread ones, or the given ones between
 * just below 0 and just above 1 (keras/src/metrics/confusion_metrics.py, AUC).
 */
export const auc: MetricRule<Config> = {
  size: (config, shape) => 2 * bucketsOf(config) * labelsOf(config, sizeOf(shape)),
  sums: (config, inputs) => perLabel(config, inputs).flatMap((one) => countsFor(config, one)),
  finish: (config, sums, shape) => {
    const [all, buckets] = [Array.from(sums), bucketsOf(config)];
    const areas = Array.from({ length: labelsOf(config, sizeOf(shape)) }, (_, label) => {
      const from = 2 * buckets * label;
      return area(
        config,
        curveOf(config, all.slice(from, from + buckets), all.slice(from + buckets, from + 2 * buckets)),
      );
    });
    const weights = areas.map((_, label) => config.label_weights?.[label] ?? 1);
    const total = areas.reduce((sum, value, label) => sum + value * (weights[label] ?? 1), 0);
    return divideOrZero(
      total,
      weights.reduce((sum, weight) => sum + weight, 0),
    );
  },
};

/** Keras puts a threshold just below 0 and one just above 1 around those that are given. */
const BELOW = -1e-7;
const ABOVE = 1 + 1e-7;

function thresholdsOf({ thresholds }: Config): readonly number[] | undefined {
  return thresholds === null ? undefined : [BELOW, ...[...thresholds].sort((a, b) => a - b), ABOVE];
}

/** Below the lowest of given thresholds is a bucket too; it is part of no curve. */
function bucketsOf(config: Config): number {
  const given = thresholdsOf(config);
  return given ? given.length + 1 : config.num_thresholds;
}

function curveOf(config: Config, positives: readonly number[], negatives: readonly number[]): Curve {
  const curve = countsOfBuckets(positives, negatives);
  return thresholdsOf(config) ? curve.slice(1) : curve;
}

function countsFor(config: Config, inputs: MetricInputs): tf.Tensor[] {
  const given = labelled(inputs, { fromLogits: config.from_logits });
  const thresholds = thresholdsOf(config);
  return thresholds ? countsByThresholds(given, thresholds) : countsByBucket(given, config.num_thresholds);
}

function labelsOf({ multi_label }: Config, labels: number): number {
  return multi_label ? labels : 1;
}

function perLabel({ multi_label }: Config, inputs: MetricInputs): MetricInputs[] {
  if (!multi_label) return [inputs];
  const { targets, prediction, weight } = inputs;
  const labels = prediction.output.shape.at(-1) ?? 1;
  const column = (x: tf.Tensor, label: number) => tf.slice(tf.reshape(x, [-1, labels]), [0, label], [-1, 1]);
  return Array.from({ length: labels }, (_, label) => ({
    targets: column(targets, label),
    prediction: { ...prediction, output: column(prediction.output, label) },
    weight,
  }));
}

function area(config: Config, curve: Curve): number {
  if (config.curve === 'PR' && config.summation_method === 'interpolation') return interpolatedPrecisionRecall(curve);
  const points = curve.map(POINTS[config.curve]);
  return points.slice(1).reduce((sum, point, index) => {
    const before = points[index] ?? point;
    return sum + (before.x - point.x) * HEIGHTS[config.summation_method](before.y, point.y);
  }, 0);
}

const HEIGHTS = {
  interpolation: (a: number, b: number) => (a + b) / 2,
  minoring: Math.min,
  majoring: Math.max,
} as const;

const POINTS = {
  ROC: ({ truePositives, falsePositives, trueNegatives, falseNegatives }: Curve[number]) => ({
    x: divideOrZero(falsePositives, falsePositives + trueNegatives),
    y: divideOrZero(truePositives, truePositives + falseNegatives),
  }),
  PR: ({ truePositives, falsePositives, falseNegatives }: Curve[number]) => ({
    x: divideOrZero(truePositives, truePositives + falseNegatives),
    y: divideOrZero(truePositives, truePositives + falsePositives),
  }),
  PRGAIN: ({ truePositives, falsePositives, trueNegatives, falseNegatives }: Curve[number]) => {
    const scale = divideOrZero(truePositives + falseNegatives, trueNegatives + falsePositives);
    if (truePositives === 0) return { x: 0, y: 1 };
    return {
      x: Math.max(0, 1 - (scale * falseNegatives) / truePositives),
      y: 1 - (scale * falsePositives) / truePositives,
    };
  },
} as const;

/** Davis and Goadrich's interpolation between the points of a precision-recall curve, as Keras has it. */
function interpolatedPrecisionRecall(curve: Curve): number {
  return curve.slice(1).reduce((sum, point, index) => {
    const before = curve[index] ?? point;
    const positives = ({ truePositives, falsePositives }: Curve[number]) => truePositives + falsePositives;
    const [above, here] = [positives(before), positives(point)];
    const gained = before.truePositives - point.truePositives;
    const slope = divideOrZero(gained, Math.max(above - here, 0));
    const intercept = point.truePositives - slope * here;
    const ratio = above > 0 && here > 0 ? above / here : 1;
    const all = point.truePositives + point.falseNegatives;
    return sum + divideOrZero(slope * (gained + intercept * Math.log(ratio)), Math.max(all, 0));
  }, 0);
}
