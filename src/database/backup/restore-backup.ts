import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import yauzl from 'yauzl';
import { z } from 'zod';
import type { Logger } from '../../logger.js';
import { appliedMigrations, migrate } from '../migrate.js';
import { readMigrations } from '../migration-files.js';
import type { Queryable } from '../sql.js';
import {
  BackupError,
  fileOf,
  MANIFEST,
  type Manifest,
  Meter,
  manifestSchema,
  type TableRecord,
} from './backup-format.js';
import { copyTarget, listTables } from './tables.js';

/** The files of a backup by their names. */
type Entries = ReadonlyMap<string, yauzl.Entry>;

/**
 * Fills an empty database with what writeBackup wrote, of this version of the service or an earlier one: the tables are made as they were,
 * filled, and then brought to what they are now. The rows come wholly or not at all.
 * @throws {BackupError} where the file is no whole backup, is of a later version, or the database is not empty.
 */
export async function restoreBackup(connectionString: string, path: string, logger: Logger): Promise<Manifest> {
  const zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false }).catch((error: unknown) => {
    throw new BackupError(`${path} is no backup that can be read: ${String(error)}`);
  });
  const client = new pg.Client({ connectionString, application_name: 'fitserve restore' });
  client.on('error', () => undefined);
  try {
    const entries = new Map<string, yauzl.Entry>();
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
    const manifest = await readManifest(zip, entries, path);
    const names = await knownMigrations(manifest);
    await client.connect();
    await requireEmpty(client, names);
    await migrate(connectionString, logger, (name) => names.has(name));
    await fill(client, zip, entries, manifest);
    await migrate(connectionString, logger);
    return manifest;
  } finally {
    zip.close();
    await client.end();
  }
}

async function readManifest(zip: yauzl.ZipFile, entries: Entries, path: string): Promise<Manifest> {
  const entry = entries.get(MANIFEST);
  const stored = entry === undefined ? '' : await text(await zip.openReadStreamPromise(entry));
  const parsed = manifestSchema.safeParse(stored === '' ? undefined : JSON.parse(stored));
  if (parsed.success) return parsed.data;
  throw new BackupError(`${path} is no backup of fitserve: its ${MANIFEST} is missing or of another form.`);
}

/** The migrations that the backup was made with. @throws {BackupError} where this version does not have them. */
async function knownMigrations({ migrations }: Manifest): Promise<ReadonlySet<string>> {
  const known = new Map((await readMigrations()).map(({ name, checksum }) => [name, checksum]));
  const odd = migrations.find(({ name, checksum }) => known.get(name) !== checksum);
  if (odd === undefined) return new Set(migrations.map(({ name }) => name));
  throw new BackupError(
    `The backup is of another version of fitserve, with the migration ${odd.name}: restore it with that version or a later one.`,
  );
}

async function requireEmpty(client: Queryable, names: ReadonlySet<string>): Promise<void> {
  const applied = [...(await appliedMigrations(client)).keys()];
  if (applied.length === 0) return;
  const { rows } = await client.query<{ taken: boolean }>('SELECT EXISTS (SELECT 1 FROM projects) AS taken');
  const isAsItWas = applied.length === names.size && applied.every((name) => names.has(name));
  if (rows[0]?.taken === false && isAsItWas) return;
  throw new BackupError('This database is in use by fitserve: restore into a new one, which is empty.');
}

async function fill(client: pg.Client, zip: yauzl.ZipFile, entries: Entries, { tables }: Manifest): Promise<void> {
  const names = (await listTables(client)).map(({ name }) => pg.escapeIdentifier(name));
  await client.query('BEGIN');
  try {
    // Migrations put rows into some.
    await client.query(`TRUNCATE ${names.join(', ')}`);
    // What triggers work out when a row changes is in the rows already.
    for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
    for (const table of tables) await fillTable(client, zip, entries.get(fileOf(table.name)), table);
    for (const name of names) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`);
    await advanceSequences(client);
    await handOverJobs(client);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function fillTable(
  client: pg.Client,
  zip: yauzl.ZipFile,
  entry: yauzl.Entry | undefined,
  table: TableRecord,
): Promise<void> {
  if (entry === undefined) throw new BackupError(`The backup lacks the rows of ${table.name}.`);
  const rows = client.query(copyFrom(`COPY ${copyTarget(table)} FROM STDIN (FORMAT binary)`));
  const meter = new Meter();
  await pipeline(await zip.openReadStreamPromise(entry), meter, rows).catch((error: unknown) => {
    throw new BackupError(`The rows of ${table.name} cannot be restored: ${String(error)}`, { cause: error });
  });
  if (meter.sha256() === table.sha256 && rows.rowCount === table.rows) return;
  throw new BackupError(`The backup is damaged: the rows of ${table.name} are not those that were written.`);
}

const sequenceSchema = z.object({ table: z.string(), column: z.string(), sequence: z.string() });

/** The next number of each sequence is one that no row has. */
async function advanceSequences(client: Queryable): Promise<void> {
  const { rows } = await client.query(
    `SELECT table_name AS table, column_name AS column, pg_get_serial_sequence(quote_ident(table_name), column_name) AS sequence
     FROM information_schema.columns WHERE table_schema = current_schema()
       AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL`,
  );
  for (const row of rows) {
    const { table, column, sequence } = sequenceSchema.parse(row);
    const highest = `(SELECT COALESCE(max(${pg.escapeIdentifier(column)}), 0) + 1 FROM ${pg.escapeIdentifier(table)})`;
    await client.query(`SELECT setval($1, ${highest}, false)`, [sequence]);
  }
}

/** No worker of before is at work here: jobs that ran are free for others at once, and the queue, which is empty, is told of those that wait. */
async function handOverJobs(client: Queryable): Promise<void> {
  await client.query("UPDATE jobs SET lease_until = now() WHERE status = 'running'");
  await client.query(
    `INSERT INTO outbox (job_id) SELECT id FROM jobs WHERE status = 'queued'
     AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.job_id = jobs.id)`,
  );
}
