import { z } from 'zod';
import { splitFiguresSchema } from '../data/inspection/split-figures.js';
import { fittedPreparationSchema } from '../data/preparing/preparing-plan.js';
import { checkpointStateSchema } from '../engine/checkpoint.js';
import { programInfoSchema } from '../engine/program-info.js';
import { stopReasonSchema } from '../engine/stop-reason.js';
import { engineInfoSchema, trainingSpecSchema } from '../engine/training-spec.js';

/** Any number: zod's own refuses NaN and the infinities, which a loss may well be. */
const numberSchema = z.custom<number>((value) => typeof value === 'number', 'must be a number');
const logsSchema = z.record(z.string(), numberSchema);

const epochMessageSchema = z.object({
  type: z.literal('epoch'),
  epoch: z.int().positive(),
  step: z.int().nonnegative(),
  steps: z.int().positive(),
  logs: logsSchema,
  learningRate: numberSchema,
  durationS: numberSchema,
  /** `file` is a name in the scratch folder, and whole when the message is sent; the worker removes it. */
  checkpoint: z.object({ file: z.string().regex(/^epoch-\d+$/), state: checkpointStateSchema }),
  obsolete: z.array(z.int().positive()),
});
/** An epoch that is done. The child does one more at most before `epoch_stored` answers it. */
export type EpochMessage = z.infer<typeof epochMessageSchema>;

const partialMessageSchema = z.object({
  type: z.literal('partial'),
  /** As that of an epoch. */
  checkpoint: z.object({ file: z.literal('partial'), state: checkpointStateSchema }),
});
/** Where training stands that was stopped in the middle of an epoch. */
export type PartialMessage = z.infer<typeof partialMessageSchema>;

const progressMessageSchema = z.object({
  type: z.literal('progress'),
  epoch: z.int().positive(),
  epochs: z.int().positive(),
  step: z.int().nonnegative(),
  steps: z.int().nonnegative(),
  metrics: logsSchema,
});
export type ProgressMessage = z.infer<typeof progressMessageSchema>;

const momentSchema = z.object({ epoch: z.int().positive(), step: z.int().nonnegative() });
/** The last step that is known to be done: so many of an epoch. */
export type Moment = z.infer<typeof momentSchema>;

/** What the worker tells a training child: `load` first and once, then one `train` after another, each till its end. */
export const toTrainerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('load'), engine: z.enum(['auto', 'tensorflow', 'cpu']) }),
  /** `scratch` is a folder of this attempt alone, the only place that the child writes to. */
  z.object({ type: z.literal('train'), spec: trainingSpecSchema, scratch: z.string() }),
  /** `keeps` where the epoch in hand is to go on from where it stands: then a `partial` comes before `finished`. */
  z.object({ type: z.literal('stop'), keeps: z.boolean() }),
  z.object({ type: z.literal('epoch_stored'), epoch: z.int().positive() }),
]);
export type ToTrainer = z.infer<typeof toTrainerSchema>;

/** What a training child tells the worker. `finished` and `failed` end a `train`, and the child waits for the next one. */
export const fromTrainerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), engine: engineInfoSchema }),
  /** Rows are being prepared; so many pieces of them are done. Comes again and again, so that the worker knows that the child is at work. */
  z.object({ type: z.literal('preparing'), pieces: z.int() }),
  /** What was fitted on the rows that train; comes before the program where `preparing` holds nothing fitted. */
  z.object({ type: z.literal('prepared'), fitted: fittedPreparationSchema }),
  /** What was found of the rows on both sides of the split, where the spec asks for it; nothing where no rows validate. */
  z.object({ type: z.literal('inspected'), figures: splitFiguresSchema.optional() }),
  /** Comes once in a `train`, before its first epoch. */
  z.object({ type: z.literal('program'), info: programInfoSchema }),
  progressMessageSchema,
  epochMessageSchema,
  partialMessageSchema,
  z.object({
    type: z.literal('finished'),
    stopped: z.boolean(),
    finalEpoch: z.int().nonnegative(),
    stopReason: stopReasonSchema.optional(),
    memoryBytes: z.int(),
  }),
  /** The job's own fault (TrainingError): trying again would end the same. `at` is left out before the first step. */
  z.object({
    type: z.literal('failed'),
    code: z.string(),
    detail: z.string(),
    at: momentSchema.optional(),
    memoryBytes: z.int(),
  }),
  /** Anything else that went wrong; the child ends itself after it. Both texts are for logs and operators only. */
  z.object({ type: z.literal('crashed'), message: z.string(), stack: z.string() }),
]);
export type FromTrainer = z.infer<typeof fromTrainerSchema>;
