import pg from 'pg';
import { migrate } from '../../src/database/migrate.js';
import { silentLogger } from './config.js';

// What test/run.ts needs too, which must not import node:test: it would report a run of no tests.

/** Where test/run.ts says which server all test files share. */
export const SHARED_SERVER = 'FITSERVE_TEST_POSTGRES';
/** The migrated database that all others are copied from. */
export const TEMPLATE = 'fitserve_template';
/** Nothing that a test writes needs to outlive a power cut. */
export const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** Makes the template on a new server. */
export async function prepareServer(server: string): Promise<void> {
  await administer(server, `CREATE DATABASE ${TEMPLATE}`);
  await migrate(databaseUrl(server, TEMPLATE), silentLogger);
}

/** Runs a statement in the server's own database. */
export async function administer(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(server, 'postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The address of a database on the server. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
