import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { restoreBackup } from '../../../src/database/backup/restore-backup.js';
import { openDatabase } from '../../../src/database/client.js';
import { pendingMigrations, schemaDifference } from '../../../src/database/migrate.js';
import { packageRoot } from '../../../src/database/package-root.js';
import { commandJob } from '../../../src/jobs/job-control.js';
import { atEnd } from '../../support/cleanup.js';
import { silentLogger, testConfig } from '../../support/config.js';
import { createBareDatabase } from '../../support/postgres.js';
import { Supervision } from '../../trainer/supervised.js';

const BACKUP = join(packageRoot, 'test', 'fixtures', 'upgrade', '20261124.zip');
const connectionString = await createBareDatabase();
const database = openDatabase(testConfig(), connectionString, silentLogger);
atEnd(database.close);
const { migrations } = await restoreBackup(connectionString, BACKUP, silentLogger);

const jobSchema = z.object({
  id: z.string(),
  project_id: z.string(),
  status: z.string(),
  model_version: z.int().nullable(),
  twin: z.string().nullable(),
  epochs: z.int(),
});
async function jobs() {
  const { rows } = await database.pool.query(
    `SELECT id, project_id, status, model_version, metadata->>'twin' AS twin,
       (SELECT count(*)::int FROM epoch_metrics WHERE job_id = jobs.id) AS epochs FROM jobs ORDER BY id`,
  );
  return rows.map((row) => jobSchema.parse(row));
}

/** The loss of each epoch. */
async function losses(job: string): Promise<number[]> {
  const { rows } = await database.pool.query(
    "SELECT (metrics->>'loss')::float8 AS loss FROM epoch_metrics WHERE job_id = $1 ORDER BY epoch",
    [job],
  );
  return rows.map((row) => z.object({ loss: z.number() }).parse(row).loss);
}

test("an earlier version's database comes to the present with all that it held", async () => {
  assert.equal(migrations.at(-1)?.name, '20261124053914_removed_checkpoints');
  assert.deepEqual(await pendingMigrations(database.pool), []);
  assert.equal(await schemaDifference(connectionString), '');
  assert.deepEqual(
    (await jobs()).map(({ status, epochs, model_version }) => [status, epochs, model_version]),
    [
      ['succeeded', 6, 1],
      ['succeeded', 40, 2],
      ['paused', 13, null],
    ],
  );
  const { rows } = await database.pool.query(
    `SELECT (SELECT json_agg(rows ORDER BY id) FROM datasets) AS datasets, (SELECT scopes FROM api_keys) AS scopes,
       (SELECT sum(epochs)::int FROM training_totals) AS counted`,
  );
  assert.deepEqual(rows, [
    { datasets: [150, 150], scopes: ['read', 'data', 'train', 'predict', 'admin'], counted: 59 },
  ]);
});

test('its paused job is resumed and ends as its twin did that was never paused, in the version before', async () => {
  const [paused, undisturbed] = await Promise.all(
    ['paused', 'undisturbed'].map(async (twin) => (await jobs()).find((job) => job.twin === twin)),
  );
  assert.ok(paused !== undefined && undisturbed !== undefined);
  await commandJob(database, paused.project_id, paused.id, 'resume');
  const supervision = await Supervision.open(database);
  await supervision.supervisor().run(paused.id);
  const resumed = (await jobs()).find(({ id }) => id === paused.id);
  assert.deepEqual([resumed?.status, resumed?.epochs, resumed?.model_version], ['succeeded', 40, 3]);
  // On the machine that made the backup the bytes are the same; other processors add in another order.
  const [wanted, found] = [await losses(undisturbed.id), await losses(paused.id)];
  wanted.forEach((loss, epoch) => {
    assert.ok(Math.abs((found[epoch] ?? Number.NaN) - loss) < 0.02, `epoch ${epoch + 1}: ${found[epoch]} for ${loss}`);
  });
});
