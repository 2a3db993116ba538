import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationList, SchemasContainer } from '@prisma/schema-engine-wasm';
import { packageRoot } from './package-root.js';

const FOLDER = join(packageRoot, 'prisma', 'migrations');
const SCHEMA = join(packageRoot, 'prisma', 'schema.prisma');
const LOCK_FILE = 'migration_lock.toml';

/** The migrations, or a database's record of them, are not as they should be. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** One step of the schema: its folder's name, which orders it, and its SQL. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** What `_prisma_migrations` keeps: SHA-256 of the SQL, hexadecimal. */
  readonly checksum: string;
}

/** The migrations of prisma/migrations, oldest first. */
export async function readMigrations(): Promise<Migration[]> {
  const entries = await readdir(FOLDER, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(FOLDER, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/** The migrations in the form that Prisma's schema engine takes. */
export async function readMigrationList(): Promise<MigrationList> {
  const migrations = await readMigrations();
  return {
    baseDir: FOLDER,
    lockfile: { path: LOCK_FILE, content: await readFile(join(FOLDER, LOCK_FILE), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}

/** prisma/schema.prisma, in the form that Prisma's schema engine takes. */
export async function readSchema(): Promise<SchemasContainer> {
  return { files: [{ path: SCHEMA, content: await readFile(SCHEMA, 'utf8') }] };
}

/**
 * Writes a new migration, named by the time and `title` (letters, digits and underscores). @returns the path of its SQL.
 * @throws {MigrationError} when the title has other characters.
 */
export async function writeMigration(title: string, sql: string, now = new Date()): Promise<string> {
  if (!/^\w+$/.test(title)) {
    throw new MigrationError(
      `A migration is named with letters, digits and underscores (received ${JSON.stringify(title)}).`,
    );
  }
  const time = now.toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(FOLDER, `${time}_${title}`);
  await mkdir(folder);
  await writeFile(join(folder, 'migration.sql'), `${sql}\n`);
  return join(folder, 'migration.sql');
}
