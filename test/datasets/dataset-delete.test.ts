import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { newId } from '../../src/ids.js';
import { testDatabase } from '../support/postgres.js';
import { datasetClient } from './dataset-client.js';
import { NO_ROWS, storedRows } from './stored-rows.js';

const database = await testDatabase();
const { send, get, postJson } = await datasetClient(database);

const created = z.object({ id: z.string() });

/** Makes a dataset of one column whose numbers tell it from others; the targets are always the same. */
async function make(first: number): Promise<string> {
  const inputs = Array.from({ length: 10 }, (_, row) => [first + row]);
  const answer = await postJson({ name: 'n', inputs, targets: inputs.map((_, row) => row / 2) });
  return created.parse(answer.body).id;
}

/** A job in this state that needs the dataset. */
async function addJob(
  column: 'dataset_id' | 'validation_dataset_id',
  datasetId: string,
  status: string,
): Promise<string> {
  const [job, model] = [newId('job'), newId('model')];
  await database.pool.query(
    `INSERT INTO models (id, project_id, name, architecture) SELECT $1, project_id, 'm', '{}' FROM datasets WHERE id = $2`,
    [model, datasetId],
  );
  await database.pool.query(
    `INSERT INTO jobs (id, project_id, model_id, ${column}, status, fit, definition, progress)
     SELECT $1, project_id, $2, $3, $4::"JobStatus", '{}', '{}', '{}' FROM datasets WHERE id = $3`,
    [job, model, datasetId, status],
  );
  return job;
}

test('a dataset is kept while a queued, running or paused job trains on it or validates with it', async () => {
  for (const column of ['dataset_id', 'validation_dataset_id'] as const) {
    for (const status of ['queued', 'running', 'paused']) {
      const id = await make(1);
      const job = await addJob(column, id, status);
      const answer = await send('DELETE', `/v1/datasets/${id}`);
      const { code, detail } = z.looseObject({ code: z.string(), detail: z.string() }).parse(answer.body);
      assert.deepEqual(
        [answer.status, code, detail],
        [409, 'dataset_in_use', `The job ${job} is ${status} and needs this dataset.`],
      );
      assert.equal((await get(`/v1/datasets/${id}/preview`)).status, 200);
      await database.pool.query('DELETE FROM jobs WHERE id = $1', [job]);
      assert.equal((await send('DELETE', `/v1/datasets/${id}`)).status, 204);
    }
  }
});

test('a dataset whose jobs have ended can go, and the jobs stay', async () => {
  for (const status of ['succeeded', 'failed', 'cancelled']) {
    const id = await make(1);
    const job = await addJob('dataset_id', id, status);
    assert.equal((await send('DELETE', `/v1/datasets/${id}`)).status, 204);
    const { rows } = await database.pool.query('SELECT dataset_id FROM jobs WHERE id = $1', [job]);
    assert.deepEqual(rows, [{ dataset_id: null }]);
  }
});

test('blocks that another dataset has too stay until the last of them goes', async () => {
  const [first, same, other] = [await make(1), await make(1), await make(100)];
  assert.deepEqual(await storedRows(database), { datasets: 3, links: 6, blocks: 3, uploads: 0, pins: 0 });
  assert.equal((await send('DELETE', `/v1/datasets/${first}`)).status, 204);
  assert.deepEqual(await storedRows(database), { datasets: 2, links: 4, blocks: 3, uploads: 0, pins: 0 });
  assert.equal((await send('DELETE', `/v1/datasets/${same}`)).status, 204);
  assert.deepEqual(await storedRows(database), { datasets: 1, links: 2, blocks: 2, uploads: 0, pins: 0 });
  assert.equal((await send('DELETE', `/v1/datasets/${other}`)).status, 204);
  assert.deepEqual(await storedRows(database), NO_ROWS);
});

test('datasets that share blocks and come and go all at once lose none and leave none', async () => {
  const rounds = 15;
  const lives = Array.from({ length: 4 }, async () => {
    for (let round = 0; round < rounds; round++) {
      const id = await make(round % 3);
      const preview = await get(`/v1/datasets/${id}/preview?limit=10`);
      assert.equal(z.object({ data: z.array(z.unknown()) }).parse(preview.body).data.length, 10);
      assert.equal((await send('DELETE', `/v1/datasets/${id}`)).status, 204);
    }
  });
  await Promise.all(lives);
  assert.deepEqual(await storedRows(database), NO_ROWS);
});

test('of two deletions at once, one finds the dataset', async () => {
  const id = await make(1);
  const answers = await Promise.all([1, 2, 3].map(() => send('DELETE', `/v1/datasets/${id}`)));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [204, 404, 404]);
});
