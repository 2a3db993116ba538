import type { FeedEvent, JobMoment, NumberedEvent } from './event-repository.js';

/** A listener that has this many events still to take is too slow to be kept in memory. */
const MOST_WAITING = 1_000;

/** One listener to a job: what it is given waits here until it is taken. */
export class FeedListener implements AsyncIterable<FeedEvent> {
  /** Whether the job's last status was given; else the listener has to read on where it stopped. */
  isOver = false;
  #cursor: number;
  #closed = false;
  #waiting: NumberedEvent[] = [];
  #progress: JobMoment['progress'] | undefined;
  #toldProgress = '';
  #wake: () => void = () => undefined;
  readonly #onClose: () => void;

  constructor(after: number, onClose: () => void) {
    this.#cursor = after;
    this.#onClose = onClose;
  }

  /** Number of the last event that it was given. */
  get cursor(): number {
    return this.#cursor;
  }

  /** Gives it those of the events that it has not had, and where the job stands. */
  give(events: readonly NumberedEvent[], moment: JobMoment): void {
    if (this.#closed) return;
    for (const event of events) {
      if (event.id <= this.#cursor) continue;
      this.#waiting.push(event);
      this.#cursor = event.id;
    }
    this.#setProgress(moment);
    if (this.#waiting.length > MOST_WAITING) this.leave();
    this.#wake();
  }

  /** Progress that is older than an event is past: none is told after the last status. */
  #setProgress({ status, lastEventId, progress }: JobMoment): void {
    if (status !== 'running' || lastEventId < this.#cursor) {
      this.#progress = undefined;
      return;
    }
    const text = JSON.stringify(progress);
    if (text === this.#toldProgress) return;
    this.#progress = progress;
    this.#toldProgress = text;
  }

  /** Ends it after what it was given: there is nothing more to come. */
  end(): void {
    this.isOver = true;
    this.leave();
  }

  /** Gives it nothing more; what waits can still be taken. */
  leave(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#onClose();
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<FeedEvent, void> {
    for (;;) {
      for (let event = this.#waiting.shift(); event !== undefined; event = this.#waiting.shift()) yield event;
      const progress = this.#progress;
      if (progress !== undefined) {
        this.#progress = undefined;
        yield { type: 'progress', data: progress };
      } else if (this.#closed) {
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
