import { Queue, Worker } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import { UnavailableError } from '../errors.js';
import { KEPT_EVENTS, NAMESPACE, QUEUE_NAME } from './names.js';
import type { QueueServer } from './server.js';

const RECONNECT_LIMIT_MS = 2_000;

const NAMES = { prefix: NAMESPACE, streams: KEPT_EVENTS };

const retryStrategy = (times: number) => Math.min(50 * 2 ** Math.min(times, 10), RECONNECT_LIMIT_MS);

/** BullMQ on Redis. */
export function redisServer(url: string, connectTimeout: number): QueueServer {
  return {
    kind: 'redis',
    openEntrance: () => {
      const { queue, redis, cut } = openRedisQueue(url, connectTimeout);
      return {
        queue,
        check: () => check(redis),
        close: () => {
          cut();
          return queue.close();
        },
      };
    },
    openExit: (process, options) => {
      // A command waits for Redis to come back, as BullMQ demands of a worker's connections.
      const { redis, cut } = connect(url, { connectTimeout, retryStrategy, maxRetriesPerRequest: null });
      const worker = new Worker(QUEUE_NAME, process, { ...options, ...NAMES, connection: redis });
      return { worker, cut: async () => cut() };
    },
  };
}

/** The queue itself. A command fails at once while Redis is away: nobody waits, and the outbox keeps what was to be added. */
export function openRedisQueue(url: string, connectTimeout: number): { queue: Queue; redis: Redis; cut: () => void } {
  const options = { connectTimeout, retryStrategy, enableOfflineQueue: false, maxRetriesPerRequest: 1 };
  const { redis, cut } = connect(url, options);
  return { queue: new Queue(QUEUE_NAME, { ...NAMES, connection: redis }), redis, cut };
}

type ConnectionOptions = Pick<
  RedisOptions,
  'connectTimeout' | 'retryStrategy' | 'enableOfflineQueue' | 'maxRetriesPerRequest'
>;

/** A connection, and what cuts it and its copies: BullMQ makes one to block on, and keeps it from others. */
function connect(url: string, options: ConnectionOptions): { redis: Redis; cut: () => void } {
  const redis = new Redis(url, options);
  const connections: { disconnect(): void }[] = [redis];
  const duplicate: Redis['duplicate'] = redis.duplicate.bind(redis);
  redis.duplicate = (override) => {
    const copy = duplicate(override);
    connections.push(copy);
    return copy;
  };
  // BullMQ reports it; unheard, it would be printed.
  redis.on('error', () => undefined);
  return {
    redis,
    cut: () => {
      for (const connection of connections) connection.disconnect();
    },
  };
}

async function check(redis: Redis): Promise<void> {
  // INFO is answered before the connection takes anything else.
  if (redis.status !== 'ready') throw new UnavailableError('There is no connection to Redis.');
  const policy = /^maxmemory_policy:(\S+)/m.exec(await redis.info('memory'))?.[1];
  if (policy === undefined || policy === 'noeviction') return;
  throw new UnavailableError(
    `Redis may drop deliveries when its memory is full: set its maxmemory-policy to noeviction (it is ${policy}).`,
  );
}
