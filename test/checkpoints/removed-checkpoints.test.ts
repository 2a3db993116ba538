import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCheckpointBytes, resolveCheckpoint } from '../../src/checkpoints/checkpoint-repository.js';
import { epochRecord } from '../jobs/epochs.js';
import { jobApp } from '../jobs/job-app.js';

const api = await jobApp();
const { pool } = api.database;
/** 5 MB, and so three pieces. */
const LARGE = [{ name: 'dense/kernel', shape: [1_250_000], values: Array.from({ length: 1_250_000 }, (_, n) => n) }];

test('a checkpoint that is removed while it is read comes whole, and is offered to nobody else', async () => {
  const id = await api.fit({ epochs: 4 });
  const { attempt } = await api.claim(id);
  const record = await epochRecord(1, 4, LARGE);
  await api.store.recordEpoch(id, attempt, record);
  const reading = readCheckpointBytes(pool, await resolveCheckpoint(pool, { projectId: api.projectId, jobId: id }, 1));
  const pieces = [(await reading.next()).value ?? new Uint8Array()];
  await api.store.recordEpoch(id, attempt, { ...(await epochRecord(2, 4)), obsolete: [1] });
  assert.equal((await api.send('GET', `/v1/jobs/${id}/checkpoints/1/download`)).statusCode, 404);
  for await (const piece of reading) pieces.push(piece);
  assert.equal(pieces.length, 3);
  assert.equal(Buffer.compare(Buffer.concat(pieces), record.bytes), 0);
});

test('a fit that keeps the last checkpoints is stored with what it asks for', async () => {
  const id = await api.fit({ epochs: 4, checkpoints: { keep: 2 } });
  assert.deepEqual((await api.claim(id)).fit.checkpoints, { every: 1, keep: 2 });
});
