import { useMemo } from 'preact/hooks';
import type { EpochResult } from '../../../client/src/index.js';
import { Chart, type Curve } from '../charts/chart.js';

const VALIDATION = 'val_';

/** A chart for the loss and each metric, training against validation; one of the learning rate, one of the time. */
export function Curves({ epochs }: { readonly epochs: ReadonlyMap<number, EpochResult> }) {
  const rows = useMemo(() => [...epochs.values()].sort((a, b) => a.epoch - b.epoch), [epochs]);
  const x = useMemo(() => rows.map(({ epoch }) => epoch), [rows]);
  const charts = useMemo(() => chartsOf(rows), [rows]);
  if (rows.length === 0) return <p class="quiet">The curves begin with the first epoch.</p>;
  return (
    <div class="charts">
      {charts.map(({ title, curves }) => (
        <Chart key={title} title={title} x={x} curves={curves} />
      ))}
    </div>
  );
}

function chartsOf(rows: readonly EpochResult[]): ReadonlyArray<{ title: string; curves: Curve[] }> {
  const names = new Set(rows.flatMap(({ metrics }) => Object.keys(metrics)));
  const curve = (label: string, name: string, dashed: boolean): Curve[] =>
    names.has(name)
      ? [{ label, colour: dashed ? 1 : 0, dashed, values: rows.map(({ metrics }) => numberOf(metrics[name])) }]
      : [];
  const bases = new Set([...names].map((name) => (name.startsWith(VALIDATION) ? name.slice(VALIDATION.length) : name)));
  return [
    ...[...bases].map((base) => ({
      title: base,
      curves: [...curve('training', base, false), ...curve('validation', VALIDATION + base, true)],
    })),
    {
      title: 'learning rate',
      curves: [{ label: 'learning rate', colour: 2, values: rows.map((row) => numberOf(row.learning_rate)) }],
    },
    {
      title: 'seconds per epoch',
      curves: [{ label: 'seconds', colour: 3, values: rows.map((row) => row.duration_s) }],
    },
  ];
}

/** What can be drawn of a number of the wire. */
export function numberOf(value: unknown): number | null {
  const number = value === undefined || value === null ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : null;
}
