import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database/client.js';
import { isDatabaseAway } from '../database/database-away.js';
import type { Logger } from '../logger.js';
import { StartError } from './start-failure.js';

/** Containers that start together are not all there at once. */
const PATIENCE_MS = 60_000;
const POLL_MS = 1_000;

/**
 * Waits for Postgres to answer.
 * @throws {StartError} when it has not for a minute; the driver's error when it refuses us; the reason of `signal`.
 */
export async function waitForDatabase(
  database: Pick<Database, 'ping'>,
  logger: Logger,
  signal?: AbortSignal,
): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(POLL_MS)) {
    signal?.throwIfAborted();
    try {
      return await database.ping();
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      if (Date.now() > deadline) {
        throw new StartError('Postgres has not answered for a minute: check DATABASE_URL, and that it runs.', {
          cause: error,
        });
      }
      logger.warn({ err: error }, 'waiting for Postgres');
    }
  }
}
