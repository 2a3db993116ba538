import type { EngineInfo } from '../engine/training-spec.js';
import { WarmChild, type WarmChildOptions } from './warm-child.js';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

export interface ChildSlotOptions extends WarmChildOptions {
  /** Called when the process has become ready, and when it is known that it will not. */
  readonly changed: () => void;
}

/** A place for one inference process: starts one, and another when it ends. One that cannot be started is tried again, ever later. */
export class ChildSlot {
  readonly #options: ChildSlotOptions;
  /** Work at the process, by kind; it ends with it. */
  readonly running = { predict: 0, load: 0, evaluate: 0 };
  #starting: WarmChild | null = null;
  #child: WarmChild | null = null;
  #engine: EngineInfo | null = null;
  #failures = 0;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: ChildSlotOptions) {
    this.#options = options;
    this.#start();
  }

  /** The process, once it is ready and while it lives. */
  get child(): WarmChild | null {
    return this.#child?.alive === true ? this.#child : null;
  }

  /** What the last process that was ready computes with. */
  get engine(): EngineInfo | null {
    return this.#engine;
  }

  /** Whether the last start failed, and the next is not under way. */
  get isBroken(): boolean {
    return this.#child === null && this.#starting === null;
  }

  get load(): number {
    return this.running.predict + this.running.load + this.running.evaluate;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await Promise.all([this.#starting?.end(), this.#child?.end()]);
  }

  #start(): void {
    const child = new WarmChild(this.#options);
    this.#starting = child;
    child.ready.then(
      (engine) => {
        this.#starting = null;
        this.#child = child;
        this.#engine = engine;
        this.#failures = 0;
        this.#options.logger.info({ childPid: child.pid, engine }, 'an inference process is ready');
        this.#options.changed();
      },
      () => {},
    );
    void child.ended.then(() => {
      const wasReady = this.#child === child;
      this.#starting = null;
      this.#child = null;
      if (this.#closed) return;
      if (wasReady) this.#start();
      else this.#startLater();
      this.#options.changed();
    });
  }

  #startLater(): void {
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** this.#failures++, LONGEST_WAIT_MS);
    this.#retry = setTimeout(() => this.#start(), waitMs).unref();
  }
}
