import { z } from 'zod';
import { summarySchema } from '../engine/plan/summary.js';
import { pageOf } from '../http/pagination.js';
import { queryBoolean } from '../http/query.js';
import { postedArchitectureSchema } from '../keras-format/architecture.js';
import { compileSchema } from '../keras-format/compile.js';
import { modelStatusSchema } from './version-status.js';

/** How many of its jobs a model lists; `GET /v1/jobs?model=` has them all. */
export const MAX_JOBS_LISTED = 20;

const MAX_NAME_LENGTH = 200;

/** A model's name is for people: any text on one line, and two models may have the same. */
const nameSchema = z
  .string()
  .min(1)
  .max(MAX_NAME_LENGTH)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be text without control characters')
  .regex(/\S/, 'must not be blank');

export const newModelSchema = z
  .strictObject({
    name: nameSchema,
    architecture: postedArchitectureSchema,
    compile: compileSchema.optional(),
  })
  .meta({
    id: 'NewModel',
    description: 'A model to create',
    examples: [
      {
        name: 'regression',
        architecture: { layers: [{ class_name: 'Dense', config: { units: 1, input_shape: [4] } }] },
        compile: { optimizer: 'sgd', loss: 'mse', metrics: ['mae'] },
      },
    ],
  });
export type NewModel = z.infer<typeof newModelSchema>;

export const newModelQuerySchema = z.strictObject({
  dry_run: queryBoolean().default(false).describe('check and summarize the model, and store nothing'),
});

const kerasObject = z.looseObject({ class_name: z.string(), config: z.record(z.string(), z.unknown()) });

/** A model as it is answered. What was posted has been checked, so its fields are not taken apart again. */
export const modelSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    architecture: z
      .object({
        class_name: z.enum(['Sequential', 'Functional']),
        module: z.string().describe('where Keras finds the class; each layer has its own'),
        config: z.looseObject({ name: z.string(), layers: z.array(kerasObject) }),
      })
      .describe(
        'what was posted, in the form of `model.to_json()`, with every layer named and every default filled in',
      ),
    compile: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('what was posted, with every default filled in; null until the model is compiled'),
    summary: summarySchema,
    jobs: z
      .array(z.string())
      .describe(`ids of its newest ${MAX_JOBS_LISTED} jobs, newest first; \`GET /v1/jobs?model=\` lists them all`),
    ...modelStatusSchema.shape,
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Model' });
export type ModelView = z.infer<typeof modelSchema>;

/** What a dry run answers: the model as it would be, with nothing to refer to it by. */
export const dryRunSchema = modelSchema
  .extend({ id: z.null(), created_at: z.null() })
  .meta({ id: 'ModelDryRun', description: 'A model that was checked and not stored' });
export type DryRunView = z.infer<typeof dryRunSchema>;

export const modelPageSchema = pageOf(modelSchema);

export const modelParamsSchema = z.strictObject({ id: z.string() });
