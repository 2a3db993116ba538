import { ConnectionError, JobEndedError, UnavailableError } from './errors.js';
import { readEvents } from './event-stream.js';
import type { History, Job } from './openapi.js';
import { type Listed, listAll, type PageOptions } from './pages.js';
import { type Transport, wait, waitOf } from './transport.js';
import type { EpochResult, JobEvent, JobStatus, RequestOptions } from './types.js';

/** Statuses after which nothing more happens by itself. */
const RESTING = new Set<JobStatus>(['succeeded', 'failed', 'cancelled', 'paused']);

export interface FollowOptions extends RequestOptions {
  /** Number of the last event that is known: those after it are told. */
  readonly after?: number;
}

export interface WaitOptions extends RequestOptions {
  /** Called after each epoch, in order and once. */
  readonly onEpoch?: (epoch: EpochResult) => void | Promise<void>;
  /** Called some times a second while the job trains, with where it stands. */
  readonly onProgress?: (progress: Extract<JobEvent, { type: 'progress' }>['data']) => void;
  /** Called with each event, of any kind. */
  readonly onEvent?: (event: JobEvent) => void | Promise<void>;
}

/** Training jobs. */
export class Jobs {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get(id: string, options: RequestOptions = {}): Promise<Job> {
    return this.#transport.request('get', '/v1/jobs/{id}', { params: { id }, ...options });
  }

  /** All jobs, the newest first, page by page as they are asked for. */
  list(filter: { readonly status?: JobStatus; readonly model?: string } & PageOptions = {}): Listed<Job> {
    return listAll(filter, (query) => this.#transport.request('get', '/v1/jobs', { query, signal: filter.signal }));
  }

  /** Keras's history: a list for each metric, a value for each epoch. */
  history(id: string, options: RequestOptions = {}): Promise<History> {
    return this.#transport.request('get', '/v1/jobs/{id}/history', { params: { id }, ...options });
  }

  cancel(id: string, options: RequestOptions = {}): Promise<Job> {
    return this.#transport.request('post', '/v1/jobs/{id}/cancel', { params: { id }, ...options });
  }

  pause(id: string, options: RequestOptions = {}): Promise<Job> {
    return this.#transport.request('post', '/v1/jobs/{id}/pause', { params: { id }, ...options });
  }

  /** Goes on with a paused, failed or cancelled job from its last checkpoint. */
  resume(id: string, options: RequestOptions = {}): Promise<Job> {
    return this.#transport.request('post', '/v1/jobs/{id}/resume', { params: { id }, ...options });
  }

  /**
   * The job's events as they come, each once and in order; a connection that breaks is made again, from the last event that
   * came. Ends after the job's last status; a paused job's stream goes on when the job does.
   */
  async *events(id: string, { after = 0, ...options }: FollowOptions = {}): AsyncGenerator<JobEvent> {
    const signal = this.#transport.signalFor(options.signal);
    let last = after;
    for (let failures = 0; ; failures++) {
      try {
        for await (const event of this.#stream(id, last, signal)) {
          failures = 0;
          if ('id' in event) last = event.id;
          yield event;
        }
        const { status } = await this.get(id, { signal });
        if (RESTING.has(status) && status !== 'paused' && !(await this.#hasMore(id, last, signal))) return;
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        if (!isBroken(error)) throw error;
      }
      await wait(waitOf(Math.min(failures, MOST_DOUBLINGS)), signal);
    }
  }

  /**
   * Waits until the job has succeeded, and gives it as it is then.
   * @throws {JobEndedError} when it fails, is cancelled or is paused.
   */
  async wait(id: string, { onEpoch, onProgress, onEvent, signal }: WaitOptions = {}): Promise<Job> {
    for await (const event of this.events(id, { signal })) {
      await onEvent?.(event);
      if (event.type === 'progress') onProgress?.(event.data);
      if (event.type === 'epoch') await onEpoch?.(event.data);
      // A job that was paused and goes on tells of its pause, too.
      if (event.type === 'status' && event.data.status === 'paused') {
        if ((await this.get(id, { signal })).status === 'paused') throw new JobEndedError(id, event.data);
      }
    }
    const job = await this.get(id, { signal });
    if (job.status !== 'succeeded') throw new JobEndedError(id, job);
    return job;
  }

  /** The bytes of a checkpoint in a format of the service, as a stream. */
  async download(
    id: string,
    checkpoint: string | number,
    format: string,
    options: RequestOptions = {},
  ): Promise<Response> {
    const address = `/v1/jobs/${encodeURIComponent(id)}/checkpoints/${encodeURIComponent(checkpoint)}/download`;
    const headers = { accept: 'application/zip, application/octet-stream' };
    return this.#transport.send('get', `${address}?format=${encodeURIComponent(format)}`, { headers, ...options });
  }

  /** Whether the stream has ended, which the service tells by 204, or was cut. */
  async #hasMore(id: string, last: number, signal: AbortSignal | undefined): Promise<boolean> {
    const answer = await this.#open(id, last, signal);
    await answer.body?.cancel();
    return answer.status !== NOTHING_MORE;
  }

  async *#stream(id: string, last: number, signal: AbortSignal | undefined): AsyncGenerator<JobEvent> {
    const { body, status } = await this.#open(id, last, signal);
    if (status === NOTHING_MORE || body === null) return;
    for await (const { id: number, event, data } of readEvents(body.pipeThrough(new TextDecoderStream()))) {
      yield { type: event, data, ...(number === undefined ? {} : { id: Number(number) }) } as JobEvent;
    }
  }

  #open(id: string, last: number, signal: AbortSignal | undefined): Promise<Response> {
    const headers = { accept: 'text/event-stream', 'last-event-id': String(last) };
    return this.#transport.send('get', `/v1/jobs/${encodeURIComponent(id)}/events`, { headers, signal });
  }
}

const NOTHING_MORE = 204;
const MOST_DOUBLINGS = 6;

/** What a connection that may come back throws; undici's and browsers' streams say it by a TypeError. */
function isBroken(error: unknown): boolean {
  return error instanceof ConnectionError || error instanceof UnavailableError || error instanceof TypeError;
}

/** A fit on its way: `await` gives the job as it was queued, `wait` the job when it has succeeded. */
export class FitCall implements PromiseLike<Job> {
  readonly #queued: Promise<Job>;
  readonly #jobs: Jobs;

  constructor(queued: Promise<Job>, jobs: Jobs) {
    this.#queued = queued;
    this.#jobs = jobs;
  }

  // biome-ignore lint/suspicious/noThenProperty: a fit can be awaited as it is, or waited for
  then<Fulfilled = Job, Rejected = never>(
    onFulfilled?: ((job: Job) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    return this.#queued.then(onFulfilled, onRejected);
  }

  /** Waits until the job has succeeded. @throws {JobEndedError} when it ends otherwise; and whatever the fit throws. */
  async wait(options: WaitOptions = {}): Promise<Job> {
    return this.#jobs.wait((await this.#queued).id, options);
  }
}
