/** So many must have shared a look-up for the next one to wait for others. */
const MANY = 4;
/** Longest such wait, from the beginning of a look-up to that of the next. */
const WINDOW_MS = 3;

interface Waiting<Answer> {
  readonly answer: Promise<Answer>;
  sharers: number;
}

/**
 * Looks something up once for all who ask at about the same time, without ever giving an answer that is older than the question:
 * whoever asks while a look-up is under way takes part in the next one. So a key is looked up again and again, one look-up after
 * another, however many ask; at once where few do, and every few milliseconds where many do.
 */
export class SharedLookUp<Answer> {
  /** Look-ups that are not begun, so that who asks may take part. */
  readonly #waiting = new Map<string, Waiting<Answer>>();
  /** Those under way; each resolves, never rejects, when the next may begin. */
  readonly #begun = new Map<string, Promise<void>>();

  get(key: string, lookUp: () => Promise<Answer>): Promise<Answer> {
    const waiting = this.#waiting.get(key);
    if (waiting !== undefined) {
      waiting.sharers++;
      return waiting.answer;
    }
    // What came in the same turn of the event loop takes part, too.
    const free = this.#begun.get(key) ?? new Promise<void>((resolve) => setImmediate(resolve));
    const answer = free.then(() => this.#begin(key, lookUp));
    this.#waiting.set(key, { answer, sharers: 1 });
    return answer;
  }

  #begin(key: string, lookUp: () => Promise<Answer>): Promise<Answer> {
    const sharers = this.#waiting.get(key)?.sharers ?? 1;
    this.#waiting.delete(key);
    const answer = lookUp();
    const window = sharers >= MANY ? new Promise<void>((resolve) => setTimeout(resolve, WINDOW_MS)) : Promise.resolve();
    const forget = () => {
      this.#begun.delete(key);
    };
    this.#begun.set(key, Promise.allSettled([answer, window]).then(forget));
    return answer;
  }
}
