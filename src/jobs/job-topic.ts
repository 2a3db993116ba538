import { setTimeout as sleep } from 'node:timers/promises';
import type { JobMoment, NumberedEvent } from './event-repository.js';
import { FeedListener } from './feed-listener.js';
import type { JobStatus } from './job-schemas.js';

/** A job in one of these has no events to come, unless it is resumed. */
export const ENDED: ReadonlySet<JobStatus> = new Set(['succeeded', 'failed', 'cancelled']);
const RETRY_MS = 1_000;

export interface TopicSource {
  /** Undefined when the job has been deleted. */
  readMoment(): Promise<JobMoment | undefined>;
  /** The next events above this number, as many as are read at once. */
  readEvents(after: number): Promise<NumberedEvent[]>;
  /** Calls `changed` whenever the job has changed; the answer takes it off again. */
  watch(changed: () => void): () => void;
  /** Nobody listens any more: the topic is dead. */
  deserted(): void;
  /** The job could not be read; it is tried again. */
  failed(error: unknown): void;
}

/** Those who listen to one job: each change of it is read once and given to all of them. */
export class JobTopic {
  readonly #source: TopicSource;
  readonly #listeners = new Set<FeedListener>();
  readonly #unwatch: () => void;
  #isReading = false;
  #hasChanged = false;

  constructor(source: TopicSource) {
    this.#source = source;
    this.#unwatch = source.watch(() => this.#changed());
  }

  /** A new listener, which is given the events after number `after`; it leaves when `signal` is aborted. */
  join(after: number, signal: AbortSignal): FeedListener {
    const aborted = () => listener.leave();
    const listener = new FeedListener(after, () => {
      signal.removeEventListener('abort', aborted);
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#unwatch();
      this.#source.deserted();
    });
    this.#listeners.add(listener);
    signal.addEventListener('abort', aborted, { once: true });
    if (signal.aborted) listener.leave();
    else this.#changed();
    return listener;
  }

  #changed(): void {
    this.#hasChanged = true;
    if (!this.#isReading) void this.#read();
  }

  async #read(): Promise<void> {
    this.#isReading = true;
    while (this.#hasChanged && this.#listeners.size > 0) {
      this.#hasChanged = false;
      await this.#giveNews().catch(async (error: unknown) => {
        this.#source.failed(error);
        this.#hasChanged = true;
        await sleep(RETRY_MS, undefined, { ref: false });
      });
    }
    this.#isReading = false;
  }

  async #giveNews(): Promise<void> {
    // The row first: every event up to its number has been committed and is found by what is read after it.
    const moment = await this.#source.readMoment();
    if (moment === undefined) {
      for (const listener of this.#listeners) listener.end();
      return;
    }
    const cursors = [...this.#listeners].map((listener) => listener.cursor);
    const oldest = Math.min(...cursors);
    const events = oldest < moment.lastEventId ? await this.#source.readEvents(oldest) : [];
    for (const listener of this.#listeners) {
      // One that joined while the events were read may lack some before them; it is served next time.
      if (listener.cursor < oldest) continue;
      listener.give(events, moment);
      if (listener.cursor < moment.lastEventId) this.#hasChanged = true;
      if (listener.cursor === moment.lastEventId && ENDED.has(moment.status)) listener.end();
    }
  }
}
