import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Config } from '../config.js';
import type { Logger } from '../logger.js';
import { lastClusterUrl } from './cluster.js';
import { FolderInUseError, startEmbeddedPostgres } from './embedded.js';

const JOIN_TIMEOUT_MS = 30_000;
const JOIN_POLL_MS = 500;

/** The Postgres that this process works on. */
export interface PostgresAccess {
  readonly connectionString: string;
  readonly embedded: boolean;
  /** Shuts an embedded Postgres down; does nothing to one that is somebody else's. */
  stop(): Promise<void>;
}

/** The Postgres of DATABASE_URL, or the embedded one in DATA_DIR, started. @throws {EmbeddedPostgresError} */
export async function connectPostgres(
  config: Pick<Config, 'DATABASE_URL' | 'DATA_DIR'>,
  logger: Logger,
): Promise<PostgresAccess> {
  if (config.DATABASE_URL !== undefined) {
    return { connectionString: config.DATABASE_URL, embedded: false, stop: () => Promise.resolve() };
  }
  const { connectionString, stop } = await startEmbeddedPostgres(config.DATA_DIR, logger);
  return { connectionString, embedded: true, stop };
}

/**
 * Like connectPostgres, for a command that works beside the service: takes the embedded Postgres that the service runs, and
 * starts it only where it does not run.
 * @throws {EmbeddedPostgresError}
 */
export async function joinPostgres(
  config: Pick<Config, 'DATABASE_URL' | 'DATA_DIR' | 'DATABASE_CONNECT_TIMEOUT_MS'>,
  logger: Logger,
): Promise<PostgresAccess> {
  for (const deadline = Date.now() + JOIN_TIMEOUT_MS; ; await sleep(JOIN_POLL_MS)) {
    const running = config.DATABASE_URL === undefined ? await runningCluster(config) : undefined;
    if (running !== undefined) return { connectionString: running, embedded: true, stop: () => Promise.resolve() };
    try {
      return await connectPostgres(config, logger);
    } catch (error) {
      // The service is starting or stopping right now.
      if (!(error instanceof FolderInUseError) || Date.now() > deadline) throw error;
    }
  }
}

async function runningCluster(
  config: Pick<Config, 'DATA_DIR' | 'DATABASE_CONNECT_TIMEOUT_MS'>,
): Promise<string | undefined> {
  const connectionString = await lastClusterUrl(config.DATA_DIR);
  if (connectionString === undefined) return undefined;
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: config.DATABASE_CONNECT_TIMEOUT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return connectionString;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}
