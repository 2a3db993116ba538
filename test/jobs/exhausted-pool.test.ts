import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemSchema } from '../../src/http/problem.js';
import { jobApp } from './job-app.js';

/** Three connections, and three seconds to wait for one. */
const api = await jobApp({ DATABASE_POOL_SIZE: '3', DATABASE_CONNECT_TIMEOUT_MS: '3000' });
const { pool } = api.database;

test('while every connection is taken new work is refused with 503 and Retry-After, and taken when there is room', async () => {
  const [model, dataset] = [await api.addModel(), await api.addDataset()];
  const fit = () => api.send('POST', `/v1/models/${model}/fit`, { dataset }, { 'idempotency-key': 'one-and-the-same' });
  const held = await Promise.all([pool.connect(), pool.connect(), pool.connect()]);
  const refused = await fit();
  for (const client of held) client.release();
  assert.equal(refused.statusCode, 503);
  assert.equal(refused.headers['retry-after'], '5');
  assert.equal(problemSchema.parse(refused.json()).code, 'unavailable');
  assert.equal((await pool.query('SELECT 1 FROM jobs')).rowCount, 0);

  const taken = await fit();
  assert.equal(taken.statusCode, 202);
  assert.equal((await pool.query('SELECT 1 FROM jobs')).rowCount, 1);
});

test('of more requests at once than there are connections, each has its job or is told that it has none', async () => {
  const [model, dataset] = [await api.addModel(), await api.addDataset()];
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => api.send('POST', `/v1/models/${model}/fit`, { dataset })),
  );
  const taken = answers.filter(({ statusCode }) => statusCode === 202).map((answer) => answer.json().id);
  assert.ok(answers.every(({ statusCode }) => statusCode === 202 || statusCode === 503));
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM jobs WHERE model_id = $1', [model]);
  assert.deepEqual(rows.map(({ id }) => id).sort(), taken.sort());
});
