import type { Config } from '../config.js';
import type { InputScaling } from '../data/preparing/in-graph.js';
import type { EngineInfo } from '../engine/training-spec.js';
import { UnavailableError } from '../errors.js';
import type { Logger } from '../logger.js';
import type { ChildFiles } from '../trainer/child-process.js';
import { ChildSlot } from './child-slot.js';
import { PoolTask } from './pool-task.js';
import { joinRows, splitPrediction } from './prediction-batch.js';
import { WaitingLines, type WaitingRows } from './waiting-lines.js';
import { WaitingTime } from './waiting-time.js';
import {
  ChildEndedError,
  type EvaluationTask,
  InferenceError,
  type ModelSource,
  type Prediction,
  type WarmChild,
} from './warm-child.js';

/** Batches at a process at once: the next is there when one is done, and what comes meanwhile makes up the one after it. */
const BATCHES_AT_ONCE = 2;
const EVALUATIONS_AT_ONCE = 1;
/** Models on their way into a process; those that are there already answer meanwhile. */
const LOADS_AT_ONCE = 2;
/** Requests that wait, of all processes; more are refused, however fast they would be done. */
const MOST_WAITING = 1024;
const MOST_WAITING_BYTES = 256 * 2 ** 20;
/** A request whose process died under it is tried on another one; one that kills two is given up. */
const MOST_ATTEMPTS = 2;

export type { Prediction } from './warm-child.js';

interface WaitingEvaluation {
  readonly task: PoolTask<Evaluated>;
  readonly source: ModelSource;
  readonly run: (child: WarmChild) => Promise<Evaluated>;
}
type Evaluated = Awaited<ReturnType<WarmChild['evaluate']>>;

/** Hears what is done, for figures. */
export interface InferenceObserver {
  /** @param isWarm whether a process has the model ready. */
  predictionAsked(isWarm: boolean): void;
  /** @param waitedMs for how long each of the requests in the batch has waited. */
  batchBegun(rows: number, waitedMs: readonly number[]): void;
  modelLoaded(): void;
  predictionRefused(): void;
}

export interface InferencePoolOptions {
  readonly config: Pick<
    Config,
    | 'ENGINE'
    | 'ENGINE_THREADS'
    | 'INFERENCE_MEMORY_BYTES'
    | 'INFERENCE_PROCESSES'
    | 'PREDICT_TIMEOUT_MS'
    | 'PREDICT_WAIT_MS'
  >;
  readonly logger: Logger;
  readonly observer?: InferenceObserver;
  /** The program of the processes; tests give another. */
  readonly modulePath?: URL;
  /** Where their files are; without this they may open what this process may. */
  readonly files?: ChildFiles;
}

/**
 * The processes that answer predictions and evaluations, warm from the start and replaced when they die. Requests for one model
 * that come while its process is busy are predicted together: nobody waits for others to come.
 */
export class InferencePool {
  readonly #config: InferencePoolOptions['config'];
  readonly #slots: readonly ChildSlot[];
  readonly #logger: Logger;
  readonly #observer: InferenceObserver | undefined;
  readonly #lines = new WaitingLines();
  readonly #waitingTime = new WaitingTime();
  #evaluations: WaitingEvaluation[] = [];
  #dispatching = false;
  #closed = false;

  constructor({ config, logger, observer, modulePath, files }: InferencePoolOptions) {
    this.#config = config;
    this.#logger = logger;
    this.#observer = observer;
    this.#slots = Array.from(
      { length: config.INFERENCE_PROCESSES },
      () => new ChildSlot({ config, logger, modulePath, files, changed: () => this.#dispatchSoon() }),
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
   * @throws {UnavailableError} when it would wait for longer than PREDICT_WAIT_MS, no process can be had, or it takes longer than
   *   PREDICT_TIMEOUT_MS; {InferenceError}; and whatever fetching the weights throws.
   */
  predict(
    source: ModelSource,
    inputs: readonly Float32Array[],
    rows: number,
    scaling: InputScaling = {},
  ): Promise<Prediction> {
    const bytes = inputs.reduce((sum, { byteLength }) => sum + byteLength, 0);
    return new Promise((resolve, reject) => {
      const refusal = this.#refusal(bytes);
      if (refusal !== undefined) {
        this.#observer?.predictionRefused();
        return reject(refusal);
      }
      this.#observer?.predictionAsked(this.#slots.some(({ child }) => child?.isReady(source.key)));
      const late = () => this.#lines.remove(request);
      const task = new PoolTask('prediction', this.#config.PREDICT_TIMEOUT_MS, { resolve, reject }, late);
      const request: WaitingRows = {
        source,
        inputs,
        rows,
        scaling,
        bytes,
        task,
        alone: false,
        askedAt: performance.now(),
      };
      this.#lines.add(request);
      this.#dispatchSoon();
    });
  }

  /** Evaluates a dataset, prepared first where that is asked for; it may take as long as it makes progress. @throws as `predict` does. */
  evaluate(source: ModelSource, work: EvaluationTask, onRows?: (rows: number) => void): Promise<Evaluated> {
    return new Promise((resolve, reject) => {
      const refusal = this.#refusal(0);
      if (refusal !== undefined) return reject(refusal);
      const task = new PoolTask('evaluation', this.#config.PREDICT_TIMEOUT_MS, { resolve, reject }, () => {});
      const run = (child: WarmChild) => child.evaluate(source, work, onRows);
      this.#evaluations.push({ task, source, run });
      this.#dispatchSoon();
    });
  }

  /** Ends all processes; what they were asked for is rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#refuseWaiting('The service is stopping.');
    await Promise.all(this.#slots.map((slot) => slot.close()));
  }

  #refusal(bytes: number): UnavailableError | undefined {
    if (this.#closed) return new UnavailableError('The service is stopping.', { retryAfterS: 1 });
    if (this.#isBroken) return cannotStart();
    const { requests, batches } = this.#lines;
    const waiting = requests + this.#evaluations.length;
    const waitMs = this.#waitingTime.estimateMs(batches, performance.now());
    const isFull = waiting >= MOST_WAITING || (requests > 0 && this.#lines.bytes + bytes > MOST_WAITING_BYTES);
    if (!isFull && waitMs <= this.#config.PREDICT_WAIT_MS) return undefined;
    return new UnavailableError(
      `Too many predictions are waiting: ${waiting}, which take about ${Math.round(waitMs)} ms.`,
      { retryAfterS: Math.max(1, Math.ceil(waitMs / 1000)) },
    );
  }

  get #isBroken(): boolean {
    return this.#slots.every((slot) => slot.isBroken);
  }

  /** After the requests that came in the same turn of the event loop, so that they go together. */
  #dispatchSoon(): void {
    if (this.#dispatching) return;
    this.#dispatching = true;
    setImmediate(() => {
      this.#dispatching = false;
      this.#dispatch();
    });
  }

  /** Gives what waits to processes that have a place for it. */
  #dispatch(): void {
    this.#evaluations = this.#evaluations.filter((waiting) => !waiting.task.isOver && !this.#tryToEvaluate(waiting));
    let isAnyTaken = true;
    while (isAnyTaken) {
      // A batch of each model in turn, so that one that is much asked for keeps no other waiting.
      isAnyTaken = this.#lines.keys.map((key) => this.#tryToPredict(key)).includes(true);
    }
    if (this.#isBroken) this.#refuseWaiting(cannotStart().message);
  }

  #tryToPredict(key: string): boolean {
    const open = this.#slots.filter(({ child }) => child !== null);
    const slot = leastBusy(open.filter((one) => one.child?.isReady(key) && one.running.predict < BATCHES_AT_ONCE));
    if (slot) {
      void this.#predict(this.#lines.take(key), slot);
      return true;
    }
    if (open.some(({ child }) => child?.has(key) && !child.isReady(key))) return false;
    const without = open.filter(({ child }) => child?.has(key) === false);
    // A process that has nothing to do takes over from those that have the model and too much of it.
    const able = without.filter((one) =>
      without.length < open.length ? one.load === 0 : one.running.load < LOADS_AT_ONCE,
    );
    const source = this.#lines.source(key);
    const loading = leastBusy(able);
    if (loading && source) void this.#load(source, loading);
    return false;
  }

  async #load(source: ModelSource, slot: ChildSlot): Promise<void> {
    const { child } = slot;
    if (child === null) return;
    slot.running.load++;
    try {
      await child.load(source);
      this.#observer?.modelLoaded();
    } catch (error) {
      // All who wait for the model hear of it; the next one to come tries again.
      for (const request of this.#lines.takeAll(source.key)) this.#failed(request, error);
    } finally {
      slot.running.load--;
      this.#dispatchSoon();
    }
  }

  async #predict(batch: readonly WaitingRows[], slot: ChildSlot): Promise<void> {
    const [first] = batch;
    const { child } = slot;
    if (first === undefined || child === null) return;
    const done = this.#waitingTime.begin(performance.now());
    slot.running.predict++;
    let isDone = false;
    try {
      const { inputs, rows } = joinRows(batch);
      const now = performance.now();
      this.#observer?.batchBegun(
        rows,
        batch.map(({ askedAt }) => now - askedAt),
      );
      const prediction = await child.predict(first.source, inputs, rows, first.scaling);
      splitPrediction(prediction, batch).forEach((part, index) => {
        batch[index]?.task.succeed(part);
      });
      isDone = true;
    } catch (error) {
      this.#batchFailed(batch, error);
    } finally {
      slot.running.predict--;
      done(isDone, performance.now());
      this.#dispatchSoon();
    }
  }

  #batchFailed(batch: readonly WaitingRows[], error: unknown): void {
    // The rows of one may be to blame: each is tried by itself, so that the others are answered.
    const isOneToBlame = error instanceof InferenceError && batch.length > 1;
    for (const request of [...batch].reverse()) {
      if (!isOneToBlame) {
        this.#failed(request, error);
      } else if (!request.task.isOver) {
        request.alone = true;
        this.#lines.add(request, 'head');
      }
    }
  }

  #failed(request: WaitingRows, error: unknown): void {
    const { task } = request;
    if (this.#mayTryAgain(task, error)) this.#lines.add(request, 'head');
  }

  #tryToEvaluate({ task, source, run }: WaitingEvaluation): boolean {
    const open = this.#slots.filter((one) => one.child !== null && one.running.evaluate < EVALUATIONS_AT_ONCE);
    const slot = leastBusy(open.filter(({ child }) => child?.has(source.key))) ?? leastBusy(open);
    const child = slot?.child;
    if (!slot || !child) return false;
    slot.running.evaluate++;
    // An evaluation has a limit for its steps only, and the process itself is watched for those.
    task.stopClock();
    run(child)
      .then(
        (found) => task.succeed(found),
        (error: unknown) => {
          if (this.#mayTryAgain(task, error)) this.#evaluations.unshift({ task, source, run });
        },
      )
      .finally(() => {
        slot.running.evaluate--;
        this.#dispatchSoon();
      });
    return true;
  }

  /** Whether a task that failed is to wait again, as its process died; if not, its client has been told. */
  #mayTryAgain<Result>(task: PoolTask<Result>, error: unknown): boolean {
    if (task.isOver) return false;
    if (!(error instanceof ChildEndedError)) {
      task.fail(error);
      return false;
    }
    task.attempts++;
    this.#logger.warn({ err: error, attempts: task.attempts }, 'an inference process ended under a request');
    if (!this.#closed && task.attempts < MOST_ATTEMPTS) return true;
    task.fail(new UnavailableError('The inference process ended before it answered.', { cause: error }));
    return false;
  }

  #refuseWaiting(detail: string): void {
    const waiting = [...this.#lines.takeAll(), ...this.#evaluations];
    this.#evaluations = [];
    for (const { task } of waiting) task.fail(new UnavailableError(detail));
  }
}

function leastBusy(slots: readonly ChildSlot[]): ChildSlot | undefined {
  return [...slots].sort((a, b) => a.load - b.load)[0];
}

function cannotStart(): UnavailableError {
  return new UnavailableError('No inference process can be started at the moment.', { retryAfterS: 1 });
}
