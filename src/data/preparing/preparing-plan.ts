import { z } from 'zod';
import { scalingSchema } from '../../keras-format/prepare.js';

/** The number of a category that the training data does not have. */
export const UNSEEN = -1;

/** A number: what stands in for a missing one, then how it is scaled. */
const numberRuleSchema = z.object({
  kind: z.literal('number'),
  scaling: scalingSchema,
  missing: z.union([z.enum(['refuse', 'drop', 'mean', 'median']), z.object({ constant: z.number() })]),
});
export type NumberRule = z.infer<typeof numberRuleSchema>;

/** The number of one of `categories`; a missing one is refused, drops its row, or counts as the category of this number. */
const categoryRuleSchema = z.object({
  kind: z.literal('category'),
  encode: z.enum(['one_hot', 'integer']),
  categories: z.int().positive(),
  unseen: z.enum(['error', 'ignore']),
  missing: z.union([z.enum(['refuse', 'drop']), z.object({ constant: z.int().nonnegative() })]),
});
export type CategoryRule = z.infer<typeof categoryRuleSchema>;

const columnRuleSchema = z.discriminatedUnion('kind', [numberRuleSchema, categoryRuleSchema]);
export type ColumnRule = z.infer<typeof columnRuleSchema>;

const tensor = { name: z.string() };

/** How the rows of one tensor are prepared. */
const tensorPlanSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('as_is'), ...tensor }),
  /** All its numbers alike, by figures of all of them: pictures. */
  z.object({ kind: z.literal('whole'), ...tensor, rule: numberRuleSchema }),
  /** The numbers of a vector without names: alike, each by figures of its own. */
  z.object({ kind: z.literal('each'), ...tensor, rule: numberRuleSchema }),
  /** The columns of a table. */
  z.object({ kind: z.literal('columns'), ...tensor, columns: z.array(columnRuleSchema) }),
]);
export type TensorPlan = z.infer<typeof tensorPlanSchema>;
/** The plan of a tensor to which something is done. */
export type ActivePlan = Exclude<TensorPlan, { kind: 'as_is' }>;

/** How raw rows become what a network takes: for each input and target of the dataset that is trained on, in its order. */
export const preparingPlanSchema = z.object({ inputs: z.array(tensorPlanSchema), targets: z.array(tensorPlanSchema) });
export type PreparingPlan = z.infer<typeof preparingPlanSchema>;

/**
 * What was found in the training rows of one tensor, a number for each column (or one for all): a number x becomes
 * (x - subtract) * multiply + add, once `fill` stands in for a missing one; null where nothing may be missing.
 */
export const tensorFiguresSchema = z.object({
  subtract: z.array(z.number()),
  multiply: z.array(z.number()),
  add: z.array(z.number()),
  fill: z.array(z.number().nullable()),
});
export type TensorFigures = z.infer<typeof tensorFiguresSchema>;

/** A preparation that has been fitted; null for tensors that stay as they are. */
export const fittedPreparationSchema = z.object({
  inputs: z.array(tensorFiguresSchema.nullable()),
  targets: z.array(tensorFiguresSchema.nullable()),
});
export type FittedPreparation = z.infer<typeof fittedPreparationSchema>;

/** The plan of a tensor and what was fitted for it: of the only one, or of the one of this name; undefined where it stays as it is. */
export function preparationOf(
  name: string,
  plans: readonly TensorPlan[],
  fitted: readonly (TensorFigures | null)[],
): { readonly plan: ActivePlan; readonly figures: TensorFigures } | undefined {
  const index = plans.length === 1 ? 0 : plans.findIndex((plan) => plan.name === name);
  const [plan, figures] = [plans[index], fitted[index] ?? null];
  return plan === undefined || plan.kind === 'as_is' || figures === null ? undefined : { plan, figures };
}

/** Numbers that one raw number becomes. */
export function widthOf(rule: ColumnRule): number {
  return rule.kind === 'category' && rule.encode === 'one_hot' ? rule.categories : 1;
}

/** The rule of a raw number of a tensor, by its place in the row. */
export function ruleAt(plan: ActivePlan, index: number): ColumnRule {
  if (plan.kind !== 'columns') return plan.rule;
  const rule = plan.columns[index];
  if (rule === undefined) throw new Error(`the plan has no column ${index}`);
  return rule;
}

/** Whether rows may be left out. */
export function mayDrop(plan: PreparingPlan): boolean {
  return [...plan.inputs, ...plan.targets].some(dropsRows);
}

/** Whether a missing number of the tensor leaves its row out. */
export function dropsRows(plan: TensorPlan): boolean {
  switch (plan.kind) {
    case 'as_is':
      return false;
    case 'columns':
      return plan.columns.some(({ missing }) => missing === 'drop');
    default:
      return plan.rule.missing === 'drop';
  }
}
