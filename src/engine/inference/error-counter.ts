import type { ErrorsReport } from './evaluation-report.js';
import { histogram, quantiles } from './quantiles.js';
import { floatBins, type SortedValues, ValueCounts } from './value-counts.js';

/** Residuals that are kept as they are: 8 MB; beyond them bins of a thousandth of the number. */
const EXACT_RESIDUALS = 2 ** 20;
const BINS = floatBins(10);
const HISTOGRAM_BINS = 40;
const MOST_POINTS = 500;
const PERCENTS = [1, 5, 10, 25, 50, 75, 90, 95, 99];

/** Measures how far the predictions of one output are from its targets, in whatever unit they are given. */
export class ErrorCounter {
  readonly #name: string;
  /** Numbers in a row. */
  readonly #width: number;
  readonly #stride: number;
  readonly #residuals = new ValueCounts(EXACT_RESIDUALS, BINS);
  readonly #points: { row: number; expected: number; predicted: number }[] = [];
  /** Of each column of the target: mean, squared distance from it, and squared error. */
  readonly #means: Float64Array;
  readonly #spread: Float64Array;
  readonly #squares: Float64Array;
  #rows = 0;
  #absolute = 0;
  #sum = 0;
  #largest = 0;

  constructor(name: string, width: number, rows: number) {
    this.#name = name;
    this.#width = width;
    this.#stride = Math.max(1, Math.ceil(rows / MOST_POINTS));
    this.#means = new Float64Array(width);
    this.#spread = new Float64Array(width);
    this.#squares = new Float64Array(width);
  }

  /** Counts the rows of a batch, laid out one after another; `rowOf` is the number of each in the dataset. */
  count(targets: ArrayLike<number>, outputs: ArrayLike<number>, rowOf: (row: number) => number): void {
    const rows = outputs.length / this.#width;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < this.#width; column++) {
        const at = row * this.#width + column;
        this.#countOne(column, targets[at] ?? Number.NaN, outputs[at] ?? Number.NaN);
      }
      if (this.#rows % this.#stride === 0) {
        const at = row * this.#width;
        const [expected = Number.NaN, predicted = Number.NaN] = [targets[at], outputs[at]];
        this.#points.push({ row: rowOf(row), expected, predicted });
      }
      this.#rows++;
    }
  }

  report(): ErrorsReport {
    const count = this.#rows * this.#width;
    const squares = this.#squares.reduce((sum, own) => sum + own, 0);
    const residuals = this.#residuals.sorted();
    const absolute = magnitudes(residuals);
    const parts = PERCENTS.map((percent) => percent / 100);
    const [ofResiduals, ofAbsolute] = [quantiles(residuals, parts), quantiles(absolute, parts)];
    return {
      output: this.#name,
      mae: this.#absolute / count,
      rmse: Math.sqrt(squares / count),
      median_absolute_error: quantiles(absolute, [0.5])[0] ?? Number.NaN,
      max_error: this.#largest,
      mean_error: this.#sum / count,
      r2: this.#squares.reduce((sum, own, column) => sum + score(own, this.#spread[column] ?? 0), 0) / this.#width,
      percentiles: PERCENTS.map((percent, index) => ({
        percent,
        absolute_error: ofAbsolute[index] ?? Number.NaN,
        residual: ofResiduals[index] ?? Number.NaN,
      })),
      residuals: { histogram: histogram(residuals, HISTOGRAM_BINS), points: this.#points },
    };
  }

  #countOne(column: number, expected: number, predicted: number): void {
    const residual = expected - predicted;
    const size = Math.abs(residual);
    this.#residuals.add(residual);
    this.#absolute += size;
    this.#sum += residual;
    this.#largest = Math.max(this.#largest, size);
    this.#squares[column] = (this.#squares[column] ?? 0) + residual * residual;
    // Welford's way: the sum of squares less the square of the sum would cancel.
    const mean = this.#means[column] ?? 0;
    const next = mean + (expected - mean) / (this.#rows + 1);
    this.#means[column] = next;
    this.#spread[column] = (this.#spread[column] ?? 0) + (expected - mean) * (expected - next);
  }
}

/** R², as scikit-learn has it for targets that do not vary. */
function score(squares: number, spread: number): number {
  if (spread === 0) return squares === 0 ? 1 : 0;
  return 1 - squares / spread;
}

/** The same numbers without their signs. */
function magnitudes({ values, counts }: SortedValues): SortedValues {
  const order = [...values.keys()].sort((a, b) => Math.abs(values[a] ?? 0) - Math.abs(values[b] ?? 0));
  return {
    values: Float64Array.from(order, (index) => Math.abs(values[index] ?? 0)),
    counts: Float64Array.from(order, (index) => counts[index] ?? 0),
  };
}
