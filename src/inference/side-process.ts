import type { InputScaling } from '../data/preparing/in-graph.js';
import { UnavailableError } from '../errors.js';
import { TRAINING_NICENESS } from '../trainer/child-process.js';
import type { Prediction } from './inference-pool.js';
import { type EvaluationTask, type ModelSource, WarmChild, type WarmChildOptions } from './warm-child.js';

/** TensorFlow takes a second or more to load, and 370 MB as long as it is there. */
const IDLE_MS = 60_000;
/** Work that waits for its turn. */
const MOST_WAITING = 16;

/**
 * A process for what takes long, apart from those that answer predict and of a lower priority. It is started when there is
 * something to do, does one piece of work after another, and ends when it has been idle for a minute.
 */
export class SideProcess {
  readonly #options: WarmChildOptions;
  #child: WarmChild | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #closed = false;

  constructor(options: Omit<WarmChildOptions, 'niceness'>) {
    this.#options = { ...options, niceness: TRAINING_NICENESS };
  }

  /** @throws {UnavailableError} when too much waits or the process cannot be had; {ChildEndedError} {InferenceError}. */
  predict(source: ModelSource, inputs: readonly Float32Array[], rows: number, scaling: InputScaling = {}) {
    return this.#inTurn((child): Promise<Prediction> => child.predict(source, inputs, rows, scaling));
  }

  /** @throws as `predict` does. */
  evaluate(source: ModelSource, task: EvaluationTask, onRows?: (rows: number) => void) {
    return this.#inTurn((child) => child.evaluate(source, task, onRows));
  }

  /** Ends the process, and so what it is at; it is started again when there is more to do. */
  async interrupt(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#child?.end();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.interrupt();
  }

  async #inTurn<Result>(work: (child: WarmChild) => Promise<Result>): Promise<Result> {
    if (this.#closed) throw new UnavailableError('The service is stopping.');
    if (this.#waiting >= MOST_WAITING) throw new UnavailableError('Too many evaluations are waiting.');
    this.#waiting++;
    const result = this.#last.then(() => this.#work(work)).finally(() => this.#waiting--);
    this.#last = result.catch(() => {});
    return result;
  }

  async #work<Result>(work: (child: WarmChild) => Promise<Result>): Promise<Result> {
    if (this.#closed) throw new UnavailableError('The service is stopping.');
    clearTimeout(this.#idle);
    const child = this.#child?.alive ? this.#child : new WarmChild(this.#options);
    this.#child = child;
    try {
      await child.ready.catch((error: unknown) => {
        throw new UnavailableError('The process for evaluations cannot be started at the moment.', { cause: error });
      });
      return await work(child);
    } finally {
      this.#idle = setTimeout(() => void child.end(), IDLE_MS).unref();
    }
  }
}
