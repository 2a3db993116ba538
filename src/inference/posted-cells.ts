import { z } from 'zod';
import type { ColumnFeature, TensorSpec } from '../data/dataset-spec.js';
import { listed } from '../data/faults.js';
import { finiteNumber, type JsonPlace, jsonError } from '../data/json-rows.js';
import { type ColumnRule, type TensorPlan, UNSEEN } from '../data/preparing/preparing-plan.js';
import { toPointer } from '../errors.js';

/** What may stand for a missing value: nothing, or null where the preparation has a rule for it. */
const missingSchema = z.enum(['refused', 'accepted', 'dropped']);

/** How the cells of a column are posted. */
export const cellRuleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), missing: missingSchema }),
  /** By name; a name that is not among them is refused unless unseen ones are ignored. */
  z.object({
    kind: z.literal('category'),
    missing: missingSchema,
    categories: z.array(z.string()),
    ignoresUnseen: z.boolean(),
  }),
]);
export type CellRule = z.infer<typeof cellRuleSchema>;

/** The rules of the columns of an input; undefined where its rows are numbers that are always there. */
export function cellRulesOf(input: TensorSpec, plan: TensorPlan | undefined): CellRule[] | undefined {
  if (plan?.kind !== 'columns') return undefined;
  return plan.columns.map((rule, column) => cellRuleOf(rule, input.features?.[column]));
}

function cellRuleOf(rule: ColumnRule, feature: ColumnFeature | undefined): CellRule {
  const missing = rule.missing === 'refuse' ? 'refused' : rule.missing === 'drop' ? 'dropped' : 'accepted';
  if (rule.kind === 'number' || feature?.kind !== 'category') return { kind: 'number', missing };
  return { kind: 'category', missing, categories: feature.categories, ignoresUnseen: rule.unseen === 'ignore' };
}

/**
 * The raw number of a posted cell, NaN where it is missing and may be.
 * @throws {InvalidError} that points at it, below `pointer` at `path`.
 */
export function cellValue(
  value: unknown,
  rule: CellRule | undefined,
  pointer: string,
  path: readonly (string | number)[],
): number {
  if (rule === undefined) return finiteNumber(value, pointer, path);
  const error = (detail: string) => jsonError(pointer + toPointer(path), detail, value);
  if (value === null) {
    if (rule.missing === 'accepted') return Number.NaN;
    throw error(
      rule.missing === 'dropped'
        ? 'is missing; rows that lack it were left out of the training, and cannot be predicted'
        : 'is missing, and the fit does not say what stands in for it',
    );
  }
  if (rule.kind === 'number') return finiteNumber(value, pointer, path);
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw error('must be the name of a category');
  }
  const number = rule.categories.indexOf(String(value));
  if (number === UNSEEN && !rule.ignoresUnseen) throw error(`must be one of the categories ${listed(rule.categories)}`);
  return number;
}

/** Writes the cells of a row that is an array, in the order of the columns, into `out`. @throws {InvalidError} */
export function fillCells(
  row: unknown,
  cells: readonly CellRule[],
  { pointer, path }: JsonPlace,
  out: Float32Array,
): void {
  if (!Array.isArray(row)) throw jsonError(pointer + toPointer(path), `must be an array of ${cells.length} cells`, row);
  if (row.length !== cells.length) {
    throw jsonError(pointer + toPointer(path), `has ${row.length} cells; the model takes rows of ${cells.length}`);
  }
  cells.forEach((cell, index) => {
    out[index] = cellValue(row[index], cell, pointer, [...path, index]);
  });
}
