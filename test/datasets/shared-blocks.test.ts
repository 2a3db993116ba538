import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { testDatabase } from '../support/postgres.js';
import { datasetClient } from './dataset-client.js';
import { NO_ROWS, storedRows } from './stored-rows.js';

const database = await testDatabase();
const { send, upload, get } = await datasetClient(database);
const created = z.looseObject({ id: z.string() });
const page = z.object({ data: z.array(z.object({ inputs: z.array(z.number()) })) });

/** Two blocks of inputs and one of targets, which all tables of one `first` share. */
const tableOf = (first: number) =>
  `a,y\n${Array.from({ length: 1_200_000 }, (_, row) => `${first + (row % 7)},${row % 2}\n`).join('')}`;
const TABLES = [tableOf(1), tableOf(1), tableOf(100)];

/** Uploads and deletes, over and over. @returns the datasets that are left. */
async function churn(table: string, rounds: number): Promise<string[]> {
  const kept: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const made = await upload({ target: 'y' }, [['t.csv', table]]);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    kept.push(created.parse(made.body).id);
    if (round % 2 === 1) {
      const gone = await Promise.all(kept.splice(0).map((id) => send('DELETE', `/v1/datasets/${id}`)));
      for (const { status } of gone) assert.equal(status, 204);
    }
  }
  return kept;
}

test('blocks of equal content outlive any order of uploads and deletions, until the last that has them goes', async () => {
  const left = (await Promise.all(TABLES.map((table) => churn(table, 3)))).flat();
  assert.equal(left.length, TABLES.length);
  const { datasets, blocks, uploads, pins } = await storedRows(database);
  // One block of targets for all, two of inputs for each content.
  assert.deepEqual({ datasets, blocks, uploads, pins }, { datasets: 3, blocks: 6, uploads: 0, pins: 0 });
  for (const id of left) {
    const { data } = page.parse((await get(`/v1/datasets/${id}/preview?limit=3`)).body);
    assert.equal(data.length, 3);
  }
  await Promise.all(left.map((id) => send('DELETE', `/v1/datasets/${id}`)));
  assert.deepEqual(await storedRows(database), NO_ROWS);
});
