import type { Queryable } from '../database/sql.js';
import type { Logger } from '../logger.js';
import { type FeedEvent, readEvents, readMoment } from './event-repository.js';
import { JobTopic } from './job-topic.js';
import type { JobWatch } from './job-watch.js';

/** Events read at once while a client catches up. */
const PAGE = 500;

/**
 * The events of jobs, for many listeners: a change is read once in this process however many listen to the job, and a job
 * that nobody listens to is not read at all.
 */
export class JobFeed {
  readonly #database: Queryable;
  readonly #watch: Pick<JobWatch, 'watch'>;
  readonly #logger: Pick<Logger, 'warn'>;
  readonly #topics = new Map<string, JobTopic>();

  constructor(database: Queryable, watch: Pick<JobWatch, 'watch'>, logger: Pick<Logger, 'warn'>) {
    this.#database = database;
    this.#watch = watch;
    this.#logger = logger;
  }

  /**
   * The events of a job after number `after`: first those that are past, then the others as they come, each exactly once and
   * in order. Ends after the last status, when the job is deleted, or when `signal` is aborted.
   */
  async *follow(jobId: string, after: number, signal: AbortSignal): AsyncGenerator<FeedEvent, void> {
    let last = after;
    while (!signal.aborted) {
      const past = await readEvents(this.#database, jobId, last, PAGE);
      for (const event of past) {
        yield event;
        last = event.id;
      }
      if (past.length === PAGE) continue;
      const topic = this.#topicOf(jobId);
      const listener = topic.join(last, signal);
      try {
        for await (const event of listener) {
          yield event;
          if ('id' in event) last = event.id;
        }
      } finally {
        listener.leave();
      }
      if (listener.isOver) return;
    }
  }

  #topicOf(jobId: string): JobTopic {
    const known = this.#topics.get(jobId);
    if (known !== undefined) return known;
    const topic = new JobTopic({
      readMoment: () => readMoment(this.#database, jobId),
      readEvents: (after) => readEvents(this.#database, jobId, after, PAGE),
      watch: (changed) => this.#watch.watch(jobId, changed),
      deserted: () => this.#topics.delete(jobId),
      failed: (error) => this.#logger.warn({ err: error, jobId }, 'the events of a job could not be read'),
    });
    this.#topics.set(jobId, topic);
    return topic;
  }
}
