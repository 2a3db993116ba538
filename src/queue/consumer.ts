import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, WaitingError } from 'bullmq';
import type { Logger } from '../logger.js';
import { type Delivery, readDelivery } from './delivery.js';
import type { QueueExit, QueueServer } from './server.js';
import { endsWithin } from './time-limit.js';

/** Works on a delivery; it is over when the promise settles. `signal` aborts when the delivery should be dropped. */
export type ProcessDelivery = (delivery: Delivery, signal: AbortSignal) => Promise<void>;

export interface ConsumerOptions {
  /** Deliveries worked on at once. */
  readonly concurrency: number;
  readonly process: ProcessDelivery;
}

/** Stalls that BullMQ forgives: attempts are counted in Postgres. */
const UNLIMITED_STALLS = 1_000_000;
const BACKOFF_MS = [200, 1_000, 3_000] as const;
/** Between two tries of BullMQ to fetch or to finish while its server is away. */
const RETRY_MS = 1_000;
/** For work whose signal was aborted to end. */
const ABORT_LIMIT_MS = 3_000;
/** For the queue to be told what has ended, and for each step of closing. */
const CLOSE_LIMIT_MS = 1_000;
const LOG_EVERY_MS = 5_000;
const POLL_MS = 20;

/** Takes deliveries out of the queue until it is closed, whatever happens to Redis or Postgres meanwhile. */
export class Consumer {
  readonly #server: QueueServer;
  readonly #options: ConsumerOptions;
  readonly #lockMs: number;
  readonly #logger: Logger;
  readonly #closing = new AbortController();
  /** Deliveries that are worked on. */
  readonly #inHand = new Set<string>();
  /** Deliveries of which the queue does not know yet that they are over. */
  readonly #unfinished = new Set<string>();
  #exit: QueueExit | undefined;
  #lastLogged = 0;

  /** Starts at once. `lockMs` is how long a delivery stays with a worker that has gone silent before another gets it. */
  constructor(server: QueueServer, options: ConsumerOptions, lockMs: number, logger: Logger) {
    this.#server = server;
    this.#options = options;
    this.#lockMs = lockMs;
    this.#logger = logger;
    void this.#run();
  }

  /**
   * Takes no more, gives what is in hand `graceMs` to end, then aborts its signal and gives it a little more. Resolves then
   * whatever happens. BullMQ's own closing waits without limit for a server that is away.
   */
  async close(graceMs: number): Promise<void> {
    this.#closing.abort();
    const exit = this.#exit;
    if (exit === undefined) return;
    await exit.worker.pause(true);
    if (!(await isEmptyWithin(this.#inHand, graceMs))) {
      exit.worker.cancelAllJobs('the worker is closing');
      await isEmptyWithin(this.#inHand, ABORT_LIMIT_MS);
    }
    await isEmptyWithin(this.#unfinished, CLOSE_LIMIT_MS);
    await shut(exit);
  }

  /** A BullMQ backend whose first connection fails stays failed, so each try opens a new one. */
  async #run(): Promise<void> {
    for (let failures = 0; !this.#closing.signal.aborted; failures++) {
      const exit = this.#open();
      this.#exit = exit;
      try {
        await exit.worker.waitUntilReady();
        if (!this.#closing.signal.aborted) await exit.worker.run();
        return;
      } catch (error) {
        this.#onError(error);
        await shut(exit);
      }
      const delay = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)];
      await sleep(delay, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    }
  }

  #open(): QueueExit {
    // BullMQ passes a signal only to a function of three parameters.
    const process = (job: Job, token: string | undefined, signal: AbortSignal | undefined) =>
      this.#process(job, token, signal);
    const exit = this.#server.openExit(process, {
      autorun: false,
      concurrency: this.#options.concurrency,
      lockDuration: this.#lockMs,
      stalledInterval: this.#lockMs,
      maxStalledCount: UNLIMITED_STALLS,
      runRetryDelay: RETRY_MS,
    });
    const { worker } = exit;
    worker.on('error', (error) => this.#onError(error));
    worker.on('completed', ({ id = '' }) => this.#unfinished.delete(id));
    worker.on('failed', (job, error) => {
      this.#unfinished.delete(job?.id ?? '');
      this.#logger.error({ err: error, delivery: job?.id }, 'a delivery failed');
    });
    worker.on('lockRenewalFailed', (ids) => {
      for (const id of ids) {
        this.#unfinished.delete(id);
        worker.cancelJob(id, 'the queue has given this delivery to another worker, or lost it');
      }
    });
    return exit;
  }

  async #process(job: Job, token: string | undefined, signal: AbortSignal | undefined): Promise<void> {
    if (this.#closing.signal.aborted) {
      // It was on its way when we began to close: another worker can have it at once.
      await job.moveToWait(token);
      throw new WaitingError();
    }
    const delivery = readDelivery(job.id, job.data);
    this.#inHand.add(delivery.id);
    this.#unfinished.add(delivery.id);
    try {
      await this.#options.process(delivery, signal ?? this.#closing.signal);
    } finally {
      this.#inHand.delete(delivery.id);
    }
  }

  #onError(error: unknown): void {
    if (this.#closing.signal.aborted || Date.now() - this.#lastLogged < LOG_EVERY_MS) return;
    this.#lastLogged = Date.now();
    this.#logger.warn({ err: error }, 'the queue has a fault; it is tried again');
  }
}

/** Closes a worker, and cuts its connections in any case. */
async function shut({ worker, cut }: QueueExit): Promise<void> {
  await endsWithin(worker.close(true), CLOSE_LIMIT_MS);
  await endsWithin(cut(), CLOSE_LIMIT_MS);
}

async function isEmptyWithin(set: ReadonlySet<string>, limitMs: number): Promise<boolean> {
  for (const deadline = Date.now() + limitMs; set.size > 0; ) {
    if (Date.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}
