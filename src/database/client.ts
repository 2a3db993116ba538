import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Config } from '../config.js';
import type { Logger } from '../logger.js';
import { PrismaClient } from './generated/client.js';

export type { Queryable } from './sql.js';

/** A process's way to Postgres. Prisma and raw `pg` share one pool, so DATABASE_POOL_SIZE bounds both together. */
export interface Database {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  /** For what needs a connection of its own, such as LISTEN. */
  readonly connectionString: string;
  /** Resolves when Postgres answers a query. @throws the driver's error when it does not; see database-away.ts. */
  ping(): Promise<void>;
  /** Gives up all connections; queries in hand end first. */
  close(): Promise<void>;
}

/** Opens nothing yet: the first query does, and a Postgres that is away fails that query, not the process. */
export function openDatabase(
  config: Pick<Config, 'DATABASE_POOL_SIZE' | 'DATABASE_CONNECT_TIMEOUT_MS'>,
  connectionString: string,
  logger: Logger,
): Database {
  const pool = new pg.Pool({
    connectionString,
    max: config.DATABASE_POOL_SIZE,
    connectionTimeoutMillis: config.DATABASE_CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'fitserve',
  });
  const lost = (error: Error) => logger.warn({ err: error }, 'a Postgres connection was lost');
  pool.on('error', lost);
  // A connection that breaks while it is checked out emits on the client, and an unheard 'error' ends the process.
  pool.on('connect', (client) => client.on('error', lost));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    connectionString,
    ping: async () => {
      await pool.query('SELECT 1');
    },
    close: async () => {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}

/**
 * Runs `work` in a transaction on one connection: committed when it resolves, rolled back when it rejects.
 * For bytes, which Prisma writes several times slower, and for what must not be cut off by Prisma's 5 s limit.
 */
export async function withTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
