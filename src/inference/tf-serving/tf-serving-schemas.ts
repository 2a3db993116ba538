import { z } from 'zod';
import { type CheckpointChoice, checkpointLabelSchema, versionSchema } from '../inference-schemas.js';

const signatureName = z
  .string()
  .max(200)
  .optional()
  .describe('`serving_default`, which is also what is taken when it is left out');

/** The body of `:predict`. The rows are looked at by hand, as those of the service's own predict are. */
export const tfPredictSchema = z
  .strictObject({
    signature_name: signatureName,
    instances: z.unknown().optional().describe('rows: values or nested lists, or objects by the name of each input'),
    inputs: z
      .unknown()
      .optional()
      .describe('the same by column: all rows of the one input, or an object with all rows of each'),
  })
  .meta({ id: 'TensorFlowPredict', description: 'Rows to predict, as `instances` or as `inputs`' });

/** The body of `:classify` and `:regress`. */
export const tfExamplesSchema = z
  .strictObject({
    signature_name: signatureName,
    context: z.unknown().optional().describe('an object of features that all examples have'),
    examples: z.unknown().describe('a list of objects: a value or a list of values for each feature'),
  })
  .meta({ id: 'TensorFlowExamples', description: 'Examples to classify, or to find a value for' });

const name = z.string().describe("the model's id, or its name: then the newest model of that name");
const version = z.preprocess(
  (text) => (typeof text === 'string' && /^\d{1,10}$/.test(text) ? Number(text) : text),
  versionSchema,
);

export const nameParamsSchema = z.strictObject({ name });
export const versionParamsSchema = z.strictObject({ name, version });
export const labelParamsSchema = z.strictObject({ name, label: checkpointLabelSchema });

/** The weights that the address of a request asks for. */
export function choiceOf(
  params: z.infer<typeof nameParamsSchema | typeof versionParamsSchema | typeof labelParamsSchema>,
): CheckpointChoice {
  if ('version' in params) return { version: params.version };
  return 'label' in params ? { label: params.label } : 'served';
}

const values = z.unknown().describe('numbers in nested lists; `NaN`, `Infinity` and `-Infinity` stand without quotes');

export const tfPredictionSchema = z
  .union([
    z.object({
      predictions: values.describe('one for each of the `instances`; where the model has several outputs, an object'),
    }),
    z.object({
      outputs: values.describe('to `inputs`; where the model has several outputs, an object with all rows of each'),
    }),
  ])
  .meta({ id: 'TensorFlowPrediction' });

export const classificationSchema = z
  .object({
    results: z
      .array(z.array(z.tuple([z.string(), z.number()])))
      .describe('for each example the label and score of every class'),
  })
  .meta({ id: 'TensorFlowClassification' });

export const regressionSchema = z
  .object({ results: z.array(z.number()).describe('a value for each example') })
  .meta({ id: 'TensorFlowRegression' });

const dimension = z.object({ size: z.string(), name: z.string() });
const tensorInfo = z.object({
  dtype: z.enum(['DT_FLOAT', 'DT_STRING']),
  tensor_shape: z.object({ dim: z.array(dimension), unknown_rank: z.boolean() }),
  name: z.string(),
});
export type TensorInfo = z.infer<typeof tensorInfo>;

export const tfMetadataSchema = z
  .object({
    model_spec: z.object({ name: z.string(), signature_name: z.string(), version: z.string() }),
    metadata: z.object({
      signature_def: z.object({
        signature_def: z.object({
          serving_default: z.object({
            inputs: z.record(z.string(), tensorInfo),
            outputs: z.record(z.string(), tensorInfo),
            method_name: z.literal('tensorflow/serving/predict'),
          }),
        }),
      }),
    }),
  })
  .meta({ id: 'TensorFlowMetadata', description: 'GetModelMetadataResponse of TensorFlow Serving, as JSON' });
export type TensorFlowMetadata = z.infer<typeof tfMetadataSchema>;
