import type { MetricConfigs } from '../../keras-format/metrics.js';
import { divideOrZero, type MetricRule } from './metric-rule.js';
import { countsAbove, countsByBucket, fromHere, type LabelChoice, labelled } from './threshold-counts.js';

const BELOW_ALL = -1e10;
const DEFAULT_THRESHOLD = 0.5;

interface Counts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

type Thresholds = number | readonly number[] | null;

/** A metric of the confusion matrix at one threshold. */
function atThreshold<Config extends { thresholds: Thresholds; top_k?: number | null; class_id?: number | null }>(
  result: (counts: Counts) => number,
): MetricRule<Config> {
  return {
    size: () => 4,
    sums: ({ thresholds, top_k = null, class_id = null }, inputs) => {
      const choice: LabelChoice = { classId: class_id, topK: top_k };
      return countsAbove(labelled(inputs, choice), thresholdOf(thresholds, top_k));
    },
    finish: (_, sums) => {
      const [truePositives = 0, falsePositives = 0, positives = 0, negatives = 0] = Array.from(sums);
      return result({
        truePositives,
        falsePositives,
        trueNegatives: negatives - falsePositives,
        falseNegatives: positives - truePositives,
      });
    },
  };
}

function thresholdOf(given: Thresholds, topK: number | null): number {
  if (typeof given === 'number') return given;
  return given?.[0] ?? (topK === null ? DEFAULT_THRESHOLD : BELOW_ALL);
}

/** The best of one rate where another is at least what is asked for, over evenly spread thresholds. */
function bestWhere<Config extends { num_thresholds: number; class_id: number | null }>(
  wanted: (config: Config) => number,
  constrained: (counts: Counts) => number,
  dependent: (counts: Counts) => number,
): MetricRule<Config> {
  return {
    size: ({ num_thresholds }) => (num_thresholds === 1 ? 4 : 2 * num_thresholds),
    sums: ({ num_thresholds, class_id }, inputs) => {
      const given = labelled(inputs, { classId: class_id });
      return num_thresholds === 1 ? countsAbove(given, DEFAULT_THRESHOLD) : countsByBucket(given, num_thresholds);
    },
    finish: (config, sums) => {
      const feasible = curveOf(config.num_thresholds, Array.from(sums)).filter(
        (counts) => constrained(counts) >= wanted(config),
      );
      return Math.max(0, ...feasible.map(dependent));
    },
  };
}

function curveOf(thresholds: number, sums: readonly number[]): Counts[] {
  if (thresholds === 1) {
    const [truePositives = 0, falsePositives = 0, positives = 0, negatives = 0] = sums;
    const trueNegatives = negatives - falsePositives;
    return [{ truePositives, falsePositives, trueNegatives, falseNegatives: positives - truePositives }];
  }
  return countsOfBuckets(sums.slice(0, thresholds), sums.slice(thresholds));
}

/** The confusion matrix at each threshold, from positives and negatives by bucket. */
export function countsOfBuckets(positives: readonly number[], negatives: readonly number[]): Counts[] {
  const [above, wrongly] = [fromHere(positives), fromHere(negatives)];
  const [allPositive, allNegative] = [above[0] ?? 0, wrongly[0] ?? 0];
  return above.map((truePositives, index) => {
    const falsePositives = wrongly[index] ?? 0;
    return {
      truePositives,
      falsePositives,
      trueNegatives: allNegative - falsePositives,
      falseNegatives: allPositive - truePositives,
    };
  });
}

const precision = ({ truePositives, falsePositives }: Counts) =>
  divideOrZero(truePositives, truePositives + falsePositives);
const recall = ({ truePositives, falseNegatives }: Counts) =>
  divideOrZero(truePositives, truePositives + falseNegatives);
const specificity = ({ trueNegatives, falsePositives }: Counts) =>
  divideOrZero(trueNegatives, trueNegatives + falsePositives);

/** keras/src/metrics/confusion_metrics.py. */
export const CONFUSION_METRICS = {
  TruePositives: atThreshold<MetricConfigs['TruePositives']>((counts) => counts.truePositives),
  TrueNegatives: atThreshold<MetricConfigs['TrueNegatives']>((counts) => counts.trueNegatives),
  FalsePositives: atThreshold<MetricConfigs['FalsePositives']>((counts) => counts.falsePositives),
  FalseNegatives: atThreshold<MetricConfigs['FalseNegatives']>((counts) => counts.falseNegatives),
  Precision: atThreshold<MetricConfigs['Precision']>(precision),
  Recall: atThreshold<MetricConfigs['Recall']>(recall),
  SensitivityAtSpecificity: bestWhere<MetricConfigs['SensitivityAtSpecificity']>(
    (config) => config.specificity,
    specificity,
    recall,
  ),
  SpecificityAtSensitivity: bestWhere<MetricConfigs['SpecificityAtSensitivity']>(
    (config) => config.sensitivity,
    recall,
    specificity,
  ),
  PrecisionAtRecall: bestWhere<MetricConfigs['PrecisionAtRecall']>((config) => config.recall, recall, precision),
  RecallAtPrecision: bestWhere<MetricConfigs['RecallAtPrecision']>((config) => config.precision, precision, recall),
} as const;
