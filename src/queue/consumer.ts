import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../logger.js';
import { type Delivery, readDelivery } from './delivery.js';
import type { QueueExit, QueueServer } from './server.js';
import { withTimeLimit } from './time-limit.js';

/** Works on a delivery; it is over when the promise settles. `signal` aborts when the delivery should be dropped. */
export type ProcessDelivery = (delivery: Delivery, signal: AbortSignal) => Promise<void>;

export interface ConsumerOptions {
  /** Deliveries worked on at once. */
  readonly concurrency: number;
  readonly process: ProcessDelivery;
}

/** Takes deliveries out of the queue until it is closed, whatever happens to Redis or Postgres meanwhile. */
export interface Consumer {
  /**
   * Takes no more, gives what is in hand `graceMs` to end, then aborts its signal and gives it a little more. Resolves then
   * whatever happens: the queue's own closing knows no limit.
   */
  close(graceMs: number): Promise<void>;
}

/** Stalls that BullMQ forgives: attempts are counted in Postgres. */
const UNLIMITED_STALLS = 1_000_000;
const BACKOFF_MS = [200, 1_000, 3_000] as const;
/** Between two tries of BullMQ to fetch or to finish while its server is away. */
const RETRY_MS = 1_000;
const CLOSE_LIMIT_MS = 3_000;
const LOG_EVERY_MS = 5_000;

/**
 * Starts to consume. `lockMs` is how long a delivery stays with a worker that has gone silent before another gets it.
 */
export function startConsumer(
  server: QueueServer,
  { concurrency, process }: ConsumerOptions,
  lockMs: number,
  logger: Logger,
): Consumer {
  const closing = new AbortController();
  let exit: QueueExit | undefined;
  let lastLogged = 0;
  const onError = (error: unknown) => {
    if (closing.signal.aborted || Date.now() - lastLogged < LOG_EVERY_MS) return;
    lastLogged = Date.now();
    logger.warn({ err: error }, 'the queue has a fault; it is tried again');
  };

  const open = (): QueueExit => {
    const opened = server.openExit(
      // BullMQ passes a signal only to a function of three parameters.
      async (job, _token, signal) => process(readDelivery(job.id, job.data), signal ?? closing.signal),
      {
        autorun: false,
        concurrency,
        lockDuration: lockMs,
        stalledInterval: lockMs,
        maxStalledCount: UNLIMITED_STALLS,
        runRetryDelay: RETRY_MS,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      },
    );
    opened.on('error', onError);
    opened.on('failed', (job, error) => {
      logger.error({ err: error, delivery: job?.id }, 'a delivery failed');
    });
    opened.on('lockRenewalFailed', (ids: string[]) => {
      for (const id of ids) opened.cancelJob(id, 'the queue has given this delivery to another worker, or lost it');
    });
    return opened;
  };

  // A BullMQ backend whose first connection fails stays failed, so each try opens a new one.
  const run = async (): Promise<void> => {
    for (let failures = 0; !closing.signal.aborted; failures++) {
      const opened = open();
      exit = opened;
      try {
        await opened.waitUntilReady();
        if (closing.signal.aborted) return;
        await opened.run();
        return;
      } catch (error) {
        onError(error);
        await withTimeLimit(opened.close(true), CLOSE_LIMIT_MS, 'closing').catch(() => undefined);
      }
      const delay = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)];
      await sleep(delay, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };
  void run();

  return {
    close: async (graceMs) => {
      closing.abort();
      const closed = exit?.close() ?? Promise.resolve();
      const limited = (limitMs: number) =>
        withTimeLimit(closed, limitMs, 'closing').then(
          () => true,
          () => false,
        );
      if (await limited(graceMs + CLOSE_LIMIT_MS)) return;
      exit?.cancelAllJobs('the worker is closing');
      if (!(await limited(CLOSE_LIMIT_MS))) logger.warn('the queue did not close in time and is left');
    },
  };
}
