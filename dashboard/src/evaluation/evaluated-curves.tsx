import { useMemo } from 'preact/hooks';
import type { Evaluation } from '../../../client/src/index.js';
import { Chart } from '../charts/chart.js';
import { CountBars } from '../charts/histogram.js';
import { figure } from '../shell/text.js';

/** Of two classes: how the second is told from the first, at every threshold. */
export function TwoClasses({ evaluation: { roc, precision_recall } }: { readonly evaluation: Evaluation }) {
  const recalled = useMemo(
    () => [...(precision_recall?.points ?? [])].sort((a, b) => a.recall - b.recall || b.precision - a.precision),
    [precision_recall],
  );
  if (!roc || !precision_recall) return null;
  const found = roc.points.map((point) => point.true_positive_rate);
  return (
    <>
      <h2>At every threshold</h2>
      <div class="charts">
        <Chart
          title={`ROC, area ${figure(roc.area)}`}
          unit
          x={roc.points.map((point) => point.false_positive_rate)}
          xLabel="false positive rate"
          curves={[{ label: 'true positive rate', colour: 0, values: found }]}
        />
        <Chart
          title={`Precision and recall, average precision ${figure(precision_recall.average_precision)}`}
          unit
          x={recalled.map(({ recall }) => recall)}
          xLabel="recall"
          curves={[{ label: 'precision', colour: 3, values: recalled.map(({ precision }) => precision) }]}
        />
      </div>
    </>
  );
}

type OutputErrors = NonNullable<Evaluation['errors']>[number];

/** Of an output of numbers: its errors, as figures, by their size, and of single rows. */
export function Errors({ errors }: { readonly errors: OutputErrors }) {
  const { output, residuals } = errors;
  const points = useMemo(
    () =>
      residuals.points
        .map(({ expected, predicted }) => ({ expected: Number(expected), predicted: Number(predicted) }))
        .filter(({ expected, predicted }) => Number.isFinite(expected) && Number.isFinite(predicted))
        .sort((a, b) => a.expected - b.expected),
    [residuals],
  );
  const expected = points.map((point) => point.expected);
  const facts: ReadonlyArray<readonly [string, unknown]> = [
    ['Mean absolute error', errors.mae],
    ['Root mean squared error', errors.rmse],
    ['Median absolute error', errors.median_absolute_error],
    ['Largest error', errors.max_error],
    ['R²', errors.r2],
  ];
  return (
    <section aria-label={`Errors of ${output}`}>
      <h2>Errors of {output}</h2>
      <dl class="facts card">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="number">{figure(value)}</dd>
          </div>
        ))}
      </dl>
      <div class="charts">
        <Chart
          title="Predicted by expected"
          x={expected}
          xLabel="expected"
          curves={[
            { label: 'predicted', colour: 0, dots: true, values: points.map(({ predicted }) => predicted) },
            { label: 'no error', colour: 1, dashed: true, values: expected },
          ]}
        />
        <div class="chart">
          <CountBars
            label="Rows by expected − predicted"
            counts={residuals.histogram.counts}
            ends={[figure(residuals.histogram.edges[0]), figure(residuals.histogram.edges.at(-1))]}
          />
        </div>
      </div>
    </section>
  );
}
