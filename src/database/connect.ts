import type { Config } from '../config.js';
import type { Logger } from '../logger.js';
import { startEmbeddedPostgres } from './embedded.js';

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
