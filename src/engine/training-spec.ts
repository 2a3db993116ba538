import { z } from 'zod';
import { fittedPreparationSchema, preparingPlanSchema } from '../data/preparing/preparing-plan.js';
import { recodingSchema } from '../data/preparing/recoding.js';
import { architectureSchema } from '../keras-format/architecture.js';
import { callbackSchema } from '../keras-format/callbacks.js';
import { compileSchema } from '../keras-format/compile.js';
import { checkpointPolicySchema } from '../keras-format/fit.js';
import { checkpointStateSchema } from './checkpoint.js';
import { type ProgramInfo, programInfoSchema } from './program-info.js';
import type { StopReason } from './stop-reason.js';

/** A tensor of a dataset in a local file: raw little-endian rows of this shape, nothing else. */
export const tensorFileSchema = z.object({
  name: z.string(),
  path: z.string(),
  dtype: z.enum(['uint8', 'int32', 'float32']),
  shape: z.array(z.int().nonnegative()),
  /** Names of the numbers of a row, for errors. */
  columns: z.array(z.string()).optional(),
});
export type TensorFile = z.infer<typeof tensorFileSchema>;

/** The rows of a dataset on the local disk. An input x becomes x * `scale` + `offset` before the network sees it. */
export const dataFilesSchema = z.object({
  rows: z.int().positive(),
  inputs: z.array(tensorFileSchema).min(1),
  targets: z.array(tensorFileSchema).min(1),
  sampleWeight: tensorFileSchema.optional(),
  /** The group of each row, as int32. */
  group: tensorFileSchema.optional(),
  scale: z.number().optional(),
  offset: z.number().optional(),
});
export type DataFiles = z.infer<typeof dataFilesSchema>;

/** A checkpoint on the local disk: the file holds the tensors' bytes only, `state` says what they are. */
export const checkpointFileSchema = z.object({ path: z.string(), state: checkpointStateSchema });
export type CheckpointFile = z.infer<typeof checkpointFileSchema>;

/** The definition of a model that can be built: its input shape is known. */
export const modelDefinitionSchema = z.object({
  architecture: architectureSchema,
  compile: compileSchema,
  /** Sizes of one row of the input. */
  inputShape: z.array(z.int().positive()),
});
export type ModelDefinition = z.infer<typeof modelDefinitionSchema>;

/** Everything that one attempt needs to know to train; it travels as JSON to the training child. */
export const trainingSpecSchema = z.object({
  model: modelDefinitionSchema,
  fit: z.object({
    epochs: z.int().positive(),
    batchSize: z.int().positive(),
    /** Part of the rows that is held out, before any shuffling. */
    validationSplit: z.number().min(0).lt(1),
    /** How those rows are chosen; the last ones when left out. */
    split: z
      .object({
        method: z.enum(['last', 'random']),
        stratify: z.boolean(),
        group: z.boolean(),
        seed: z.int().nonnegative(),
      })
      .optional(),
    shuffle: z.boolean(),
    seed: z.int().nonnegative(),
    /** Weight of a class by its number; a missing class weighs 1. */
    classWeight: z.record(z.string(), z.number()).optional(),
    callbacks: z.array(callbackSchema).optional(),
    /** Which checkpoints of epochs that are past stay; all where it and a ModelCheckpoint are left out. */
    checkpoints: checkpointPolicySchema.optional(),
  }),
  data: dataFilesSchema,
  /** Rows up to this many bytes are kept in memory, more are streamed in blocks that take no more; 1 GiB when left out. */
  dataMemoryBytes: z.int().positive().optional(),
  validation: dataFilesSchema.optional(),
  /** How the rows of both are prepared before anything is trained on them; `recoding` is for those of the validation. */
  preparing: z
    .object({
      plan: preparingPlanSchema,
      /** What an earlier attempt has fitted. */
      fitted: fittedPreparationSchema.optional(),
      recoding: recodingSchema.optional(),
    })
    .optional(),
  /** Whether the rows that train and those that validate are to be looked at, for warnings; an earlier attempt may have done it. */
  inspects: z.boolean().optional(),
  /** Where an earlier attempt of the same job left off: training goes on after this epoch, exactly. */
  resume: checkpointFileSchema.optional(),
  /** Weights of another job to start from; optimizer state and counters start anew. */
  initial: checkpointFileSchema.optional(),
});
export type TrainingSpec = z.infer<typeof trainingSpecSchema>;

/** Values by Keras's history key (`loss`, `accuracy`, `val_loss`); NaN and infinities are kept. */
export type Logs = Readonly<Record<string, number>>;

/** Where training stands. `epoch` counts from 1, `step` is the steps done in that epoch; `metrics` run over the epoch so far. */
export interface TrainingProgress {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  readonly metrics: Logs;
}

/** An epoch that is done, with the checkpoint taken at its end. */
export interface EpochResult {
  readonly epoch: number;
  /** Steps done in it, of as many. */
  readonly step: number;
  readonly steps: number;
  readonly logs: Logs;
  readonly learningRate: number;
  /** Wall time of the epoch: its steps, its validation and the taking of the checkpoint. */
  readonly durationS: number;
  readonly checkpoint: { readonly bytes: Uint8Array; readonly state: z.infer<typeof checkpointStateSchema> };
  /** Earlier epochs whose checkpoints nothing needs any more once this one is stored. */
  readonly obsolete: readonly number[];
}

/** What the trainer tells its caller. `onEpoch` is awaited, so that a slow store holds training back by one epoch at most. */
export interface TrainingHooks {
  /** Hears once, before the first step, how the program trains. */
  onProgram?(info: ProgramInfo): void;
  onProgress(progress: TrainingProgress): void;
  onEpoch(result: EpochResult): Promise<void>;
  /** Hears where training stands when the signal has stopped it in the middle of an epoch; what is left out costs that epoch. */
  onPartial?(checkpoint: EpochResult['checkpoint']): Promise<void>;
  /** Stops training at the next boundary of a native call (about 200 ms). */
  readonly signal: AbortSignal;
}

/** How training ended: through all epochs or by a callback's will, or stopped by the signal after this many epochs. */
export interface TrainingOutcome {
  readonly stopped: boolean;
  /** Epoch whose weights are the model's final ones. */
  readonly finalEpoch: number;
  /** Set where a callback ended it. */
  readonly stopReason?: StopReason;
}

/** Which engine works: the native TensorFlow, or tfjs's own slow backend and why. */
export const engineInfoSchema = z.object({
  backend: z.enum(['tensorflow', 'cpu']),
  /** TensorFlow's version, or tfjs's. */
  version: z.string(),
  /** Why it is not the native one. */
  reason: z.string().optional(),
  /** TensorFlow's threads for a job; all of its attempts take as many, since sums over other numbers of threads round otherwise. */
  threads: z.int().positive().optional(),
  /** How it trains a job, once it does. */
  ...programInfoSchema.partial().shape,
});
export type EngineInfo = z.infer<typeof engineInfoSchema>;

/** A fault of the job itself, not of the machine: trying again would end the same. */
export class TrainingError extends Error {
  override readonly name = 'TrainingError';
  readonly code: string;

  constructor(code: string, detail: string) {
    super(detail);
    this.code = code;
  }
}
