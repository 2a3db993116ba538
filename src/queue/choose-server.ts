import type { Config } from '../config.js';
import { postgresServer } from './postgres-server.js';
import { redisServer } from './redis-server.js';
import type { QueueServer } from './server.js';

/** Redis where REDIS_URL names one, else the Postgres that everything is in: the one place where that is decided. */
export function chooseServer(
  config: Pick<Config, 'REDIS_URL' | 'DATABASE_CONNECT_TIMEOUT_MS'>,
  connectionString: string,
): QueueServer {
  const timeoutMs = config.DATABASE_CONNECT_TIMEOUT_MS;
  return config.REDIS_URL === undefined
    ? postgresServer(connectionString, timeoutMs)
    : redisServer(config.REDIS_URL, timeoutMs);
}
