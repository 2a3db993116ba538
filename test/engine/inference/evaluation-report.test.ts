import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { CurveCounter } from '../../../src/engine/inference/curves.js';
import { ErrorCounter } from '../../../src/engine/inference/error-counter.js';
import { floatBins, probabilityBins, ValueCounts } from '../../../src/engine/inference/value-counts.js';
import { WorstRows } from '../../../src/engine/inference/worst-rows.js';

const numbers = z.array(z.number());
const regression = z.object({
  expected: z.array(numbers),
  predicted: z.array(numbers),
  mae: z.number(),
  rmse: z.number(),
  median_absolute_error: z.number(),
  max_error: z.number(),
  mean_error: z.number(),
  r2: z.number(),
  residual_percentiles: numbers,
  absolute_percentiles: numbers,
  histogram: z.object({ counts: numbers, edges: numbers }),
});
const fixtureSchema = z.object({
  binary: z.object({
    labels: numbers,
    scores: numbers,
    roc: z.object({ fpr: numbers, tpr: numbers, thresholds: numbers }),
    roc_area: z.number(),
    precision_recall: z.object({ precision: numbers, recall: numbers, thresholds: numbers }),
    average_precision: z.number(),
  }),
  several: z.object({
    labels: numbers,
    logits: z.array(numbers),
    roc_areas: numbers,
    average_precisions: numbers,
    macro_roc_area: z.number(),
  }),
  regression,
  regression_of_columns: regression,
});
const fixture = fixtureSchema.parse(
  JSON.parse(await readFile(join('test', 'fixtures', 'evaluation', 'evaluation.json'), 'utf8')),
);

function near(actual: readonly number[], expected: readonly number[], within = 1e-12): void {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, index) => {
    const difference = Math.abs(value - (expected[index] ?? Number.NaN));
    assert.ok(difference <= within, `${value} is not ${expected[index]} (at ${index})`);
  });
}

/** As many different scores as rows, of which about a third are of the class. */
function manyScores(counter: CurveCounter, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const isPositive = row % 3 === 0;
    const part = ((row * 7919) % rows) / rows;
    counter.count(Number(isPositive), [isPositive ? Math.sqrt(part) : part ** 2], 0);
  }
}

describe('curves', () => {
  const { binary, several } = fixture;

  it("are scikit-learn's for two classes, ties and all", () => {
    const counter = CurveCounter.for(1, false);
    binary.scores.forEach((score, row) => {
      counter?.count(binary.labels[row] ?? 0, [score], 0);
    });
    const { roc, precision_recall } = counter?.report() ?? {};
    near([roc?.area ?? 0], [binary.roc_area]);
    near(roc?.points.map((point) => point.false_positive_rate) ?? [], binary.roc.fpr);
    near(roc?.points.map((point) => point.true_positive_rate) ?? [], binary.roc.tpr);
    assert.deepEqual(
      roc?.points.map(({ threshold }) => threshold),
      [null, ...binary.roc.thresholds],
    );
    near([precision_recall?.average_precision ?? 0], [binary.average_precision]);
    // scikit-learn begins with the lowest threshold, and ends with a point that has none.
    const points = precision_recall?.points.toReversed() ?? [];
    near(
      points.map(({ precision }) => precision),
      binary.precision_recall.precision.slice(0, -1),
    );
    near(
      points.map(({ recall }) => recall),
      binary.precision_recall.recall.slice(0, -1),
    );
    near(
      points.map(({ threshold }) => threshold),
      binary.precision_recall.thresholds,
    );
  });

  it('are the same for two outputs of a softmax, and for the logit of a sigmoid', () => {
    const [pairs, logits] = [CurveCounter.for(2, false), CurveCounter.for(1, true)];
    binary.scores.forEach((score, row) => {
      const label = binary.labels[row] ?? 0;
      pairs?.count(label, [1 - score, score], 0);
      logits?.count(label, [Math.log(score / (1 - score))], 0);
    });
    for (const counter of [pairs, logits]) near([counter?.report().roc?.area ?? 0], [binary.roc_area]);
  });

  it("have scikit-learn's areas for each of several classes against the rest", () => {
    const counter = CurveCounter.for(4, true);
    several.logits.forEach((row, index) => {
      counter?.count(several.labels[index] ?? 0, row, 0);
    });
    const { one_vs_rest, roc } = counter?.report() ?? {};
    assert.equal(roc, undefined);
    near([one_vs_rest?.roc_area ?? 0], [several.macro_roc_area]);
    near(one_vs_rest?.classes.map((one) => one.roc_area) ?? [], several.roc_areas);
    near(one_vs_rest?.classes.map((one) => one.average_precision) ?? [], several.average_precisions);
  });

  it('show no more than 1,000 points of many thresholds, with both ends and the area of all', () => {
    const counter = CurveCounter.for(1, false);
    if (!counter) throw new Error('two classes have curves');
    manyScores(counter, 30_000);
    const { roc } = counter.report();
    const points = roc?.points ?? [];
    assert.ok(points.length > 500 && points.length <= 1001, `${points.length} points`);
    assert.deepEqual(
      [points[0]?.true_positive_rate, points.at(-1)?.true_positive_rate, points.at(-1)?.false_positive_rate],
      [0, 1, 1],
    );
    const shown = points.slice(1).reduce((sum, point, index) => {
      const before = points[index];
      const width = point.false_positive_rate - (before?.false_positive_rate ?? 0);
      return sum + (width * (point.true_positive_rate + (before?.true_positive_rate ?? 0))) / 2;
    }, 0);
    near([shown], [roc?.area ?? 0], 1e-4);
  });

  it('are left out where a class has no rows, or an output is no number', () => {
    const alone = CurveCounter.for(1, false);
    alone?.count(1, [0.5], 0);
    assert.deepEqual(alone?.report(), {});
    const broken = CurveCounter.for(1, false);
    broken?.count(1, [0.5], 0);
    broken?.count(0, [Number.NaN], 0);
    assert.deepEqual(broken?.report(), {});
    assert.equal(CurveCounter.for(101, false), undefined);
  });
});

describe('errors in numbers', () => {
  for (const name of ['regression', 'regression_of_columns'] as const) {
    it(`are those of scikit-learn and NumPy (${name})`, () => {
      const { expected, predicted, ...found } = fixture[name];
      const width = expected[0]?.length ?? 0;
      const errors = new ErrorCounter('y', width, expected.length);
      const half = Math.floor(expected.length / 2);
      for (const [from, to] of [
        [0, half],
        [half, expected.length],
      ] as const) {
        errors.count(expected.slice(from, to).flat(), predicted.slice(from, to).flat(), (row) => from + row);
      }
      const report = errors.report();
      const { mae, rmse, median_absolute_error, max_error, mean_error, r2 } = report;
      near(
        [mae, rmse, median_absolute_error, max_error, mean_error, r2],
        [found.mae, found.rmse, found.median_absolute_error, found.max_error, found.mean_error, found.r2],
      );
      near(
        report.percentiles.map(({ residual }) => residual),
        found.residual_percentiles,
      );
      near(
        report.percentiles.map(({ absolute_error }) => absolute_error),
        found.absolute_percentiles,
      );
      assert.deepEqual(report.residuals.histogram.counts, found.histogram.counts);
      near(report.residuals.histogram.edges, found.histogram.edges);
      assert.deepEqual(
        report.residuals.points.map((point) => [point.row, point.expected, point.predicted]),
        expected.map((row, index) => [index, row[0], predicted[index]?.[0]]),
      );
    });
  }

  it('show at most 500 rows, by their numbers in the dataset', () => {
    const errors = new ErrorCounter('y', 1, 1_200);
    errors.count(new Float32Array(1_200), new Float32Array(1_200), (row) => 2 * row);
    const { points } = errors.report().residuals;
    assert.deepEqual([points.length, points[0]?.row, points[1]?.row, points.at(-1)?.row], [400, 0, 6, 2394]);
  });

  it('say that the errors are no numbers where the predictions are none', () => {
    const errors = new ErrorCounter('y', 1, 2);
    errors.count([1, 2], [Number.NaN, 2], (row) => row);
    const { mae, median_absolute_error } = errors.report();
    assert.deepEqual([mae, median_absolute_error], [Number.NaN, 0]);
  });
});

describe('values that are too many to be kept', () => {
  it('are binned, in order and near to what they were', () => {
    const counts = new ValueCounts(100, floatBins(10));
    const given = Array.from({ length: 20_000 }, (_, index) => (((index * 7919) % 20_000) - 5_000) / 7);
    for (const value of given) counts.add(value);
    assert.equal(counts.isExact, false);
    const { values, counts: times } = counts.sorted();
    assert.ok(values.length < 20_000);
    assert.equal(
      times.reduce((sum, time) => sum + time, 0),
      20_000,
    );
    assert.ok(values.every((value, index) => index === 0 || value > (values[index - 1] ?? 0)));
    const exact = given.toSorted((a, b) => a - b);
    let at = 0;
    values.forEach((value, index) => {
      const middle = exact[at + Math.floor((times[index] ?? 0) / 2)] ?? 0;
      assert.ok(Math.abs(value - middle) <= 1e-3 * Math.abs(middle) + 1e-9, `${value} for ${middle}`);
      at += times[index] ?? 0;
    });
  });

  it('leave the area of a curve as it was to a thousandth', () => {
    const bins = probabilityBins(5);
    const area = (exact: number) => {
      const [positive, negative] = [new ValueCounts(exact, bins), new ValueCounts(exact, bins)];
      for (let row = 0; row < 20_000; row++) {
        const part = (((row * 7919) % 20_000) + 0.5) / 20_000;
        if (row % 3 === 0) positive.add(Math.sqrt(part));
        else negative.add(part ** 2);
      }
      const [ours, others] = [positive.sorted(), negative.sorted()];
      let [pairs, below, at] = [0, 0, 0];
      ours.values.forEach((value, index) => {
        while (at < others.values.length && (others.values[at] ?? 0) < value) below += others.counts[at++] ?? 0;
        pairs += (ours.counts[index] ?? 0) * below;
      });
      return pairs / (6_667 * 13_333);
    };
    near([area(1_000)], [area(100_000)], 1e-3);
  });
});

describe('the worst rows', () => {
  it('are those with the largest losses, of the same the first, and one that is no number before all', () => {
    const worst = new WorstRows(3);
    [1, 5, 3, 5, Number.NaN, 0].forEach((loss, row) => {
      worst.offer(row, loss, () => ({ targets: [Float32Array.of(row)], outputs: [] }));
    });
    assert.deepEqual(
      worst.rows.map(({ row, targets }) => [row, targets[0]?.[0]]),
      [
        [4, 4],
        [1, 1],
        [3, 3],
      ],
    );
  });
});
