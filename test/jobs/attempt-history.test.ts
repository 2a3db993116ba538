import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attemptListSchema } from '../../src/jobs/attempt-history.js';
import { epochRecord } from './epochs.js';
import { jobApp } from './job-app.js';

const api = await jobApp();
const { store } = api;

test('a user sees who has tried a job, from where, and how each attempt ended', async () => {
  const id = await api.fit({ epochs: 4 });
  await store.claim(id, 'worker-1', 60_000);
  await store.recordEpoch(id, 1, await epochRecord(1, 4));
  await store.finish(id, 1, { kind: 'released', cause: 'infrastructure', detail: 'The child died.', retryInMs: 0 });
  await store.claim(id, 'worker-2', 60_000);
  await api.database.pool.query(`UPDATE jobs SET lease_until = now() - interval '1 second' WHERE id = $1`, [id]);
  await store.claim(id, 'worker-3', 60_000);
  const { data } = attemptListSchema.parse((await api.send('GET', `/v1/jobs/${id}/attempts`)).json());
  assert.deepEqual(
    data.map(({ attempt, worker, from_epoch, ending, detail }) => [attempt, worker, from_epoch, ending, detail]),
    [
      [3, 'worker-3', 1, null, null],
      [2, 'worker-2', 1, 'lost', 'The worker that trained it fell silent.'],
      [1, 'worker-1', 0, 'interrupted', 'The child died.'],
    ],
  );
  assert.deepEqual(
    data.map(({ ended_at }) => ended_at !== null),
    [false, true, true],
  );
});

test('an abandoned attempt that its user ends is lost', async () => {
  const id = await api.fit();
  await store.claim(id, 'worker-1', 60_000);
  await api.database.pool.query(`UPDATE jobs SET lease_until = now() - interval '1 second' WHERE id = $1`, [id]);
  await api.send('POST', `/v1/jobs/${id}/cancel`);
  const { data } = attemptListSchema.parse((await api.send('GET', `/v1/jobs/${id}/attempts`)).json());
  assert.deepEqual([data.length, data[0]?.ending], [1, 'lost']);
});

test("another project's attempts are not there", async () => {
  const id = await api.fit();
  const { authorization } = await api.foreigner();
  assert.equal((await api.send('GET', `/v1/jobs/${id}/attempts`, undefined, { authorization })).statusCode, 404);
});
