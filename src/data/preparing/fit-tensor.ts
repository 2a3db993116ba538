import type { Scaling } from '../../keras-format/prepare.js';
import { ColumnFigures } from './column-figures.js';
import { Medians } from './medians.js';
import { type ActivePlan, type ColumnRule, ruleAt, type TensorFigures } from './preparing-plan.js';

/** Nothing can be fitted: the training rows lack what a rule needs. `column` is the place in the row. */
export class UnfitError extends Error {
  override readonly name = 'UnfitError';
  readonly column: number;

  constructor(column: number, detail: string) {
    super(detail);
    this.column = column;
  }
}

/**
 * Fits the preparation of one tensor in as many passes over its training rows as its rules need.
 * @param passes begins a pass over the rows, as whole rows of `width` numbers.
 * @throws {UnfitError} when a value is wanted of a column that has none.
 */
export async function fitTensor(
  plan: ActivePlan,
  width: number,
  passes: () => AsyncIterable<Float32Array>,
): Promise<TensorFigures> {
  const columns = plan.kind === 'whole' ? 1 : width;
  const places = [...Array(columns).keys()];
  const rules = places.map((column) => ruleAt(plan, column));
  const figures = new ColumnFigures(columns);
  const medianOf = places.filter((column) => rules[column]?.missing === 'median');
  const medians = new Medians(medianOf, columns);
  if (rules.some(isFitted)) {
    for await (const rows of passes()) {
      figures.add(rows);
      if (!medians.isDone) medians.add(rows);
    }
    if (!medians.isDone) medians.endPass();
  }
  while (!medians.isDone) {
    for await (const rows of passes()) medians.add(rows);
    medians.endPass();
  }
  const found = new Map(medians.results().map((median, index) => [medianOf[index], median]));
  const fills = rules.map((rule, column) => fillOf(rule, column, figures, found.get(column)));
  const scalings = rules.map((rule, column) => scalingOf(rule, column, figures, fills[column] ?? undefined));
  return {
    subtract: scalings.map(({ subtract }) => subtract),
    multiply: scalings.map(({ multiply }) => multiply),
    add: scalings.map(({ add }) => add),
    fill: fills,
  };
}

/** Whether the rule needs to see the rows. */
function isFitted(rule: ColumnRule): boolean {
  return (
    rule.kind === 'number' && (isFittedScaling(rule.scaling) || rule.missing === 'mean' || rule.missing === 'median')
  );
}

function isFittedScaling(scaling: Scaling): boolean {
  return scaling === 'standardize' || scaling === 'minmax';
}

function fillOf(rule: ColumnRule, column: number, figures: ColumnFigures, median: number | undefined): number | null {
  switch (rule.missing) {
    case 'refuse':
    case 'drop':
      return null;
    case 'mean':
    case 'median':
      if (figures.count(column) === 0) {
        throw new UnfitError(
          column,
          `has no value in the rows that train, of which the ${rule.missing} could be taken`,
        );
      }
      // As the rows are: 32-bit floats, so that a filled cell is one that could have stood there.
      return Math.fround(rule.missing === 'mean' ? figures.mean(column) : (median ?? 0));
    default:
      return rule.missing.constant;
  }
}

const UNSCALED = { subtract: 0, multiply: 1, add: 0 };

function scalingOf(rule: ColumnRule, column: number, figures: ColumnFigures, fill: number | undefined) {
  if (rule.kind === 'category' || rule.scaling === 'none') return UNSCALED;
  if (typeof rule.scaling === 'object') {
    return { subtract: 0, multiply: rule.scaling.rescale.scale, add: rule.scaling.rescale.offset };
  }
  const { mean, deviation, min, max, count } = figures.filled(column, fill);
  if (count === 0) throw new UnfitError(column, `has no value in the rows that train, by which it could be scaled`);
  return rule.scaling === 'standardize'
    ? { subtract: mean, multiply: 1 / (deviation || 1), add: 0 }
    : { subtract: min, multiply: 1 / (max - min || 1), add: 0 };
}
