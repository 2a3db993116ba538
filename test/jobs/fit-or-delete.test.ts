import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatasetRepository } from '../../src/datasets/dataset-repository.js';
import { ConflictError } from '../../src/errors.js';
import { jobApp } from './job-app.js';

const { database, projectId, send, addModel, addDataset, row } = await jobApp();
const datasets = new DatasetRepository(database);
const ROUNDS = 40;

/** Deletes a dataset. @returns what the route would answer. */
async function remove(dataset: string): Promise<number> {
  try {
    return (await datasets.delete(projectId, dataset)) ? 204 : 404;
  } catch (error) {
    if (error instanceof ConflictError) return error.status;
    throw error;
  }
}

/** Both at once, now the one and now the other a little earlier. */
async function race(round: number, one: () => Promise<number>, other: () => Promise<number>): Promise<string> {
  const after = async (ms: number, work: () => Promise<number>) => {
    if (ms > 0) await sleep(ms);
    return work();
  };
  const lead = (round % 9) - 4;
  const ends = await Promise.all([after(Math.max(0, lead), one), after(Math.max(0, -lead), other)]);
  return ends.join();
}

test('of a fit and a deletion of its data at the same time one is done, and the other hears why not', async () => {
  const model = await addModel();
  for (const name of ['dataset', 'validation_dataset'] as const) {
    for (let round = 0; round < ROUNDS; round++) {
      const [contested, kept] = [await addDataset(), await addDataset()];
      const body = name === 'dataset' ? { dataset: contested } : { dataset: kept, validation_dataset: contested };
      const fit = async () => (await send('POST', `/v1/models/${model}/fit`, body)).statusCode;
      const ends = await race(round, fit, () => remove(contested));
      assert.ok(['202,409', '404,204'].includes(ends), `${name}, round ${round}: ${ends}`);
    }
  }
  const { rows } = await database.pool.query(
    `SELECT id FROM jobs WHERE dataset_id IS NULL OR (fit ? 'validation_dataset' AND validation_dataset_id IS NULL)`,
  );
  assert.deepEqual(rows, []);
});

test('of a resumption and a deletion of its data at the same time one is done, and no job waits without its data', async () => {
  const model = await addModel();
  for (let round = 0; round < ROUNDS; round++) {
    const dataset = await addDataset();
    const { id } = (await send('POST', `/v1/models/${model}/fit`, { dataset })).json();
    assert.equal((await send('POST', `/v1/jobs/${id}/cancel`)).statusCode, 200);
    const resume = async () => (await send('POST', `/v1/jobs/${id}/resume`)).statusCode;
    const ends = await race(round, resume, () => remove(dataset));
    assert.ok(['200,409', '409,204'].includes(ends), `round ${round}: ${ends}`);
    const { status, dataset_id } = await row(id);
    assert.deepEqual([status, dataset_id], ends === '200,409' ? ['queued', dataset] : ['cancelled', null]);
  }
});
