import { setTimeout as sleep } from 'node:timers/promises';
import {
  createPostgresBackend,
  type JobsOptions,
  type JobType,
  type Processor,
  Queue,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import { Redis } from 'ioredis';
import type { Config } from '../config.js';
import { UnavailableError } from '../errors.js';
import { QUEUE_NAME } from './delivery.js';

/** What BullMQ keeps the queue on. */
export type QueueKind = 'redis' | 'postgres';

/** What is used of BullMQ's Queue, whose own type differs from backend to backend. */
interface AddingQueue {
  add(name: string, payload: unknown, options: JobsOptions): Promise<unknown>;
  getJobCounts(...types: JobType[]): Promise<Readonly<Record<string, number>>>;
  waitUntilReady(): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** The end of the queue that deliveries are added at. */
export interface QueueEntrance {
  readonly queue: AddingQueue;
  /** Resolves when the server answers and keeps what it is given. @throws {UnavailableError} or the driver's error. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** The end of the queue that deliveries come out of: what is used of BullMQ's Worker. */
export interface QueueExit {
  waitUntilReady(): Promise<unknown>;
  run(): Promise<void>;
  cancelJob(id: string, reason: string): boolean;
  cancelAllJobs(reason: string): void;
  close(force?: boolean): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: { id?: string | undefined } | undefined, error: Error) => void): unknown;
  on(event: 'lockRenewalFailed', listener: (ids: string[]) => void): unknown;
}

/** A Redis or a Postgres that the queue lives on. Nothing else in fitserve knows which. */
export interface QueueServer {
  readonly kind: QueueKind;
  openEntrance(): QueueEntrance;
  /** A worker that does not run yet. */
  openExit(process: Processor, options: Omit<WorkerOptions, 'connection'>): QueueExit;
}

/** Postgres's schema for BullMQ's tables, and the prefix of its keys in Redis. */
const NAMESPACE = 'fitserve_queue';
const RECONNECT_LIMIT_MS = 2_000;
/** Between two looks for a delivery that failed: BullMQ itself looks again at once, as fast as Postgres can refuse. */
const FAILED_FETCH_PAUSE_MS = 250;
/** Postgres connections of either end; it needs one at a time, and one more to renew locks meanwhile. */
const QUEUE_POOL_SIZE = 3;
/** BullMQ's own record of what happened, which nobody here reads. */
const KEPT_EVENTS = { events: { maxLen: 10 } };

/** Redis where REDIS_URL names one, else the Postgres that everything is in. */
export function queueServer(
  config: Pick<Config, 'REDIS_URL' | 'DATABASE_CONNECT_TIMEOUT_MS'>,
  connectionString: string,
): QueueServer {
  const timeoutMs = config.DATABASE_CONNECT_TIMEOUT_MS;
  return config.REDIS_URL === undefined
    ? postgresServer(connectionString, timeoutMs)
    : redisServer(config.REDIS_URL, timeoutMs);
}

function redisServer(url: string, connectTimeout: number): QueueServer {
  const retryStrategy = (times: number) => Math.min(50 * 2 ** Math.min(times, 10), RECONNECT_LIMIT_MS);
  return {
    kind: 'redis',
    openEntrance: () => {
      // A command fails at once while Redis is away: nobody waits, the outbox keeps what was to be added.
      const redis = new Redis(url, {
        connectTimeout,
        retryStrategy,
        enableOfflineQueue: false,
        maxRetriesPerRequest: 1,
      });
      const queue = new Queue(QUEUE_NAME, { connection: redis, prefix: NAMESPACE, streams: KEPT_EVENTS });
      return {
        queue,
        check: () => checkRedis(redis),
        // BullMQ leaves a connection that it was given, and waits for one that is away.
        close: () => {
          redis.disconnect();
          return queue.close();
        },
      };
    },
    // Here commands wait for Redis to come back, as BullMQ demands of a worker.
    openExit: (process, options) => {
      const connection = { url, connectTimeout, retryStrategy, maxRetriesPerRequest: null };
      return new Worker(QUEUE_NAME, process, { ...options, connection, prefix: NAMESPACE });
    },
  };
}

async function checkRedis(redis: Redis): Promise<void> {
  const policy = /^maxmemory_policy:(\S+)/m.exec(await redis.info('memory'))?.[1];
  if (policy === undefined || policy === 'noeviction') return;
  throw new UnavailableError(
    `Redis may drop deliveries when its memory is full: set its maxmemory-policy to noeviction (it is ${policy}).`,
  );
}

function postgresServer(connectionString: string, connectionTimeoutMillis: number): QueueServer {
  const connection = {
    connectionString,
    connectionTimeoutMillis,
    schema: NAMESPACE,
    migrate: true,
    max: QUEUE_POOL_SIZE,
    application_name: 'fitserve queue',
  };
  return {
    kind: 'postgres',
    openEntrance: () => {
      const queue = new Queue(QUEUE_NAME, { connection, streams: KEPT_EVENTS }, createPostgresBackend);
      return {
        queue,
        check: async () => {
          await queue.getJobCounts('wait');
        },
        close: () => queue.close(),
      };
    },
    openExit: (process, options) => new Worker(QUEUE_NAME, process, { ...options, connection }, createPatientBackend),
  };
}

const createPatientBackend: typeof createPostgresBackend = (...args) => {
  const backend = createPostgresBackend(...args);
  const fetch = backend.moveToActive.bind(backend);
  backend.moveToActive = (...fetchArgs) =>
    fetch(...fetchArgs).catch(async (error: unknown) => {
      await sleep(FAILED_FETCH_PAUSE_MS);
      throw error;
    });
  return backend;
};
