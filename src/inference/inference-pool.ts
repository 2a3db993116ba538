import type { Config } from '../config.js';
import type { InputScaling } from '../data/preparing/in-graph.js';
import type { DataFiles, EngineInfo } from '../engine/training-spec.js';
import { UnavailableError } from '../errors.js';
import type { Logger } from '../logger.js';
import { ChildSlot } from './child-slot.js';
import type { EvaluationPreparing } from './protocol.js';
import { ChildEndedError, type ModelSource, type PredictedRows, type WarmChild } from './warm-child.js';

/** Requests at a process at once: the next is there when one is done, and few are lost with a process that dies. */
const PREDICTIONS_AT_ONCE = 4;
const EVALUATIONS_AT_ONCE = 1;
/** Requests that wait, of all processes; more are refused. */
const MOST_WAITING = 256;
const MOST_WAITING_BYTES = 256 * 2 ** 20;
/** A request whose process died under it is tried on another one; one that kills two is given up. */
const MOST_ATTEMPTS = 2;

/** What each output of a model makes of the rows. */
export type Prediction = readonly PredictedRows[];

type Kind = 'predict' | 'evaluate';

/** A request on its way: waiting for a process, or at one. */
interface Task {
  readonly kind: Kind;
  readonly key: string;
  readonly bytes: number;
  readonly run: (child: WarmChild) => Promise<void>;
  readonly fail: (error: unknown) => void;
  readonly isOver: () => boolean;
  attempts: number;
}

export interface InferencePoolOptions {
  readonly config: Pick<
    Config,
    'ENGINE' | 'ENGINE_THREADS' | 'INFERENCE_MEMORY_BYTES' | 'INFERENCE_PROCESSES' | 'PREDICT_TIMEOUT_MS'
  >;
  readonly logger: Logger;
  /** The program of the processes; tests give another. */
  readonly modulePath?: URL;
}

/** The processes that answer predictions and evaluations, warm from the start and replaced when they die. */
export class InferencePool {
  readonly #slots: readonly ChildSlot[];
  readonly #timeoutMs: number;
  readonly #logger: Logger;
  #waiting: Task[] = [];
  #closed = false;

  constructor({ config, logger, modulePath }: InferencePoolOptions) {
    this.#timeoutMs = config.PREDICT_TIMEOUT_MS;
    this.#logger = logger;
    this.#slots = Array.from(
      { length: config.INFERENCE_PROCESSES },
      () => new ChildSlot({ config, logger, modulePath, changed: () => this.#dispatch() }),
    );
  }

  /** What does the arithmetic; null until a process has loaded it. */
  engineInfo(): EngineInfo | null {
    return this.#slots.find((slot) => slot.engine !== null)?.engine ?? null;
  }

  /** Ids of the processes that are ready. */
  pids(): number[] {
    return this.#slots.flatMap(({ child }) => (child ? [child.pid] : []));
  }

  /**
   * Predicts `rows` rows, given for each input of the model.
   * @throws {UnavailableError} when too many wait, no process can be had, or it takes longer than PREDICT_TIMEOUT_MS;
   *   {InferenceError}; and whatever fetching the weights throws.
   */
  predict(
    source: ModelSource,
    inputs: readonly Float32Array[],
    rows: number,
    scaling: InputScaling = {},
  ): Promise<Prediction> {
    const bytes = inputs.reduce((sum, { byteLength }) => sum + byteLength, 0);
    return this.#submit('predict', source.key, bytes, (child) => child.predict(source, inputs, rows, scaling));
  }

  /** Evaluates a dataset, prepared first where `preparing` is given; it may take as long as it makes progress. @throws as `predict` does. */
  evaluate(source: ModelSource, data: DataFiles, batchSize: number, preparing?: EvaluationPreparing) {
    return this.#submit('evaluate', source.key, 0, (child) => child.evaluate(source, data, batchSize, preparing));
  }

  /** Ends all processes; what they were asked for is rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#refuseWaiting('The service is stopping.');
    await Promise.all(this.#slots.map((slot) => slot.close()));
  }

  #submit<Result>(
    kind: Kind,
    key: string,
    bytes: number,
    work: (child: WarmChild) => Promise<Result>,
  ): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      let over = false;
      const settle = (act: () => void) => {
        over = true;
        clearTimeout(tooLong);
        act();
      };
      const tooLong = setTimeout(() => {
        const detail = `The ${kind === 'predict' ? 'prediction' : 'evaluation'} took longer than ${this.#timeoutMs} ms.`;
        settle(() => reject(new UnavailableError(detail, { retryAfterS: 1 })));
      }, this.#timeoutMs);
      const task: Task = {
        kind,
        key,
        bytes,
        attempts: 0,
        isOver: () => over,
        fail: (error) => settle(() => reject(error)),
        run: async (child) => {
          // An evaluation has a limit for its steps only, and the process itself is watched for those.
          if (kind === 'evaluate') clearTimeout(tooLong);
          const result = await work(child);
          settle(() => resolve(result));
        },
      };
      const refusal = this.#refusal(bytes);
      if (refusal !== undefined) return task.fail(new UnavailableError(refusal, { retryAfterS: 1 }));
      this.#waiting.push(task);
      this.#dispatch();
    });
  }

  #refusal(bytes: number): string | undefined {
    if (this.#closed) return 'The service is stopping.';
    if (this.#slots.every((slot) => slot.isBroken)) return 'No inference process can be started at the moment.';
    const waitingBytes = this.#waiting.reduce((sum, task) => sum + task.bytes, bytes);
    const isFull = this.#waiting.length >= MOST_WAITING;
    if (isFull || (this.#waiting.length > 0 && waitingBytes > MOST_WAITING_BYTES)) {
      return 'Too many predictions are waiting.';
    }
    return undefined;
  }

  /** Gives waiting requests to processes that have a place for them, in the order in which they came. */
  #dispatch(): void {
    const left: Task[] = [];
    for (const task of this.#waiting) {
      if (task.isOver()) continue;
      const slot = this.#slotFor(task);
      if (slot) this.#run(task, slot);
      else left.push(task);
    }
    this.#waiting = left;
    if (this.#slots.every((slot) => slot.isBroken)) {
      this.#refuseWaiting('No inference process can be started at the moment.');
    }
  }

  /** Among the processes that have a place: the one that has the model, else the one with the least to do. */
  #slotFor({ kind, key }: Task): ChildSlot | undefined {
    const places = kind === 'predict' ? PREDICTIONS_AT_ONCE : EVALUATIONS_AT_ONCE;
    return this.#slots
      .filter((slot) => slot.child !== null && slot.running[kind] < places)
      .sort((a, b) => Number(b.child?.has(key)) - Number(a.child?.has(key)) || a.load - b.load)[0];
  }

  #run(task: Task, slot: ChildSlot): void {
    const { child } = slot;
    if (!child) return;
    task.attempts++;
    slot.running[task.kind]++;
    task
      .run(child)
      .catch((error: unknown) => this.#failed(task, error))
      .finally(() => {
        slot.running[task.kind]--;
        this.#dispatch();
      });
  }

  #failed(task: Task, error: unknown): void {
    if (!(error instanceof ChildEndedError)) {
      task.fail(error);
    } else if (!task.isOver()) {
      this.#logger.warn({ err: error, attempts: task.attempts }, 'an inference process ended under a request');
      if (!this.#closed && task.attempts < MOST_ATTEMPTS) this.#waiting.unshift(task);
      else task.fail(new UnavailableError('The inference process ended before it answered.', { cause: error }));
    }
  }

  #refuseWaiting(detail: string): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const task of waiting) task.fail(new UnavailableError(detail));
  }
}
