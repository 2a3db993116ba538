import { z } from 'zod';
import { jsonNumberSchema } from '../http/json-number.js';

const MAX_TOP_K = 1000;
export const MAX_BATCH_SIZE = 1_000_000;
export const ID_LENGTH = 100;
/** What Postgres keeps epochs in. */
const MAX_EPOCH = 2 ** 31 - 1;

export const jobIdSchema = z.string().min(1).max(ID_LENGTH);
export const epochSchema = z.int().positive().max(MAX_EPOCH);
export const versionSchema = z.int().positive().max(MAX_EPOCH);
export const checkpointLabelSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
    'must be 1 to 63 letters, digits, ".", "_" or "-", first a letter or digit',
  )
  .describe('a name for what is served, such as `stable` or `canary`');

const CHECKPOINT_NAMES = ['served', 'final', 'latest', 'best'] as const;

/** Which weights of a model answer. */
export const checkpointChoiceSchema = z
  .union([
    z.enum(CHECKPOINT_NAMES),
    z.strictObject({ job: jobIdSchema, epoch: epochSchema }),
    z.strictObject({ version: versionSchema }),
    z.strictObject({ label: checkpointLabelSchema }),
  ])
  .describe(
    'which weights answer: `served` those that `/v1/models/{id}/serving` names, `final` those of the newest succeeded job, ' +
      '`latest` and `best` of the newest job that has a checkpoint, running or not; or those of an epoch of a job, the final ' +
      'ones of a version, or those that are served under a label',
  )
  .meta({ id: 'CheckpointChoice' });
export type CheckpointChoice = z.infer<typeof checkpointChoiceSchema>;

const topKSchema = z
  .int()
  .positive()
  .max(MAX_TOP_K)
  .describe(
    'for classification: this many classes of each row in `classes`, the likeliest first, in place of the likeliest',
  );

/** What a predict says whose body is not JSON. */
export const predictQuerySchema = z.strictObject({
  checkpoint: z.enum(CHECKPOINT_NAMES).optional().describe('as in JSON, by its name; for bodies that are not JSON'),
  version: z.coerce.number().pipe(versionSchema).optional().describe('the final weights of this version'),
  top_k: z.coerce.number().pipe(topKSchema).optional(),
});
export type PredictQuery = z.infer<typeof predictQuerySchema>;

/** What stands around the rows of a predict. The rows are looked at by hand: a schema would cost a microsecond a number. */
export const predictFieldsSchema = z
  .strictObject({
    instances: z
      .unknown()
      .optional()
      .describe(
        'rows: nested arrays of numbers, or objects by column name or by the name of the input; where the model has several ' +
          'inputs, objects by their names',
      ),
    inputs: z
      .unknown()
      .optional()
      .describe(
        'the same by column: all rows of the input, or an object with all values of each column; where the model has several ' +
          'inputs, an object with all rows of each',
      ),
    checkpoint: checkpointChoiceSchema.default('served'),
    top_k: topKSchema.optional(),
  })
  .meta({ id: 'Predict', description: 'Rows to predict, as `instances` or as `inputs`' });

const resultOf = {
  job: z.string().describe('the job whose weights answered'),
  epoch: z.int().describe('their epoch'),
};

interface Nested extends ReadonlyArray<number | string | Nested> {}
const nestedSchema: z.ZodType<Nested> = z
  .array(z.union([jsonNumberSchema, z.lazy(() => nestedSchema)]))
  .meta({ id: 'NestedNumbers', description: 'Numbers in arrays of the shape of the output' });

const likelyClassSchema = z.object({ class: z.string(), probability: jsonNumberSchema });

export const predictionSchema = z
  .object({
    predictions: z
      .union([nestedSchema, z.array(z.record(z.string(), z.union([jsonNumberSchema, nestedSchema])))])
      .describe("the model's output for each row; where it has several, an object by their names"),
    classes: z
      .array(likelyClassSchema)
      .optional()
      .describe('for classification by one output, the likeliest class of each row'),
    ...resultOf,
  })
  .meta({ id: 'Prediction' });

/** The answer where `top_k` is asked for. */
export const topPredictionSchema = predictionSchema
  .extend({
    classes: z.array(z.array(likelyClassSchema)).describe('the likeliest classes of each row, likeliest first'),
  })
  .meta({ id: 'TopPrediction' });

export const modelParamsSchema = z.strictObject({ id: z.string() });
