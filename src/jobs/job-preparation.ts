import { z } from 'zod';
import type { TargetSpec } from '../data/dataset-spec.js';
import {
  type FittedPreparation,
  fittedPreparationSchema,
  preparingPlanSchema,
  ruleAt,
  type TensorFigures,
  type TensorPlan,
} from '../data/preparing/preparing-plan.js';
import type { Database } from '../database/client.js';
import { NotFoundError } from '../errors.js';
import { isId } from '../ids.js';
import { missingRuleSchema, scalingSchema } from '../keras-format/prepare.js';
import { jobDatasetSchema } from './job-definition.js';

const columnSchema = z.object({
  name: z.string().nullable().describe('null where one line is for all numbers of an input'),
  subtract: z.number(),
  multiply: z.number(),
  add: z.number().describe('a number x becomes (x - subtract) * multiply + add'),
  scaling: scalingSchema.optional().describe('of numbers'),
  missing: missingRuleSchema,
  fill: z.number().nullable().describe('what stands in for a missing number; null where nothing does'),
  encode: z.enum(['one_hot', 'integer']).optional().describe('of categories'),
  categories: z.array(z.string()).optional(),
});
const tensorSchema = z.object({ name: z.string(), columns: z.array(columnSchema) });

/** How a job's rows are prepared, as the API answers it. */
export const preparationSchema = z.object({ inputs: z.array(tensorSchema), targets: z.array(tensorSchema) }).meta({
  id: 'Preparation',
  description: 'What is done to raw rows; inputs and targets that stay as they are, are left out',
});
export type PreparationView = z.infer<typeof preparationSchema>;

const rowSchema = z.object({
  dataset: jobDatasetSchema,
  plan: preparingPlanSchema.nullable(),
  preparation: fittedPreparationSchema.nullable(),
});

/**
 * What was fitted on the rows that a job trains on.
 * @throws {NotFoundError} of the job; of the `preparation` where its rows stay as they are, or nothing has been fitted yet.
 */
export async function findPreparation(
  { pool }: Pick<Database, 'pool'>,
  projectId: string,
  id: string,
): Promise<PreparationView> {
  const { rows } = isId(id)
    ? await pool.query(
        `SELECT definition->'dataset' AS dataset, definition->'preparing'->'plan' AS plan, preparation FROM jobs
         WHERE project_id = $1 AND id = $2`,
        [projectId, id],
      )
    : { rows: [] };
  if (rows[0] === undefined) throw new NotFoundError('job', id);
  const { dataset, plan, preparation } = rowSchema.parse(rows[0]);
  if (plan === null || preparation === null) throw new NotFoundError('preparation', id);
  const { inputs, targets } = dataset.spec;
  const view = (part: keyof FittedPreparation, tensors: readonly TargetSpec[]) =>
    plan[part].flatMap((how, index) => tensorView(how, preparation[part][index] ?? null, tensors[index]));
  return { inputs: view('inputs', inputs), targets: view('targets', targets) };
}

function tensorView(how: TensorPlan, figures: TensorFigures | null, tensor: TargetSpec | undefined) {
  if (how.kind === 'as_is' || figures === null) return [];
  const columns = figures.subtract.map((subtract, index) => {
    const rule = ruleAt(how, index);
    const feature = tensor?.features?.[index];
    const { encode, scaling } = { encode: undefined, scaling: undefined, ...rule };
    return {
      name: how.kind === 'whole' ? null : (tensor?.columns?.[index] ?? String(index)),
      subtract,
      multiply: figures.multiply[index] ?? 1,
      add: figures.add[index] ?? 0,
      missing: rule.missing,
      fill: figures.fill[index] ?? null,
      ...(scaling && { scaling }),
      ...(encode && { encode }),
      ...(feature?.kind === 'category' && { categories: feature.categories }),
    };
  });
  return [{ name: how.name, columns }];
}
