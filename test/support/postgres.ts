import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Database, openDatabase } from '../../src/database/client.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/database/embedded.js';
import { migrate } from '../../src/database/migrate.js';
import { atEnd } from './cleanup.js';
import { silentLogger, testConfig } from './config.js';

/** A Postgres server of a test's own, which it may stop, kill and start again; it keeps its address. */
export interface TestPostgres {
  readonly connectionString: string;
  /** Process id of the postmaster. */
  readonly pid: number;
  start(): Promise<void>;
  /** In order, as an administrator would; sessions are cut. */
  stop(): Promise<void>;
}

/** A migrated database, empty but for its tables. */
export interface TestDatabase extends Database {
  readonly connectionString: string;
}

/** Where test/run.ts says which server all test files share. */
export const SHARED_SERVER = 'FITSERVE_TEST_POSTGRES';
const TEMPLATE = 'fitserve_template';
/** Nothing that a test writes needs to outlive a power cut. */
export const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * A database for this test file alone, migrated and empty; dropped when the file's tests are over.
 * Call it at the top of the file: `const database = await testDatabase();`.
 */
export async function testDatabase(settings: Readonly<Record<string, string>> = {}): Promise<TestDatabase> {
  const connectionString = await createTestDatabase();
  const database = openDatabase(testConfig(settings), connectionString, silentLogger);
  atEnd(database.close);
  return database;
}

/** Like testDatabase, for tests that open their own connections: only the address. */
export async function createTestDatabase(): Promise<string> {
  const server = await sharedServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(server, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  atEnd(() => administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  return databaseUrl(server, name);
}

/** Starts a server for this test file alone (0.6 s); ended and removed when the file's tests are over. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const folder = await temporaryFolder();
  let server: EmbeddedPostgres | undefined = await startEmbeddedPostgres(folder, silentLogger, FAST);
  const { connectionString } = server;
  const stop = async () => {
    await server?.stop();
    server = undefined;
  };
  atEnd(async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    connectionString,
    get pid() {
      return server?.pid ?? 0;
    },
    stop,
    start: async () => {
      server ??= await startEmbeddedPostgres(folder, silentLogger, FAST);
    },
  };
}

/** Makes the migrated database that all others are copied from. @returns the server's address for SHARED_SERVER. */
export async function prepareServer(server: Pick<TestPostgres, 'connectionString'>): Promise<string> {
  await administer(server.connectionString, `CREATE DATABASE ${TEMPLATE}`);
  await migrate(databaseUrl(server.connectionString, TEMPLATE), silentLogger);
  return server.connectionString;
}

/** A new folder below the system's temporary one that Postgres's user may pass. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fitserve-test-'));
  await chmod(folder, 0o711);
  return folder;
}

let ownServer: Promise<string> | undefined;

/** The server of the whole run or, where a file runs alone, one of its own. */
function sharedServer(): Promise<string> {
  const shared = process.env[SHARED_SERVER];
  if (shared !== undefined) return Promise.resolve(shared);
  ownServer ??= startTestPostgres().then(prepareServer);
  return ownServer;
}

async function administer(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(server, 'postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
