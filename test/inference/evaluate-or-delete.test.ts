import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { NO_ROWS, storedRows } from '../datasets/stored-rows.js';
import { inferenceApp } from './inference-app.js';

const api = await inferenceApp();
const { send } = api;
const ROUNDS = 12;
const ROWS = 60_000;

/** 1.4 MB in numbers that tell it from the others, so that no copy of another serves for it. */
const dataOf = (round: number) => ({
  inputs: Array.from({ length: ROWS }, (_, row) => [row % 2, (row + 1) % 2, round, row % 5, row % 3]),
  targets: Array.from({ length: ROWS }, (_, row) => row / 2),
});

const answerSchema = z.looseObject({ rows: z.int().optional(), code: z.string().optional() });

test('an evaluation whose dataset is deleted meanwhile is answered in full or with 404', async () => {
  const learned = await api.dataset({ inputs: [[1, 0, 0, 0, 0]], targets: [0.5] });
  const layer = { class_name: 'Dense', config: { units: 1, input_shape: [5] } };
  const model = await api.model([layer], { loss: 'mse' });
  await api.trained(model, { dataset: learned, epochs: [[[1, 2, 3, 4, 5], [0]]] });
  for (let round = 0; round < ROUNDS; round++) {
    const dataset = await api.dataset(dataOf(round));
    const evaluating = send('POST', `/v1/models/${model}/evaluate`, { dataset, batch_size: 1024 });
    await sleep(round * 4);
    assert.equal((await send('DELETE', `/v1/datasets/${dataset}`)).statusCode, 204);
    const answer = await evaluating;
    const { rows, code } = answerSchema.parse(answer.json());
    if (answer.statusCode === 200) assert.equal(rows, ROWS);
    else assert.deepEqual([answer.statusCode, code], [404, 'dataset_not_found']);
  }
  assert.equal((await send('DELETE', `/v1/datasets/${learned}`)).statusCode, 204);
  assert.deepEqual(await storedRows(api.database), NO_ROWS);
});
