import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { BackupError } from '../../../src/database/backup/backup-format.js';
import { restoreBackup } from '../../../src/database/backup/restore-backup.js';
import { writeBackup } from '../../../src/database/backup/write-backup.js';
import { type Database, openDatabase } from '../../../src/database/client.js';
import { pendingMigrations } from '../../../src/database/migrate.js';
import { atEnd } from '../../support/cleanup.js';
import { silentLogger, testConfig } from '../../support/config.js';
import { createBareDatabase, testDatabase } from '../../support/postgres.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { JobFixture } from '../../trainer/job-fixture.js';
import { smallData } from '../../trainer/small-fit.js';
import { Supervision } from '../../trainer/supervised.js';

const database = await testDatabase();
const fixture = await JobFixture.create(database, smallData(2_000));
const folder = await temporaryFolder('backup');

async function emptyDatabase(): Promise<Database> {
  const empty = openDatabase(testConfig(), await createBareDatabase(), silentLogger);
  atEnd(empty.close);
  return empty;
}

test('a backup that is made while a job trains restores into an empty database, where training goes on to the same bytes', async () => {
  const file = join(folder, 'training.zip');
  const supervision = await Supervision.open(database);
  const training = await fixture.createJob();
  const waiting = await fixture.createJob({ epochs: 1 });
  const backup = () => writeBackup(database.connectionString, file);
  await supervision.supervisor({}, { store: supervision.inTheMiddleOf(2, backup) }).run(training);
  assert.equal((await stat(file)).mode & 0o077, 0, 'nobody else may read it');

  const restored = await emptyDatabase();
  await restoreBackup(restored.connectionString, file, silentLogger);
  const copy = fixture.in(restored);
  assert.deepEqual(await pendingMigrations(restored.pool), []);
  assert.deepEqual([(await copy.job(training)).status, (await copy.epochs(training)).length], ['running', 1]);
  assert.equal(await copy.outbox(waiting), 1);

  const there = await Supervision.open(restored);
  assert.equal(await there.supervisor().run(training), true);
  assert.equal((await copy.job(training)).attempt, 2);
  assert.deepEqual(await copy.epochs(training), await fixture.epochs(training));
  await there.supervisor().run(waiting);
  assert.equal(await copy.status(waiting), 'succeeded');
  // The sequence of its numbers went on where the backup's ended.
  assert.equal(await copy.status(await copy.createJob()), 'queued');
});

test('a damaged backup, one of another version, and one into a database in use are refused, and leave nothing', async () => {
  const file = join(folder, 'whole.zip');
  const { tables } = await writeBackup(database.connectionString, file);
  assert.ok(tables.some(({ name, rows }) => name === 'jobs' && rows > 0));
  const bytes = await readFile(file);
  const target = await emptyDatabase();
  const refused = async (content: Buffer, told: RegExp) => {
    const path = join(folder, 'other.zip');
    await writeFile(path, content);
    await assert.rejects(restoreBackup(target.connectionString, path, silentLogger), (error: unknown) => {
      assert.ok(error instanceof BackupError);
      assert.match(error.message, told);
      return true;
    });
  };
  await refused(bytes.subarray(0, bytes.length / 2), /is no backup that can be read/);
  await refused(Buffer.from('PK'), /is no backup that can be read/);
  const damaged = Buffer.from(bytes);
  const place = bytes.indexOf('tables/dataset_blocks.copy') - 5_000;
  damaged.writeUInt8(damaged.readUInt8(place) ^ 0xff, place);
  await refused(damaged, /The rows of \w+ cannot be restored|are not those that were written/);
  const { rows } = await target.pool.query('SELECT count(*)::int AS count FROM projects');
  assert.equal(rows[0]?.count, 0);

  // What failed before can be tried again in the same database, and then no more.
  await restoreBackup(target.connectionString, file, silentLogger);
  await refused(bytes, /This database is in use/);
  const { rows: epochs } = await target.pool.query('SELECT sum(epochs)::int AS sum FROM training_totals');
  const { rows: stored } = await target.pool.query('SELECT count(*)::int AS sum FROM epoch_metrics');
  assert.deepEqual(epochs, stored);
});

test('a database that was never migrated holds nothing to back up', async () => {
  const bare = await createBareDatabase();
  await assert.rejects(writeBackup(bare, join(folder, 'none.zip')), /never migrated/);
  await assert.rejects(stat(join(folder, 'none.zip')), { code: 'ENOENT' });
});
