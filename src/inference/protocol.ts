import { z } from 'zod';
import { fittedPreparationSchema, preparingPlanSchema } from '../data/preparing/preparing-plan.js';
import { recodingSchema } from '../data/preparing/recoding.js';
import { anyNumber, evaluationReportShape, worstRowSchema } from '../engine/inference/evaluation-report.js';
import {
  checkpointFileSchema,
  dataFilesSchema,
  engineInfoSchema,
  modelDefinitionSchema,
} from '../engine/training-spec.js';

const request = z.int();
const floats = z.custom<Float32Array>((value) => value instanceof Float32Array);
const shape = z.array(z.int().nonnegative());

/** How raw rows are prepared before they are evaluated; prepared ones are written into `folder`. */
const evaluationPreparingSchema = z.object({
  plan: preparingPlanSchema,
  fitted: fittedPreparationSchema,
  recoding: recodingSchema,
  folder: z.string(),
});
export type EvaluationPreparing = z.infer<typeof evaluationPreparingSchema>;

/**
 * What the server tells an inference child: `start` first and once. A model is called by its key. Requests are numbered, and
 * each is answered once, in any order.
 */
export const toInferenceSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    engine: z.enum(['auto', 'tensorflow', 'cpu']),
    /** How many TensorFlow does beside each other. */
    operations: z.int().positive(),
  }),
  /** The file is read before the answer and not after it. */
  z.object({
    type: z.literal('load'),
    request,
    key: z.string(),
    definition: modelDefinitionSchema,
    checkpoint: checkpointFileSchema,
  }),
  z.object({ type: z.literal('unload'), key: z.string() }),
  z.object({
    type: z.literal('predict'),
    request,
    key: z.string(),
    /** The rows of each input of the model. */
    inputs: z.array(floats),
    rows: z.int().positive(),
    scale: z.number().optional(),
    offset: z.number().optional(),
  }),
  z.object({
    type: z.literal('evaluate'),
    request,
    key: z.string(),
    data: dataFilesSchema,
    batchSize: z.int().positive(),
    /** Whether errors are measured in numbers, and how many of the worst rows are told of. */
    isRegression: z.boolean(),
    worst: z.int().nonnegative(),
    preparing: evaluationPreparingSchema.optional(),
  }),
]);
export type ToInference = z.infer<typeof toInferenceSchema>;

/** What an inference child answers. */
export const fromInferenceSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), engine: engineInfoSchema }),
  z.object({ type: z.literal('loaded'), request, memoryBytes: z.int().nonnegative() }),
  /** What each output of the model makes of the rows. */
  z.object({
    type: z.literal('predicted'),
    request,
    outputs: z.array(z.object({ name: z.string(), values: floats, shape })),
    /** What the model takes now. */
    memoryBytes: z.int().nonnegative(),
  }),
  /** An evaluation goes on: so many rows are done. */
  z.object({ type: z.literal('progress'), request, rows: z.int().nonnegative() }),
  z.object({
    type: z.literal('evaluated'),
    request,
    rows: z.int().positive(),
    metrics: z.record(z.string(), anyNumber),
    confusionMatrix: z.array(z.array(z.int().nonnegative())).optional(),
    report: z.object(evaluationReportShape(anyNumber)),
    worst: z.array(worstRowSchema),
  }),
  /** `code` where model and data are to blame (TrainingError), and trying again would end the same. */
  z.object({ type: z.literal('failed'), request, code: z.string().optional(), detail: z.string() }),
  /** The engine could not be started; the child ends itself after it. */
  z.object({ type: z.literal('crashed'), detail: z.string() }),
]);
export type FromInference = z.infer<typeof fromInferenceSchema>;
