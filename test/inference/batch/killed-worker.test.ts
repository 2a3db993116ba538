import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchPredictionSchema } from '../../../src/inference/batch/batch-schemas.js';
import { descendants, type EntryProcess, startEntry, stillRunning } from '../../launch/entry-process.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { waitFor } from '../../support/wait-for.js';
import { inferenceApp } from '../inference-app.js';
import { whenEnded } from '../runs/test-worker.js';

const api = await inferenceApp();
const { send, database } = api;
const settings = {
  DATA_DIR: await temporaryFolder(),
  DATABASE_URL: api.connectionString,
  // A lease so short that a test need not wait for it.
  LEASE_MS: '3000',
  HEARTBEAT_MS: '200',
  RETRY_FIRST_MS: '10',
  RELAY_INTERVAL_MS: '200',
};

const ROWS = 200;
const PART_ROWS = 5;
const dataset = await api.dataset({
  inputs: Array.from({ length: ROWS }, (_, row) => [Math.sin(row), Math.cos(row)]),
  targets: Array.from({ length: ROWS }, (_, row) => ['a', 'b', 'c'][row % 3]),
});
const layer = { class_name: 'Dense', config: { units: 3, activation: 'softmax', input_shape: [2] } };
const model = await api.model([layer], { loss: 'sparse_categorical_crossentropy' });
await api.trained(model, {
  dataset,
  epochs: [
    [
      [1, 0.3, -2, -1, 1, 0.7],
      [0.1, 0, 0.5],
    ],
  ],
});
const base = `/v1/models/${model}/batch-predictions`;

/** Leaves a batch prediction of many pieces to workers. */
async function enqueue(format: 'csv' | 'parquet'): Promise<string> {
  const { id } = batchPredictionSchema.parse((await send('POST', base, { dataset, format })).json());
  await database.pool.query(
    `UPDATE inference_runs SET request = jsonb_set(request, '{part_rows}', '5') WHERE id = $1`,
    [id],
  );
  return `${base}/${id}`;
}

async function doneOf(location: string): Promise<number> {
  return batchPredictionSchema.parse((await send('GET', location)).json()).progress.done;
}

/** Kills a worker that has come to this piece of the file and is about to store it. */
async function killAt(worker: EntryProcess, location: string, part: number): Promise<void> {
  const client = await database.pool.connect();
  try {
    // Who stores the same piece has to wait for the end of this transaction, and so cannot get past it.
    await client.query('BEGIN');
    await client.query(
      "INSERT INTO inference_run_parts (run_id, index, rows, written, bytes) VALUES ($1, $2, 0, 0, '')",
      [location.replace(`${base}/`, ''), part],
    );
    await waitFor(`part ${part} of ${location}`, async () => (await doneOf(location)) === part * PART_ROWS);
    const children = await descendants(worker.pid);
    worker.signal('SIGKILL');
    await worker.ended;
    await waitFor('the end of its children', async () => (await stillRunning(children)).length === 0);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

test('a batch prediction survives workers that are killed, and ends with the bytes of an undisturbed one', async () => {
  const disturbed = { csv: await enqueue('csv'), parquet: await enqueue('parquet') };
  await killAt(startEntry('worker.js', [], settings), disturbed.csv, 1);
  await killAt(startEntry('worker.js', [], settings), disturbed.parquet, 17);
  const undisturbed = { csv: await enqueue('csv'), parquet: await enqueue('parquet') };
  startEntry('worker.js', [], settings);
  for (const format of ['csv', 'parquet'] as const) {
    const run = batchPredictionSchema.parse(await whenEnded(api, disturbed[format]));
    assert.deepEqual([run.status, run.rows, run.attempts], ['succeeded', ROWS, 2]);
    assert.equal((await whenEnded(api, undisturbed[format])).status, 'succeeded');
    const files = await Promise.all(
      [disturbed[format], undisturbed[format]].map(
        async (location) => (await send('GET', `${location}/download`)).rawPayload,
      ),
    );
    assert.ok((files[0]?.length ?? 0) > ROWS);
    assert.ok(files[0]?.equals(files[1] ?? Buffer.alloc(0)), `${format} differs`);
  }
});
