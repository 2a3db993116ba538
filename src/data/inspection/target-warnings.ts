import type { TargetSpec } from '../dataset-spec.js';
import type { TensorStatistics } from '../statistics.js';
import type { InspectedDataset } from './inspected-columns.js';
import { type DatasetWarning, listedIn, theNames } from './warning.js';

const FEWEST_ROWS_OF_CLASS = 10;
/** One class has so many times the rows of another. */
const MOST_IMBALANCE = 10;
/** A mean squared error of targets that vary more than this has gradients that destroy the weights. */
const MOST_DEVIATION = 1000;
/** Below this everything is rare, and rows in order are chance. */
const FEWEST_ROWS = 20;

interface ClassCount {
  readonly class: string;
  readonly count: number;
}

/** What is odd about what is to be learned. */
export function targetWarnings({ spec, statistics }: InspectedDataset): DatasetWarning[] {
  if (spec.rows < FEWEST_ROWS) return [];
  const isScaled = (spec.prepare?.target?.scaling ?? 'none') !== 'none';
  const of = spec.targets.flatMap((target, index) => {
    const figures = statistics.tensors[spec.inputs.length + index];
    const name = spec.targets.length === 1 ? 'The target' : `The target ${JSON.stringify(target.name)}`;
    return figures === undefined ? [] : warningsOf(name, target, figures, isScaled);
  });
  // Several targets may be odd in the same way; each code comes once.
  return of.filter(({ code }, index) => of.findIndex((other) => other.code === code) === index);
}

function warningsOf(name: string, target: TargetSpec, figures: TensorStatistics, isScaled: boolean): DatasetWarning[] {
  if ('classes' in figures) return classWarnings(name, figures.classes, figures.stretches);
  if ('groups' in figures) return [];
  const all = 'columns' in figures ? figures.columns : [figures.values];
  const deviation = Math.max(...all.map((one) => one.standard_deviation));
  const sorted = 'values' in figures && (figures.values.order ?? 'none') !== 'none' && target.shape.length === 0;
  return [
    ...(sorted ? [sortedByTarget(name)] : []),
    ...(deviation > MOST_DEVIATION && !isScaled ? [largeTargets(name, deviation)] : []),
  ];
}

function classWarnings(name: string, classes: readonly ClassCount[], stretches: number | undefined): DatasetWarning[] {
  const rare = classes.filter(({ count }) => count < FEWEST_ROWS_OF_CLASS);
  const counts = classes.map(({ count }) => count);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const warnings: DatasetWarning[] = [];
  if (rare.length > 0) {
    const names = rare.map((one) => one.class);
    const detail = `${theNames('class', 'classes', names)} ${rare.length === 1 ? 'has' : 'have as few as'} ${least} of the rows: too few to be learned, and maybe none to be validated on. \`split\` with \`stratify\` puts each class on both sides.`;
    warnings.push({ code: 'rare_class', detail, ...listedIn('classes', names) });
  }
  if (most >= MOST_IMBALANCE * least) {
    const ends = [most, least].map((count) => classes.find((one) => one.count === count)?.class ?? '');
    const detail = `${name} has ${most} rows of the class ${JSON.stringify(ends[0])} and ${least} of ${JSON.stringify(ends[1])}: the accuracy of a model that has learned nothing looks good. \`class_weight\` evens them out.`;
    warnings.push({ code: 'imbalanced_classes', detail, ...listedIn('classes', ends) });
  }
  if (stretches === classes.length && classes.length > 1) warnings.push(sortedByTarget(name));
  return warnings;
}

function sortedByTarget(name: string): DatasetWarning {
  const detail = `${name} comes in order: the last rows, which \`validation_split\` holds out, are others than those that train. \`"split": {"method": "random"}\` draws them from all.`;
  return { code: 'sorted_by_target', detail };
}

function largeTargets(name: string, deviation: number): DatasetWarning {
  const detail = `${name} varies by ${Number(deviation.toPrecision(3))} (standard deviation), from which losses and gradients become too large. \`"prepare": {"target": {"scaling": "standardize"}}\` scales it, and predictions come back in its unit.`;
  return { code: 'large_targets', detail };
}
