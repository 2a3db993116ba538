import { z } from 'zod';
import { jsonNumberSchema } from '../../http/json-number.js';
import { boundedRecord } from '../../keras-format/bounded-record.js';
import { type CheckpointChoice, checkpointLabelSchema, versionSchema } from '../inference-schemas.js';
import { DATATYPES } from './datatypes.js';

const MOST_TENSORS = 1000;
/** Rows, and the dimensions of one. */
const MOST_DIMENSIONS = 9;
const LONGEST = 200;
const MOST_PARAMETERS = 100;

const parameters = boundedRecord(z.string().max(LONGEST), z.unknown(), MOST_PARAMETERS)
  .optional()
  .describe('of the protocol and its extensions; others have no effect');

const inputSchema = z.strictObject({
  name: z.string().max(LONGEST),
  shape: z
    .array(z.int().nonnegative())
    .min(1)
    .max(MOST_DIMENSIONS)
    .describe('rows first; a row may be laid out in another shape of as many numbers'),
  datatype: z.enum(DATATYPES),
  parameters: parameters.describe('`binary_data_size`: bytes of this tensor after the JSON'),
  data: z.unknown().optional().describe('the elements, in nested arrays or one after another'),
});
export type PostedInput = z.infer<typeof inputSchema>;

export const inferRequestSchema = z
  .strictObject({
    id: z.string().max(LONGEST).optional().describe('stands in the answer, too'),
    model_name: z.string().max(LONGEST).nullish().describe('has no effect: the address says which model'),
    model_version: z.string().max(LONGEST).nullish().describe('has no effect: the address says which version'),
    parameters: parameters.describe('`binary_data_output`: outputs come as binary data'),
    inputs: z.array(inputSchema).min(1).max(MOST_TENSORS),
    outputs: z
      .array(
        z.strictObject({
          name: z.string().max(LONGEST),
          parameters: parameters.describe(
            '`binary_data`: it comes as binary data; `classification`: the so many likeliest classes instead of it',
          ),
        }),
      )
      .max(MOST_TENSORS)
      .optional()
      .describe('those that are wanted; all where it is left out'),
  })
  .meta({ id: 'InferRequest', description: 'What the Open Inference Protocol asks' });
export type InferRequest = z.infer<typeof inferRequestSchema>;

export const inferResponseSchema = z
  .object({
    model_name: z.string(),
    model_version: z.string().optional().describe('left out for weights of a job that has not succeeded'),
    id: z.string().optional(),
    parameters: z.object({ job: z.string(), epoch: z.int() }).describe('whose weights answered'),
    outputs: z.array(
      z.object({
        name: z.string(),
        datatype: z.enum(['FP32', 'BYTES']),
        shape: z.array(z.int()),
        parameters: z.object({ binary_data_size: z.int() }).optional(),
        data: z
          .array(z.union([jsonNumberSchema, z.string()]))
          .optional()
          .describe('one after another; left out for what comes as binary data'),
      }),
    ),
  })
  .meta({ id: 'InferResponse', description: 'What the Open Inference Protocol answers' });

const tensorSchema = z.object({
  name: z.string(),
  datatype: z.enum(['FP32', 'BYTES']),
  shape: z.array(z.int()).describe('-1 stands for any number of rows'),
});

export const serverMetadataSchema = z.object({
  name: z.string(),
  version: z.string(),
  extensions: z.array(z.string()),
});

export const modelMetadataSchema = z
  .object({
    name: z.string(),
    versions: z.array(z.string()),
    platform: z.string(),
    inputs: z.array(tensorSchema),
    outputs: z.array(tensorSchema),
  })
  .meta({ id: 'InferModel', description: 'A model, as the Open Inference Protocol describes it' });

export const modelReadySchema = z.object({ name: z.string(), ready: z.literal(true) });

const name = z.string().describe("the model's id, or its name: then the newest model of that name");
const version = z.union([
  z.preprocess((text) => (typeof text === 'string' && /^\d{1,10}$/.test(text) ? Number(text) : text), versionSchema),
  checkpointLabelSchema,
]);

export const nameParamsSchema = z.strictObject({ name });
export const versionParamsSchema = z.strictObject({
  name,
  version: version.describe('the number of a version, or a label that it is served under'),
});

/** The weights that the address of a request asks for. */
export function choiceOf(params: z.infer<typeof nameParamsSchema | typeof versionParamsSchema>): CheckpointChoice {
  if (!('version' in params)) return 'served';
  return typeof params.version === 'number' ? { version: params.version } : { label: params.version };
}
