import { z } from 'zod';
import { jsonNumbersSchema } from '../../http/json-number.js';
import { pageOf, pageQuery } from '../../http/pagination.js';
import { checkpointLabelSchema, epochSchema, jobIdSchema, versionSchema } from '../inference-schemas.js';

const MOST_TARGETS = 2;
const MOST_WEIGHT = 1_000_000;

/** What changed what a model is served by. */
export const SERVING_ACTIONS = ['put', 'rollback', 'reset'] as const;

const share = {
  weight: z
    .int()
    .min(0)
    .max(MOST_WEIGHT)
    .default(1)
    .describe('its part of the requests, against the weight of the other; 0 leaves it to those who ask for its label'),
  label: checkpointLabelSchema.optional(),
};

const targetSchema = z.union([
  z.strictObject({ job: jobIdSchema, epoch: epochSchema, ...share }),
  z.strictObject({ version: versionSchema.describe('stands for the final weights of its job'), ...share }),
]);
export type PostedTarget = z.infer<typeof targetSchema>;

export const newServingSchema = z
  .strictObject({
    targets: z
      .array(targetSchema)
      .min(1)
      .max(MOST_TARGETS)
      .superRefine((targets, context) => {
        if (targets.length > 0 && targets.every(({ weight }) => weight === 0)) {
          context.addIssue({ code: 'custom', path: [0, 'weight'], message: 'must not be 0 for all targets' });
        }
        const [first, second] = targets;
        if (first?.label !== undefined && first.label === second?.label) {
          context.addIssue({ code: 'custom', path: [1, 'label'], message: 'must not be that of the other target' });
        }
      })
      .describe('one checkpoint, or two that share the requests'),
  })
  .meta({ id: 'NewServing', description: 'What a model is to answer with' });

const servedSchema = z.object({
  job: z.string(),
  epoch: z.int(),
  version: z.int().nullable().describe('of the job; null while it has not succeeded'),
  weight: z.int(),
  label: z.string().nullable(),
});

export const servingSchema = z
  .object({
    model: z.string(),
    revision: z.int().describe('counts the changes of what the model answers with; 0 before the first'),
    pinned: z.boolean().describe('false: the final weights of the newest succeeded job answer, whichever that is'),
    targets: z.array(servedSchema).describe('empty while nothing can answer'),
    action: z.enum(SERVING_ACTIONS).nullable().describe('what made this revision; null before the first'),
    previous: z.int().nullable().describe('the revision that a rollback returns to; null where there is none'),
    created_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Serving', description: 'What a model answers with where a request does not choose' });
export type ServingView = z.infer<typeof servingSchema>;

export const servingPageSchema = pageOf(servingSchema);

const number = z.preprocess(
  (text) => (typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : text),
  z.int().positive().max(999_999_999),
);

export const numberedPageQuerySchema = z.strictObject({
  ...pageQuery,
  after: number.optional().describe('the last number of the page before'),
});
export type NumberedPageQuery = z.infer<typeof numberedPageQuerySchema>;

export const versionViewSchema = z
  .object({
    version: z.int().describe('from 1 on for each model, in the order in which its jobs succeeded'),
    job: z.string(),
    epoch: z.int().nullable().describe('whose weights are the final ones'),
    metrics: jsonNumbersSchema,
    served: z.boolean().describe('whether requests that do not choose are answered by it'),
    label: z.string().nullable().describe('by which it is served'),
    finished_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ModelVersion', description: 'A job that has succeeded' });
export type VersionView = z.infer<typeof versionViewSchema>;

export const versionPageSchema = pageOf(versionViewSchema);
