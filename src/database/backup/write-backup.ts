import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { ZipFile } from 'yazl';
import { appliedMigrations } from '../migrate.js';
import { BackupError, FORMAT, fileOf, MANIFEST, type Manifest, Meter, type TableRecord } from './backup-format.js';
import { copyTarget, listTables, type Table } from './tables.js';

/** Most of it is weights and pixels, which no level makes much smaller. */
const ZIP_LEVEL = 1;

/**
 * Writes all rows of the service into one file, as they stood at one moment, while everything goes on. The file holds keys' hashes and
 * webhooks' secrets, so that only its owner may read it; it gets its name when it is whole.
 * @throws {BackupError}
 */
export async function writeBackup(connectionString: string, path: string): Promise<Manifest> {
  const client = new pg.Client({ connectionString, application_name: 'fitserve backup' });
  client.on('error', () => undefined);
  await client.connect();
  const partial = `${path}.partial`;
  try {
    // One snapshot for all tables.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const migrations = [...(await appliedMigrations(client))].map(([name, checksum]) => ({ name, checksum }));
    if (migrations.length === 0)
      throw new BackupError('This database holds nothing of fitserve: it was never migrated.');
    migrations.sort((a, b) => (a.name < b.name ? -1 : 1));
    const manifest = await writeZip(client, partial, (tables) => ({
      format: FORMAT,
      made_at: new Date().toISOString(),
      migrations,
      tables,
    }));
    await client.query('COMMIT');
    await rename(partial, path);
    return manifest;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

async function writeZip(
  client: pg.Client,
  path: string,
  manifestOf: (tables: TableRecord[]) => Manifest,
): Promise<Manifest> {
  const zip = new ZipFile();
  const failed = once(zip, 'error').then(([error]) => {
    throw error;
  });
  failed.catch(() => undefined);
  const written = pipeline(zip.outputStream, createWriteStream(path, { mode: 0o600, flush: true }));
  written.catch(() => undefined);
  const tables: TableRecord[] = [];
  // The tables share a connection: one after the other.
  for (const table of await listTables(client)) {
    tables.push(await Promise.race([writeTable(client, zip, table), failed, written.then(endedEarly)]));
  }
  const manifest = manifestOf(tables);
  zip.addBuffer(Buffer.from(JSON.stringify(manifest, null, 2)), MANIFEST);
  zip.end();
  await Promise.race([written, failed]);
  return manifest;
}

async function writeTable(client: pg.Client, zip: ZipFile, table: Table): Promise<TableRecord> {
  const rows = client.query(copyTo(`COPY ${copyTarget(table)} TO STDOUT (FORMAT binary)`));
  const meter = new Meter();
  // Sizes are not known beforehand, and a table may have more than 4 GiB.
  zip.addReadStream(meter, fileOf(table.name), { compressionLevel: ZIP_LEVEL, forceZip64Format: true });
  await pipeline(rows, meter);
  return { ...table, columns: [...table.columns], rows: rows.rowCount, bytes: meter.bytes, sha256: meter.sha256() };
}

function endedEarly(): never {
  throw new BackupError('The file ended before all was written.');
}
