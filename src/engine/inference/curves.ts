import type { CurvesReport, OneVsRest } from './evaluation-report.js';
import { type Bins, probabilityBins, ValueCounts } from './value-counts.js';

/** Scores that are kept as they are, of all classes together: 16 MB. */
const EXACT_SCORES = 2 ** 21;
/** More classes are counted in the confusion matrix alone. */
const MOST_CLASSES = 100;
const MOST_POINTS = 1000;
/** Beyond the exact scores, 32 bins for each doubling of the odds. */
const BINS = probabilityBins(5);

/** Scores of the rows of a class, and of all others. */
class ScoreCounts {
  readonly #positive: ValueCounts;
  readonly #negative: ValueCounts;

  constructor(exact: number, bins: Bins) {
    this.#positive = new ValueCounts(exact, bins);
    this.#negative = new ValueCounts(exact, bins);
  }

  add(score: number, isPositive: boolean): void {
    (isPositive ? this.#positive : this.#negative).add(score);
  }

  /** How many rows of the class and others score at least as much, for each different score from the highest on. */
  steps(): Steps {
    const [positive, negative] = [this.#positive.sorted(), this.#negative.sorted()];
    const steps: Steps = { thresholds: [], truePositives: [], falsePositives: [] };
    let [p, n] = [positive.values.length - 1, negative.values.length - 1];
    let [truePositives, falsePositives] = [0, 0];
    while (p >= 0 || n >= 0) {
      const threshold = Math.max(positive.values[p] ?? -1, negative.values[n] ?? -1);
      if (positive.values[p] === threshold) truePositives += positive.counts[p--] ?? 0;
      if (negative.values[n] === threshold) falsePositives += negative.counts[n--] ?? 0;
      steps.thresholds.push(threshold);
      steps.truePositives.push(truePositives);
      steps.falsePositives.push(falsePositives);
    }
    return steps;
  }
}

interface Steps {
  readonly thresholds: number[];
  readonly truePositives: number[];
  readonly falsePositives: number[];
}

/** Counts how well probabilities tell classes apart, whatever the threshold: of two classes the second against the first, of more each against the rest. */
export class CurveCounter {
  readonly #classes: number;
  readonly #units: number;
  readonly #fromLogits: boolean;
  /** For two classes one, of the second. */
  readonly #scores: readonly ScoreCounts[];
  #hasNaN = false;

  private constructor(units: number, fromLogits: boolean) {
    this.#units = units;
    this.#classes = Math.max(2, units);
    this.#fromLogits = fromLogits;
    const length = this.#classes === 2 ? 1 : this.#classes;
    const exact = Math.floor(EXACT_SCORES / length / 2);
    this.#scores = Array.from({ length }, () => new ScoreCounts(exact, BINS));
  }

  /** @param units numbers in one row of output: a probability of the second class, or one for each class; logits where `fromLogits`. */
  static for(units: number, fromLogits: boolean): CurveCounter | undefined {
    return units > MOST_CLASSES ? undefined : new CurveCounter(units, fromLogits);
  }

  /** Counts one row of outputs, from `start` on. */
  count(trueClass: number, outputs: ArrayLike<number>, start: number): void {
    const total = this.#units > 1 && this.#fromLogits ? logSum(outputs, start, this.#units) : 0;
    this.#scores.forEach((scores, index) => {
      const own = this.#classes === 2 ? 1 : index;
      const output = outputs[start + (this.#units === 1 ? 0 : own)] ?? Number.NaN;
      const score = this.#fromLogits ? probability(output, this.#units, total) : output;
      if (Number.isNaN(score)) this.#hasNaN = true;
      scores.add(score, trueClass === own);
    });
  }

  /** Nothing where outputs are no numbers; where a class has no rows, or no others, nothing of it. */
  report(): CurvesReport {
    if (this.#hasNaN) return {};
    const [only] = this.#scores;
    if (this.#classes === 2 && only) return curves(only.steps());
    const areas = this.#scores.flatMap((scores, index) => areasOf(scores.steps(), index));
    if (areas.length === 0) return {};
    const mean = (of: (one: OneVsRest) => number) => areas.reduce((sum, one) => sum + of(one), 0) / areas.length;
    return {
      one_vs_rest: {
        roc_area: mean(({ roc_area }) => roc_area),
        average_precision: mean(({ average_precision }) => average_precision),
        classes: areas,
      },
    };
  }
}

function logSum(outputs: ArrayLike<number>, start: number, units: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let unit = 0; unit < units; unit++) largest = Math.max(largest, outputs[start + unit] ?? Number.NaN);
  let sum = 0;
  for (let unit = 0; unit < units; unit++) sum += Math.exp((outputs[start + unit] ?? Number.NaN) - largest);
  return largest + Math.log(sum);
}

function probability(logit: number, units: number, logTotal: number): number {
  return units === 1 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit - logTotal);
}

function areasOf(steps: Steps, class_index: number): OneVsRest[] {
  const { roc, precision_recall } = curves(steps);
  if (!roc || !precision_recall) return [];
  return [{ class_index, roc_area: roc.area, average_precision: precision_recall.average_precision }];
}

/** As scikit-learn's roc_curve, roc_auc_score, precision_recall_curve and average_precision_score have them. */
function curves({ thresholds, truePositives, falsePositives }: Steps): CurvesReport {
  const [positives, negatives] = [truePositives.at(-1) ?? 0, falsePositives.at(-1) ?? 0];
  if (positives === 0 || negatives === 0) return {};
  const at = (index: number) => ({ tp: truePositives[index] ?? 0, fp: falsePositives[index] ?? 0 });
  let [area, averagePrecision] = [0, 0];
  let before = { tp: 0, fp: 0 };
  for (const index of thresholds.keys()) {
    const { tp, fp } = at(index);
    area += ((fp - before.fp) * (tp + before.tp)) / 2;
    averagePrecision += ((tp - before.tp) * tp) / (tp + fp);
    before = { tp, fp };
  }
  const shown = thin(thresholds.length, (index) => at(index).tp / positives + at(index).fp / negatives);
  return {
    roc: {
      area: area / (positives * negatives),
      points: [
        { threshold: null, false_positive_rate: 0, true_positive_rate: 0 },
        ...shown.map((index) => ({
          threshold: thresholds[index] ?? 0,
          false_positive_rate: at(index).fp / negatives,
          true_positive_rate: at(index).tp / positives,
        })),
      ],
    },
    precision_recall: {
      average_precision: averagePrecision / positives,
      points: shown.map((index) => {
        const { tp, fp } = at(index);
        return { threshold: thresholds[index] ?? 0, precision: tp / (tp + fp), recall: tp / positives };
      }),
    },
  };
}

/** At most MOST_POINTS of `count` points of a curve whose `way` grows from 0 to 2: the first, the last, and others about as far apart. */
function thin(count: number, way: (index: number) => number): number[] {
  const all = Array.from({ length: count }, (_, index) => index);
  if (count <= MOST_POINTS) return all;
  const stretch = 2 / (MOST_POINTS - 2);
  let last = Number.NEGATIVE_INFINITY;
  return all.filter((index) => {
    const stretchOf = Math.floor(way(index) / stretch);
    const isShown = index === count - 1 || stretchOf > last;
    if (isShown) last = stretchOf;
    return isShown;
  });
}
