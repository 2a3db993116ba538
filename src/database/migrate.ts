import pg from 'pg';
import type { Logger } from '../logger.js';
import { MigrationError, readMigrationList, readMigrations, readSchema } from './migration-files.js';

import { packageRoot } from './package-root.js';
import { withSchemaEngine } from './schema-engine.js';
import type { Queryable } from './sql.js';

export { MigrationError } from './migration-files.js';

const NO_FILTER = { externalTables: [], externalEnums: [] };
/** What the engine writes where there is nothing to do. */
const EMPTY_MIGRATION = '-- This is an empty migration.';
/** SQLSTATE of a table that does not exist: a database that was never migrated. */
const UNDEFINED_TABLE = '42P01';

/**
 * Names of the migrations that the database still lacks, oldest first.
 * @throws {MigrationError} when one was changed after it was applied.
 */
export async function pendingMigrations(connection: Queryable): Promise<string[]> {
  const [migrations, applied] = await Promise.all([readMigrations(), appliedMigrations(connection)]);
  for (const { name, checksum } of migrations) {
    const known = applied.get(name);
    if (known !== undefined && known !== checksum) {
      throw new MigrationError(`The migration ${name} was changed after this database had applied it.`);
    }
  }
  return migrations.filter(({ name }) => !applied.has(name)).map(({ name }) => name);
}

/**
 * Applies the migrations that the database lacks, all in one transaction, and writes them into `_prisma_migrations`, as
 * Prisma's own command does. Several processes may call it at once. @returns the names of those applied.
 * @param isWanted leaves out newer ones, for what was made before them.
 */
export async function migrate(
  connectionString: string,
  logger: Logger,
  isWanted: (name: string) => boolean = () => true,
): Promise<string[]> {
  if (!(await withClient(connectionString, pendingMigrations)).some(isWanted)) return [];
  const list = await readMigrationList();
  const migrationsList = {
    ...list,
    migrationDirectories: list.migrationDirectories.filter(({ path }) => isWanted(path)),
  };
  const { appliedMigrationNames } = await withSchemaEngine(connectionString, (engine) =>
    engine.applyMigrations({ migrationsList, filters: NO_FILTER }),
  );
  if (appliedMigrationNames.length > 0) logger.info({ migrations: appliedMigrationNames }, 'migrations applied');
  return appliedMigrationNames;
}

/** The SQL that turns the database into what prisma/schema.prisma says; empty when it is that already. */
export async function schemaDifference(connectionString: string): Promise<string> {
  const schema = await readSchema();
  const { stdout } = await withSchemaEngine(connectionString, (engine) =>
    engine.diff({
      from: { tag: 'schemaDatasource', ...schema, configDir: packageRoot },
      to: { tag: 'schemaDatamodel', ...schema },
      script: true,
      exitCode: null,
      filters: NO_FILTER,
    }),
  );
  return (stdout ?? '').replace(EMPTY_MIGRATION, '').trim();
}

async function withClient<Result>(
  connectionString: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Checksums of the finished migrations, by name; none where the database was never migrated. */
export async function appliedMigrations(connection: Queryable): Promise<Map<string, string>> {
  try {
    const { rows } = await connection.query<{ migration_name: string; checksum: string }>(
      'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    );
    return new Map(rows.map((row) => [row.migration_name, row.checksum]));
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNDEFINED_TABLE) return new Map();
    throw error;
  }
}
