import type { Config } from '../config.js';
import type { Logger } from '../logger.js';
import { chooseServer } from './choose-server.js';
import { Consumer, type ConsumerOptions } from './consumer.js';
import { deliveryPayload, newDeliveryId, queuePriority } from './delivery.js';
import { DELIVERY_NAME } from './names.js';
import type { QueueEntrance, QueueKind } from './server.js';
import { withTimeLimit } from './time-limit.js';

export type { ConsumerOptions, ProcessDelivery } from './consumer.js';
export type { Delivery } from './delivery.js';
export type { QueueKind } from './server.js';

/** Deliveries in the queue. */
export interface QueueCounts {
  /** Not yet taken by a worker. */
  readonly waiting: number;
  /** In a worker's hands. */
  readonly active: number;
}

/** The doorbell between server and workers: what it loses, the reconciler rings again. */
export interface QueueBackend {
  readonly kind: QueueKind;
  /**
   * Hands a job to some worker; `priority` from -100 to 100, higher sooner. Every call makes a new delivery.
   * @throws {UnavailableError} or the driver's error when the queue is away, after DATABASE_CONNECT_TIMEOUT_MS at the latest;
   * it may still have been added.
   */
  addDelivery(delivery: { readonly jobId: string; readonly priority: number }): Promise<void>;
  /** Starts to take deliveries. */
  createConsumer(options: ConsumerOptions): Pick<Consumer, 'close'>;
  /** Resolves when the queue can be relied on. @throws {UnavailableError} or the driver's error, saying what is wrong. */
  ping(): Promise<void>;
  counts(): Promise<QueueCounts>;
  /** Closes the adding end, in 3 s at the most; consumers are closed by those who made them. */
  close(): Promise<void>;
}

export type QueueConfig = Pick<Config, 'REDIS_URL' | 'DATABASE_CONNECT_TIMEOUT_MS' | 'LEASE_MS'>;

const CLOSE_LIMIT_MS = 3_000;

/** The queue on Redis (REDIS_URL) or on the Postgres of `connectionString`. Connects at the first use. */
export function createQueueBackend(config: QueueConfig, connectionString: string, logger: Logger): QueueBackend {
  const server = chooseServer(config, connectionString);
  const limitMs = config.DATABASE_CONNECT_TIMEOUT_MS;
  let current: { readonly entrance: QueueEntrance; readonly ready: Promise<unknown> } | undefined;

  const open = () => {
    const entrance = server.openEntrance();
    entrance.queue.on('error', (error) => logger.debug({ err: error }, 'the queue has a fault'));
    const ready = entrance.queue.waitUntilReady().catch((error: unknown) => {
      // Such a backend stays failed: the next use opens another.
      if (current?.entrance === entrance) current = undefined;
      void entrance.close().catch(() => undefined);
      throw error;
    });
    return { entrance, ready };
  };

  const use = <Result>(work: (entrance: QueueEntrance) => Promise<Result>): Promise<Result> => {
    current ??= open();
    const { entrance, ready } = current;
    return withTimeLimit(
      ready.then(() => work(entrance)),
      limitMs,
      `The queue (${server.kind}) does not answer.`,
    );
  };

  return {
    kind: server.kind,
    addDelivery: ({ jobId, priority }) =>
      use(async ({ queue }) => {
        await queue.add(DELIVERY_NAME, deliveryPayload(jobId), {
          jobId: newDeliveryId(),
          priority: queuePriority(priority),
          attempts: 1,
          removeOnComplete: true,
          removeOnFail: true,
        });
      }),
    createConsumer: (options) => new Consumer(server, options, config.LEASE_MS, logger),
    ping: () => use((entrance) => entrance.check()),
    counts: () =>
      use(async ({ queue }) => {
        const counts = await queue.getJobCounts('wait', 'prioritized', 'active');
        return { waiting: (counts.wait ?? 0) + (counts.prioritized ?? 0), active: counts.active ?? 0 };
      }),
    close: async () => {
      const closed = current?.entrance.close() ?? Promise.resolve();
      await withTimeLimit(closed, CLOSE_LIMIT_MS, 'closing').catch((error: unknown) =>
        logger.debug({ err: error }, 'the queue did not close in time and is left'),
      );
    },
  };
}
