import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/database/package-root.js';

/** A picture of curves, and the file that holds it. */
export interface Picture {
  readonly path: string;
  readonly svg: string;
}

interface Curve {
  readonly name: string;
  readonly values: readonly number[];
}

const PAGE = 'docs/tutorial.md';
/** `<!-- curves layers.svg: title -->`, and the output of the next command: a line for each curve, its name and its values. */
const MARKED = /^<!-- curves (\S+): (.*?) -->\n.*?^```text\n(.*?)^```$/gms;

const [WIDTH, HEIGHT] = [760, 340];
const PLOT = { left: 56, right: 560, top: 44, bottom: 290 };
const LABEL_HEIGHT = 18;
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2];
const MOST_TICKS = 7;

const STYLE = `
    svg { font-family: ui-sans-serif, system-ui, 'Segoe UI', Helvetica, Arial, sans-serif; font-size: 13px }
    .paper { fill: #ffffff; stroke: #d0d7de } .ink { fill: #1f2328 } .faint { fill: #57606a } .grid { stroke: #d8dee4 }
    path { fill: none; stroke-width: 2.2; stroke-linejoin: round }
    .c0 { stroke: #0969da } .c1 { stroke: #bc4c00 } .c2 { stroke: #1a7f37 } .c3 { stroke: #8250df } .c4 { stroke: #9a6700 } .c5 { stroke: #cf222e }
    @media (prefers-color-scheme: dark) {
      .paper { fill: #0d1117; stroke: #30363d } .ink { fill: #e6edf3 } .faint { fill: #9198a1 } .grid { stroke: #30363d }
      .c0 { stroke: #58a6ff } .c1 { stroke: #ffa657 } .c2 { stroke: #56d364 } .c3 { stroke: #d2a8ff } .c4 { stroke: #e3b341 } .c5 { stroke: #ff7b72 }
    }`;

/** The pictures of the tutorial, drawn from the figures that stand in its text. */
export async function picturesOfTutorial(): Promise<Picture[]> {
  const text = await readFile(join(packageRoot, PAGE), 'utf8');
  return [...text.matchAll(MARKED)].map(([, file = '', title = '', output = '']) => ({
    path: join(packageRoot, 'docs', file),
    svg: curvesAsSvg(title, output.trim().split('\n').map(curveOf)),
  }));
}

export async function writeCurves(): Promise<void> {
  for (const { path, svg } of await picturesOfTutorial()) await writeFile(path, svg);
}

/** `momentum 0.9: 0.8512 0.8906 0.9`: a name, and a value for each epoch. */
function curveOf(line: string): Curve {
  const colon = line.lastIndexOf(':');
  return {
    name: line.slice(0, colon),
    values: line
      .slice(colon + 1)
      .trim()
      .split(/\s+/)
      .map(Number),
  };
}

function curvesAsSvg(title: string, curves: readonly Curve[]): string {
  const all = curves.flatMap(({ values }) => values);
  const step = STEPS.find((size) => (Math.max(...all) - Math.min(...all)) / size < MOST_TICKS - 1) ?? 1;
  const low = Math.floor(Math.min(...all) / step) * step;
  const ticks = Array.from(
    { length: Math.ceil((Math.max(...all) - low) / step) + 1 },
    (_, index) => low + index * step,
  );
  const high = ticks.at(-1) ?? 1;
  const epochs = Math.max(...curves.map(({ values }) => values.length));
  const x = (epoch: number) => PLOT.left + ((epoch - 1) / Math.max(1, epochs - 1)) * (PLOT.right - PLOT.left);
  const y = (value: number) => PLOT.bottom - ((value - low) / (high - low)) * (PLOT.bottom - PLOT.top);
  const labels = apart(curves.map(({ values }) => y(values.at(-1) ?? low)));
  const described = curves.map(({ name, values }) => `${name} ends at ${values.at(-1)}`).join('; ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title desc">
  <title id="title">${title}</title>
  <desc id="desc">After ${epochs} epochs: ${described}.</desc>
  <style>${STYLE}
  </style>
  <rect class="paper" x="0.5" y="0.5" width="${WIDTH - 1}" height="${HEIGHT - 1}" rx="10"/>
  <text class="ink" x="20" y="26" font-weight="600">${title}</text>
${ticks.map((tick) => `  <line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${at(y(tick))}" y2="${at(y(tick))}"/><text class="faint" x="${PLOT.left - 8}" y="${at(y(tick) + 4)}" text-anchor="end">${tick.toFixed(2)}</text>`).join('\n')}
${Array.from({ length: epochs }, (_, index) => `  <text class="faint" x="${at(x(index + 1))}" y="${PLOT.bottom + 20}" text-anchor="middle">${index + 1}</text>`).join('\n')}
  <text class="faint" x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT.bottom + 40}" text-anchor="middle">epoch</text>
${curves
  .map(({ name, values }, index) => {
    const line = values
      .map((value, epoch) => `${epoch === 0 ? 'M' : 'L'}${at(x(epoch + 1))} ${at(y(value))}`)
      .join(' ');
    const label = labels[index] ?? 0;
    return `  <path class="c${index}" d="${line}"/>
  <path class="c${index}" d="M${PLOT.right + 8} ${at(label)} h18"/><text class="ink" x="${PLOT.right + 32}" y="${at(label + 4)}">${name}</text>`;
  })
  .join('\n')}
</svg>
`;
}

const at = (place: number) => Number(place.toFixed(1));

/** The same places, moved down where two labels would stand on one another. */
function apart(places: readonly number[]): number[] {
  const moved = [...places];
  const order = places.map((_, index) => index).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  let least = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    moved[index] = Math.max(moved[index] ?? 0, least);
    least = (moved[index] ?? 0) + LABEL_HEIGHT;
  }
  return moved;
}
