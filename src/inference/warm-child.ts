import { join } from 'node:path';
import { type Config, cores } from '../config.js';
import type { InputScaling } from '../data/preparing/in-graph.js';
import type { CheckpointFile, DataFiles, EngineInfo, ModelDefinition } from '../engine/training-spec.js';
import type { Logger } from '../logger.js';
import { type ChildExit, type ChildFiles, type EngineChild, forkEngineChild } from '../trainer/child-process.js';
import { LoadedModels } from './loaded-models.js';
import { type EvaluationPreparing, type FromInference, fromInferenceSchema, type ToInference } from './protocol.js';

/** TensorFlow alone takes 1 to 3 s to load, on a busy machine more. */
const START_LIMIT_MS = 120_000;
/** The folder of the caches that has checkpoints on their way to a process, and rows that it has prepared. */
export const INFERENCE_FILES = 'inference';

/** A model with weights, and how to get them when a process does not have them. */
export interface ModelSource {
  /** Names the weights: the same key always stands for the same bytes. */
  readonly key: string;
  readonly definition: ModelDefinition;
  /** Puts the weights into a local file, which is kept until `release`. */
  fetch(): Promise<{ readonly checkpoint: CheckpointFile; release(): Promise<void> }>;
}

/** The process ended before it answered; another one may. */
export class ChildEndedError extends Error {
  override readonly name = 'ChildEndedError';
}

/** The process answered that it cannot: `code` where model and data are to blame. */
export class InferenceError extends Error {
  override readonly name = 'InferenceError';
  readonly code: string | undefined;

  constructor(code: string | undefined, detail: string) {
    super(detail);
    this.code = code;
  }
}

type Answer = Extract<FromInference, { request: number }>;
type Ask = ToInference extends infer Message
  ? Message extends { request: number }
    ? Omit<Message, 'request'>
    : never
  : never;

/** What one output of a model makes of the rows, one after another. */
export interface PredictedRows {
  /** Keras's name of the output. */
  readonly name: string;
  readonly values: Float32Array;
  /** Sizes of one row. */
  readonly shape: readonly number[];
}

/** What each output of a model makes of the rows. */
export type Prediction = readonly PredictedRows[];

interface Pending {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
  /** Hears how many rows are done. */
  readonly onRows?: ((rows: number) => void) | undefined;
}

/** What to evaluate beside the model, and how. */
export interface EvaluationTask {
  readonly data: DataFiles;
  readonly batchSize: number;
  readonly isRegression: boolean;
  /** How many of the worst rows are wanted. */
  readonly worst: number;
  /** Prepares the rows first. */
  readonly preparing?: EvaluationPreparing | undefined;
}

export interface WarmChildOptions {
  readonly config: Pick<Config, 'ENGINE' | 'ENGINE_THREADS' | 'INFERENCE_MEMORY_BYTES' | 'PREDICT_TIMEOUT_MS'>;
  readonly logger: Logger;
  /** The program of the process; tests give another. */
  readonly modulePath?: URL | undefined;
  /** 0, the default, is normal. */
  readonly niceness?: number;
  /** Where its files are; without this it may open what this process may. */
  readonly files?: ChildFiles | undefined;
}

/** The files of an inference process: it reads the caches, and writes prepared rows. */
export function inferenceFiles({
  DATA_DIR,
  TRAINING_FILE_BYTES: fileBytes,
}: Pick<Config, 'DATA_DIR' | 'TRAINING_FILE_BYTES'>): ChildFiles {
  const cache = join(DATA_DIR, 'cache');
  return { dataDir: DATA_DIR, own: join(cache, INFERENCE_FILES), reads: [cache], fileBytes };
}

/** One inference process, with the models that it holds. It is killed when it owes answers and says nothing for PREDICT_TIMEOUT_MS. */
export class WarmChild {
  readonly #child: EngineChild<ToInference, FromInference>;
  readonly #models: LoadedModels;
  readonly #pending = new Map<number, Pending>();
  readonly #patienceMs: number;
  readonly #logger: Logger;
  #lastRequest = 0;
  #silence: NodeJS.Timeout | undefined;
  #started: { resolve(engine: EngineInfo): void; reject(error: Error): void } | undefined;

  /** Resolves once the engine is loaded; rejects with a sentence when that fails. */
  readonly ready: Promise<EngineInfo>;
  /** Resolves, never rejects, once the process is gone and its requests have been rejected. */
  readonly ended: Promise<ChildExit>;

  constructor({ config, logger, modulePath, niceness = 0, files }: WarmChildOptions) {
    this.#patienceMs = config.PREDICT_TIMEOUT_MS;
    this.#logger = logger;
    const operations = config.ENGINE_THREADS || cores;
    this.#child = forkEngineChild({
      name: 'inference process',
      modulePath: modulePath ?? new URL('./child.js', import.meta.url),
      received: fromInferenceSchema,
      logger,
      // Most batches are done before a second thread has begun on an operation; large ones are split by rows.
      threads: config.ENGINE_THREADS || 1,
      operations,
      niceness,
      files,
    });
    this.#models = new LoadedModels(config.INFERENCE_MEMORY_BYTES, (key) => this.#tell({ type: 'unload', key }));
    this.ready = this.#start(config.ENGINE, operations);
    this.ended = this.#child.exited.then((exit) => this.#end(exit));
  }

  get pid(): number {
    return this.#child.pid;
  }

  get alive(): boolean {
    return this.#child.alive;
  }

  /** Whether the model is loaded, or about to be. */
  has(key: string): boolean {
    return this.#models.has(key);
  }

  /** Whether the model is loaded. */
  isReady(key: string): boolean {
    return this.#models.isReady(key);
  }

  /** Loads the model, where that is not done. @throws as predict does. */
  async load(source: ModelSource): Promise<void> {
    await this.#using(source, async () => {});
  }

  /** @throws {ChildEndedError} {InferenceError}, and whatever fetching the weights throws. */
  async predict(
    source: ModelSource,
    inputs: readonly Float32Array[],
    rows: number,
    scaling: InputScaling,
  ): Promise<Prediction> {
    return this.#using(source, async (key) => {
      const answer = await this.#ask({
        type: 'predict',
        key,
        inputs: [...inputs],
        rows,
        ...scaling,
      });
      if (answer.type !== 'predicted') throw unexpected(answer);
      this.#models.resize(key, answer.memoryBytes);
      return answer.outputs;
    });
  }

  /** @throws {ChildEndedError} {InferenceError}, and whatever fetching the weights throws. */
  async evaluate(source: ModelSource, task: EvaluationTask, onRows?: (rows: number) => void) {
    return this.#using(source, async (key) => {
      const answer = await this.#ask({ type: 'evaluate', key, ...task }, onRows);
      if (answer.type !== 'evaluated') throw unexpected(answer);
      return answer;
    });
  }

  /** Ends the process; what it was asked for is rejected. */
  async end(): Promise<void> {
    await this.#child.end(0);
  }

  #start(engine: Config['ENGINE'], operations: number): Promise<EngineInfo> {
    const ready = new Promise<EngineInfo>((resolve, reject) => {
      this.#started = { resolve, reject };
    });
    // Whoever does not wait for it hears by `ended`.
    ready.catch(() => {});
    const tooLong = setTimeout(() => {
      this.#logger.error('an inference process took too long to start and is killed');
      void this.#child.end(0);
    }, START_LIMIT_MS).unref();
    this.#child.listen((message) => this.#hear(message));
    this.#tell({ type: 'start', engine, operations });
    return ready.finally(() => clearTimeout(tooLong));
  }

  #using<Result>(source: ModelSource, work: (key: string) => Promise<Result>): Promise<Result> {
    return this.#models.use(source.key, () => this.#load(source), work);
  }

  /** @returns the bytes that the model takes. */
  async #load({ key, definition, fetch }: ModelSource): Promise<number> {
    const { checkpoint, release } = await fetch();
    try {
      const answer = await this.#ask({ type: 'load', key, definition, checkpoint });
      if (answer.type !== 'loaded') throw unexpected(answer);
      return answer.memoryBytes;
    } finally {
      await release();
    }
  }

  #ask(message: Ask, onRows?: (rows: number) => void): Promise<Answer> {
    const request = ++this.#lastRequest;
    return new Promise<Answer>((resolve, reject) => {
      if (!this.#child.alive) return reject(new ChildEndedError('The inference process has ended.'));
      this.#pending.set(request, { resolve, reject, onRows });
      if (this.#pending.size === 1) this.#listenForSilence();
      this.#tell({ ...message, request });
    });
  }

  #tell(message: ToInference): void {
    // A child that is gone rejects what it owes when its end is heard.
    this.#child.send(message).catch(() => {});
  }

  #hear(message: FromInference): void {
    switch (message.type) {
      case 'ready':
        this.#started?.resolve(message.engine);
        break;
      case 'crashed':
        this.#logger.error({ detail: message.detail }, 'an inference process could not load the engine');
        this.#started?.reject(new Error('The engine of the inference process could not be loaded.'));
        break;
      case 'progress':
        this.#listenForSilence();
        this.#pending.get(message.request)?.onRows?.(message.rows);
        break;
      default:
        this.#settle(message);
    }
  }

  #settle(message: Exclude<Answer, { type: 'progress' }>): void {
    const pending = this.#pending.get(message.request);
    this.#pending.delete(message.request);
    this.#listenForSilence();
    if (message.type === 'failed') pending?.reject(new InferenceError(message.code, message.detail));
    else pending?.resolve(message);
  }

  #listenForSilence(): void {
    clearTimeout(this.#silence);
    if (this.#pending.size === 0) return;
    this.#silence = setTimeout(() => {
      this.#logger.error({ requests: this.#pending.size }, 'an inference process is silent and is killed');
      void this.#child.end(0);
    }, this.#patienceMs);
  }

  #end(exit: ChildExit): ChildExit {
    clearTimeout(this.#silence);
    this.#started?.reject(new Error(exit.sentence));
    const owed = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of owed) reject(new ChildEndedError(exit.sentence));
    return exit;
  }
}

function unexpected(answer: Answer): Error {
  return new Error(`an inference process answered ${answer.type} to another request`);
}
