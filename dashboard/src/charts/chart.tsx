import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { figure } from '../shell/text.js';

/** One line of a chart; null where there is no value. */
export interface Curve {
  readonly label: string;
  readonly values: ReadonlyArray<number | null>;
  /** Number of its colour; curves of one thing, such as training and validation, may share it. */
  readonly colour: number;
  readonly dashed?: boolean;
  /** Points that no line joins. */
  readonly dots?: boolean;
}

export interface ChartProps {
  readonly title: string;
  readonly x: readonly number[];
  readonly curves: readonly Curve[];
  readonly xLabel?: string;
  /** The same length for both axes, from 0 to 1. */
  readonly unit?: boolean;
}

const HEIGHT = 220;
const COLOURS = 8;

export function Chart({ title, x, curves, xLabel = 'epoch', unit = false }: ChartProps) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const data = useRef<uPlot.AlignedData>([[]]);
  data.current = [[...x], ...curves.map(({ values }) => [...values])] as uPlot.AlignedData;
  const shape = JSON.stringify([
    xLabel,
    unit,
    curves.map(({ label, colour, dashed, dots }) => [label, colour, dashed, dots]),
  ]);

  useEffect(() => {
    const place = holder.current;
    if (!place) return;
    const make = () => {
      plot.current?.destroy();
      plot.current = new uPlot(optionsFor(place, curves, xLabel, unit), data.current, place);
    };
    make();
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', make);
    const resized = new ResizeObserver(() => {
      if (place.clientWidth > 0) plot.current?.setSize({ width: place.clientWidth, height: HEIGHT });
    });
    resized.observe(place);
    return () => {
      resized.disconnect();
      scheme.removeEventListener('change', make);
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [shape]);
  useEffect(() => plot.current?.setData(data.current), [x, curves]);

  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <ul class="legend">
        {curves.map(({ label, colour, dashed, dots }) => (
          <li key={label} class={`c${colour % COLOURS}${dashed ? ' dashed' : ''}${dots ? ' dots' : ''}`}>
            {label}
          </li>
        ))}
      </ul>
      <div ref={holder} role="img" aria-label={spoken(title, curves)} />
    </figure>
  );
}

/** What a screen reader says of the curves: where each stands. */
function spoken(title: string, curves: readonly Curve[]): string {
  const ends = curves.map(({ label, values }) => {
    const known = values.filter((value) => value !== null);
    if (known.length === 0) return `${label}: no values yet`;
    return `${label} from ${figure(known[0])} to ${figure(known.at(-1))} over ${known.length} points`;
  });
  return `${title}. ${ends.join('; ')}.`;
}

function optionsFor(place: HTMLElement, curves: readonly Curve[], xLabel: string, unit: boolean): uPlot.Options {
  const style = getComputedStyle(place);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis = { stroke: colour('--quiet'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
  return {
    width: Math.max(place.clientWidth, 200),
    height: HEIGHT,
    legend: { show: false },
    cursor: { drag: { x: true, y: false } },
    scales: { x: { time: false, ...(unit ? { range: [0, 1] } : {}) }, y: unit ? { range: [0, 1] } : {} },
    axes: [
      {
        ...axis,
        size: 30,
        ...(xLabel === 'epoch' ? {} : { label: xLabel, labelSize: 22, labelGap: 0 }),
        ...(xLabel !== 'epoch'
          ? {}
          : { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000] }),
      },
      {
        ...axis,
        size: 62,
        values: (_, ticks) =>
          ticks.map((tick) => (tick === null ? '' : tick.toLocaleString('en', { maximumSignificantDigits: 6 }))),
      },
    ],
    series: [
      {},
      ...curves.map((curve) => ({
        label: curve.label,
        stroke: colour(`--c${curve.colour % COLOURS}`),
        width: 2,
        ...(curve.dashed ? { dash: [6, 4] } : {}),
        ...(curve.dots ? { paths: () => null } : {}),
        spanGaps: true,
        points: curve.dots ? { show: true, size: 5 } : { show: curve.values.length < 2 },
      })),
    ],
  };
}
