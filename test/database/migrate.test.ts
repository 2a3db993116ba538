import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from '../../src/database/client.js';
import { MigrationError, migrate, pendingMigrations, schemaDifference } from '../../src/database/migrate.js';
import { readMigrationList, readMigrations } from '../../src/database/migration-files.js';
import { withSchemaEngine } from '../../src/database/schema-engine.js';
import { silentLogger, testConfig } from '../support/config.js';
import { createBareDatabase, createTestDatabase } from '../support/postgres.js';

const all = (await readMigrations()).map(({ name }) => name);

/** Runs one statement on a connection of its own. */
async function query(address: string, sql: string) {
  const database = openDatabase(testConfig(), address, silentLogger);
  try {
    return await database.pool.query(sql);
  } finally {
    await database.close();
  }
}

async function pending(address: string): Promise<string[]> {
  const database = openDatabase(testConfig(), address, silentLogger);
  try {
    return await pendingMigrations(database.pool);
  } finally {
    await database.close();
  }
}

test('an empty database gets every migration, and a second time none', async () => {
  const address = await createBareDatabase();
  assert.deepEqual(await pending(address), all);
  assert.deepEqual(await migrate(address, silentLogger), all);
  assert.deepEqual(await pending(address), []);
  assert.deepEqual(await migrate(address, silentLogger), []);
  const { rows } = await query(address, 'SELECT migration_name, applied_steps_count FROM _prisma_migrations');
  assert.deepEqual(
    rows,
    all.map((name) => ({ migration_name: name, applied_steps_count: 1 })),
  );
});

test('processes that start together apply each migration once between them', async () => {
  const address = await createBareDatabase();
  const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(address, silentLogger)));
  assert.deepEqual(applied.flat(), all);
  assert.deepEqual(await pending(address), []);
});

test('the migrations make what prisma/schema.prisma says', async () => {
  assert.equal(await schemaDifference(await createTestDatabase()), '');
});

test('what a database lacks of prisma/schema.prisma is found', async () => {
  const address = await createTestDatabase();
  await query(address, 'ALTER TABLE projects DROP COLUMN name');
  await query(address, 'DROP TABLE outbox');
  const sql = await schemaDifference(address);
  assert.match(sql, /ALTER TABLE "projects" ADD COLUMN +"name" TEXT NOT NULL/);
  assert.match(sql, /CREATE TABLE "outbox"/);
  assert.doesNotMatch(sql, /"jobs" \(/);
});

test("Prisma's own diagnosis finds nothing wrong with a migrated database", async () => {
  const migrationsList = await readMigrationList();
  const diagnosis = await withSchemaEngine(await createTestDatabase(), (engine) =>
    engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  assert.deepEqual(
    { ...diagnosis, history: diagnosis.history ?? null },
    { editedMigrationNames: [], failedMigrationNames: [], hasMigrationsTable: true, history: null },
  );
});

test('a migration that fails leaves no trace, so that the next start can try again', async () => {
  const address = await createBareDatabase();
  // The last statement of the first migration that makes tables meets one that is there already.
  await query(address, 'CREATE SCHEMA other');
  await query(address, 'CREATE TYPE "StopRequest" AS ENUM (\'other\')');
  await assert.rejects(migrate(address, silentLogger), /StopRequest/);
  const { rows } = await query(address, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
  assert.deepEqual(rows, []);
  await query(address, 'DROP TYPE "StopRequest"');
  assert.deepEqual(await migrate(address, silentLogger), all);
});

test('a migration that was changed after a database applied it is refused', async () => {
  const address = await createTestDatabase();
  await query(address, "UPDATE _prisma_migrations SET checksum = 'of something else'");
  await assert.rejects(migrate(address, silentLogger), MigrationError);
});

test('deleting a project takes all that it owns along', async () => {
  const address = await createTestDatabase();
  await query(
    address,
    `INSERT INTO projects (id, name) VALUES ('prj_1', 'one');
     INSERT INTO blocks (project_id, sha256, id) VALUES ('prj_1', 'aa', 7);
     INSERT INTO block_pieces (block_id, index, bytes) VALUES (7, 0, '\\x01');
     INSERT INTO datasets (id, project_id, name, format, task, rows, spec, size_bytes, sha256)
       VALUES ('dst_1', 'prj_1', 'd', 'csv', 'regression', 1, '{}', 1, 'aa');
     INSERT INTO dataset_blocks (dataset_id, tensor, index, rows, project_id, sha256) VALUES ('dst_1', 0, 0, 1, 'prj_1', 'aa');
     INSERT INTO models (id, project_id, name, architecture) VALUES ('mdl_1', 'prj_1', 'm', '{}');
     INSERT INTO jobs (id, project_id, model_id, dataset_id, fit, definition, progress)
       VALUES ('job_1', 'prj_1', 'mdl_1', 'dst_1', '{}', '{}', '{}');
     INSERT INTO outbox (job_id) VALUES ('job_1');
     INSERT INTO checkpoints (job_id, epoch, size_bytes, sha256, state, metrics) VALUES ('job_1', 1, 1, 'aa', '{}', '{}');
     INSERT INTO checkpoint_chunks (job_id, epoch, index, bytes) VALUES ('job_1', 1, 0, '\\x01')`,
  );
  await query(address, "DELETE FROM projects WHERE id = 'prj_1'");
  for (const table of ['blocks', 'block_pieces', 'dataset_blocks', 'jobs', 'outbox', 'checkpoint_chunks']) {
    const { rows } = await query(address, `SELECT count(*)::int AS rows FROM ${table}`);
    assert.deepEqual(rows, [{ rows: 0 }], table);
  }
});
