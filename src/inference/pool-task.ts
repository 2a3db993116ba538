import { UnavailableError } from '../errors.js';

/** Something that a client waits for: it is settled once, and in time. */
export class PoolTask<Result> {
  /** How often it was given to a process. */
  attempts = 0;
  readonly #resolve: (result: Result) => void;
  readonly #reject: (error: unknown) => void;
  readonly #tooLong: NodeJS.Timeout;
  #over = false;

  /** @param what it is, in a sentence. @param late is called when the time is over, and the client has been told. */
  constructor(
    what: string,
    limitMs: number,
    { resolve, reject }: { resolve: (result: Result) => void; reject: (error: unknown) => void },
    late: () => void,
  ) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#tooLong = setTimeout(() => {
      this.fail(new UnavailableError(`The ${what} took longer than ${limitMs} ms.`, { retryAfterS: 1 }));
      late();
    }, limitMs);
  }

  get isOver(): boolean {
    return this.#over;
  }

  /** From now on it may take as long as it takes. */
  stopClock(): void {
    clearTimeout(this.#tooLong);
  }

  succeed(result: Result): void {
    this.#settle();
    this.#resolve(result);
  }

  fail(error: unknown): void {
    this.#settle();
    this.#reject(error);
  }

  #settle(): void {
    this.#over = true;
    clearTimeout(this.#tooLong);
  }
}
