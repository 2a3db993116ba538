import { readFile } from 'node:fs/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';

/** Node has it; @types/node 20 does not declare it. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, Record<string, unknown>>,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

type PgAdapter = Awaited<ReturnType<PrismaPg['connect']>>;

let loaded: Promise<typeof SchemaEngine> | undefined;

/**
 * Prisma's schema engine as WebAssembly, so that migrations need no downloaded binary. The package imports its `.wasm`
 * as a module, which Node 20 cannot do: it is instantiated by hand.
 */
async function loadEngine(): Promise<typeof SchemaEngine> {
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const file = new URL('schema_engine_bg.wasm', import.meta.resolve('@prisma/schema-engine-wasm'));
  const { instance } = await WebAssembly.instantiate(await readFile(file), {
    './schema_engine_bg.js': withoutWaiting(glue),
  });
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
  return glue.SchemaEngine;
}

/** The engine never clears the 10 s timer of its own lock; left as it is, a process could not end before. */
function withoutWaiting(glue: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const imports = Object.entries(glue).map(([name, value]) => {
    if (!name.startsWith('__wbg_setTimeout_') || typeof value !== 'function') return [name, value];
    return [name, (...args: unknown[]) => value(...args).unref()];
  });
  return Object.fromEntries(imports);
}

/** Held while the schema changes. Prisma's own command uses another number, which the engine takes besides. */
const SCHEMA_LOCK = 6_349_001;

/**
 * Runs `work` with a schema engine on one connection, inside one transaction: what a migration does, its row in
 * `_prisma_migrations` included, happens wholly or not at all, so a process killed half-way leaves nothing to repair.
 * Of several processes that start together, one works and the others wait for it.
 */
export async function withSchemaEngine<Result>(
  connectionString: string,
  work: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  loaded ??= loadEngine();
  const Engine = await loaded;
  const pool = new pg.Pool({ connectionString });
  const client = await pool.connect().catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  // A connection that breaks fails the statement in hand; unheard, it would end the process besides.
  client.on('error', () => undefined);
  // The adapter asks the pool, which gives a connection up when a statement on it fails, and the transaction with it.
  pool.query = client.query.bind(client);
  const run = (sql: string) => client.query(sql);
  const connection = await new PrismaPg(pool).connect();
  try {
    await run('BEGIN');
    await run(`SELECT pg_advisory_xact_lock(${SCHEMA_LOCK})`);
    const factory = bindMigrationAwareSqlAdapterFactory(singleConnection(connection, run));
    const engine = await Engine.new({ datamodels: undefined }, () => undefined, factory);
    try {
      const result = await work(engine);
      await run('COMMIT');
      return result;
    } finally {
      engine.free();
    }
  } finally {
    client.release(true);
    await pool.end();
  }
}

/** A factory whose every connection is the given one, with a savepoint around each statement: the engine probes with
 * statements that fail (is there a migrations table?), and one failure would otherwise void the transaction. */
function singleConnection(
  connection: PgAdapter,
  run: (sql: string) => Promise<unknown>,
): SqlMigrationAwareDriverAdapterFactory {
  const guarded = async <Result>(statement: () => Promise<Result>): Promise<Result> => {
    await run('SAVEPOINT statement');
    try {
      const result = await statement();
      await run('RELEASE SAVEPOINT statement');
      return result;
    } catch (error) {
      await run('ROLLBACK TO SAVEPOINT statement');
      throw error;
    }
  };
  const { provider, adapterName } = connection;
  const info = connection.getConnectionInfo?.bind(connection);
  const adapter: SqlDriverAdapter = {
    provider,
    adapterName,
    queryRaw: (query) => guarded(() => queryCatalog(connection, query)),
    executeRaw: (query) => guarded(() => connection.executeRaw(query)),
    // The adapter's own executeScript cuts at every semicolon, also inside strings and functions.
    executeScript: (script) =>
      guarded(() =>
        run(script).then(
          () => undefined,
          (error: unknown) => {
            throw forEngine(error);
          },
        ),
      ),
    startTransaction: () => Promise.reject(new Error('the schema engine already runs in a transaction')),
    ...(info === undefined ? {} : { getConnectionInfo: info }),
    dispose: () => Promise.resolve(),
  };
  const connect = () => Promise.resolve(adapter);
  return { provider, adapterName, connect, connectToShadowDb: connect };
}

/** What Postgres said, in the form in which the engine tells it on. */
function forEngine(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  const { message, detail, column, hint, code = '', severity = '' } = error;
  return new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint });
}

/** Object id of the type `"char"` of Postgres's catalogs, which the engine reads and the adapter does not know. */
const CHAR_OID = 18;

/** Runs a query of the engine, its `"char"` columns given as text and called characters. */
async function queryCatalog(connection: PgAdapter, query: SqlQuery): Promise<SqlResultSet> {
  if (!query.sql.includes('pg_constraint')) return connection.queryRaw(query);
  const sql = query.sql.trim().replace(/;$/, '');
  const { fields } = await connection.underlyingDriver().query(sql, query.args);
  const isChar = fields.map((field) => field.dataTypeID === CHAR_OID);
  const columns = fields.map(({ name }, index) => `"${name}"${isChar[index] ? '::text' : ''}`);
  const result = await connection.queryRaw({ ...query, sql: `SELECT ${columns.join(', ')} FROM (${sql}) AS catalog` });
  const columnTypes = result.columnTypes.map((type, index) => (isChar[index] ? ColumnTypeEnum.Character : type));
  return { ...result, columnTypes };
}
