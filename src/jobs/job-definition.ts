import { z } from 'zod';
import { datasetSpecSchema } from '../data/dataset-spec.js';
import { preparingPlanSchema } from '../data/preparing/preparing-plan.js';
import { recodingSchema } from '../data/preparing/recoding.js';
import { modelDefinitionSchema } from '../engine/training-spec.js';

/** A dataset as it was when the job was made; `sha256` names its content. */
export const jobDatasetSchema = z.object({ id: z.string(), spec: datasetSpecSchema, sha256: z.string() });

/**
 * What a job trains, as it was when the fit was asked for: later changes of the model or a deletion of the dataset do not
 * change it. It is stored as JSON and parsed when it is read.
 */
export const jobDefinitionSchema = modelDefinitionSchema.extend({
  dataset: jobDatasetSchema,
  validation: jobDatasetSchema.optional(),
  /** How the rows are prepared; `recoding` is for those of the validation. What is fitted stands in the job's row. */
  preparing: z.object({ plan: preparingPlanSchema, recoding: recodingSchema.optional() }).optional(),
  /** Another job's checkpoint whose weights the first epoch starts from. */
  initial: z.object({ job: z.string(), epoch: z.int().positive() }).optional(),
});
export type JobDefinition = z.infer<typeof jobDefinitionSchema>;
