import { randomBytes } from 'node:crypto';
import { type Database, openDatabase } from '../../src/database/client.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/database/embedded.js';
import { atEnd } from './cleanup.js';
import { silentLogger, testConfig } from './config.js';
import { administer, databaseUrl, FAST, prepareServer, SHARED_SERVER, TEMPLATE } from './postgres-server.js';
import { temporaryFolder } from './temporary-folder.js';

/** A Postgres server of a test's own, which it may stop, kill and start again; it keeps its address. */
export interface TestPostgres {
  readonly connectionString: string;
  /** Process id of the postmaster. */
  readonly pid: number;
  start(): Promise<void>;
  /** In order, as an administrator would; sessions are cut. */
  stop(): Promise<void>;
}

/**
 * A database for this test file alone, migrated and empty; dropped when the file's tests are over.
 * Call it at the top of the file: `const database = await testDatabase();`.
 */
export async function testDatabase(settings: Readonly<Record<string, string>> = {}): Promise<Database> {
  const connectionString = await createTestDatabase();
  const database = openDatabase(testConfig(settings), connectionString, silentLogger);
  atEnd(database.close);
  return database;
}

/** Like testDatabase, for tests that open their own connections: only the address. */
export function createTestDatabase(): Promise<string> {
  return createDatabase(TEMPLATE);
}

/** A database without any table, for tests of migrations. */
export function createBareDatabase(): Promise<string> {
  return createDatabase('template0');
}

async function createDatabase(template: string): Promise<string> {
  const server = await sharedServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
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
  atEnd(stop);
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

let ownServer: Promise<string> | undefined;

/** The server of the whole run or, where a file runs alone, one of its own. */
function sharedServer(): Promise<string> {
  const shared = process.env[SHARED_SERVER];
  if (shared !== undefined) return Promise.resolve(shared);
  ownServer ??= startTestPostgres().then(async ({ connectionString }) => {
    await prepareServer(connectionString);
    return connectionString;
  });
  return ownServer;
}
