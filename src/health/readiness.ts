import { UnavailableError } from '../errors.js';
import type { Logger } from '../logger.js';

/** Shorter than the 2 s in which /readyz answers whatever hangs. */
const CHECK_TIMEOUT_MS = 1_500;

/** What the service needs, and how each is looked at; a check rejects, or takes too long, when its part is not there. */
export type Checks = Readonly<Record<string, () => Promise<void>>>;

/** What is wrong with a part, as a sentence's end: `the database does not answer`. */
export type Missing = Readonly<Record<string, string>>;

/** A part that works but is not as it must be; the message is told to whoever asks. */
export class NotReadyError extends Error {
  override readonly name = 'NotReadyError';
}

/**
 * Looks at all parts at once, for 1.5 s at most. A look that hangs is not repeated before it ends, so that asking often
 * does not pile up connections.
 */
export class Readiness {
  readonly #checks: Checks;
  readonly #logger: Pick<Logger, 'warn'>;
  readonly #running = new Map<string, Promise<string | undefined>>();

  constructor(checks: Checks, logger: Pick<Logger, 'warn'>) {
    this.#checks = checks;
    this.#logger = logger;
  }

  /** The parts that are missing, by name; empty when the service is ready. */
  async missing(): Promise<Missing> {
    const found = await Promise.all(
      Object.keys(this.#checks).map(async (name) => {
        const complaint = await withinTime(this.#look(name));
        return complaint === undefined ? [] : [[name, complaint] as const];
      }),
    );
    return Object.fromEntries(found.flat());
  }

  #look(name: string): Promise<string | undefined> {
    const running = this.#running.get(name) ?? this.#start(name);
    this.#running.set(name, running);
    return running;
  }

  async #start(name: string): Promise<string | undefined> {
    try {
      await this.#checks[name]?.();
      return undefined;
    } catch (error) {
      if (error instanceof NotReadyError || error instanceof UnavailableError) return error.message;
      this.#logger.warn({ err: error, part: name }, 'a part of the service is not ready');
      return 'does not answer';
    } finally {
      this.#running.delete(name);
    }
  }
}

function withinTime(look: Promise<string | undefined>): Promise<string | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('does not answer in time'), CHECK_TIMEOUT_MS);
    look.then((complaint) => {
      clearTimeout(timer);
      resolve(complaint);
    });
  });
}
