import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sweepRemovedCheckpoints } from '../../src/checkpoints/checkpoint-repository.js';
import { epochRecord } from './epochs.js';
import { jobApp } from './job-app.js';

const api = await jobApp();
const REASON = { code: 'early_stopping', epoch: 3, step: 1, detail: 'EarlyStopping: enough.' } as const;

/** A job of nine epochs that has done three and ends there, with the weights of the second. */
async function stoppedJob(): Promise<string> {
  const id = await api.fit({ epochs: 9 });
  const { attempt } = await api.claim(id);
  await api.store.recordEpoch(id, attempt, await epochRecord(1, 9));
  await api.store.recordEpoch(id, attempt, await epochRecord(2, 9));
  await api.store.recordEpoch(id, attempt, { ...(await epochRecord(3, 9)), obsolete: [1] });
  await api.store.finish(id, attempt, { kind: 'succeeded', finalEpoch: 2, stopReason: REASON });
  return id;
}

test('a job that a callback ended says which and where, and which epoch it left; so does its last event', async () => {
  const id = await stoppedJob();
  const { status, final_epoch, stop_reason, progress, error } = await api.look(id);
  assert.deepEqual([status, final_epoch, error], ['succeeded', 2, null]);
  assert.deepEqual(stop_reason, REASON);
  assert.deepEqual(progress, { epoch: 3, epochs: 9, step: 1, steps: 1, fraction: 1 / 3, eta_s: 0 });
  const { rows } = await api.database.pool.query(
    'SELECT data FROM job_events WHERE job_id = $1 ORDER BY id DESC LIMIT 1',
    [id],
  );
  const told = { status: 'succeeded', stop_requested: null, attempts: 1, error: null, stop_reason: REASON };
  assert.deepEqual(rows[0]?.data, told);
});

test('an obsolete checkpoint is gone with its bytes, its epoch stays in the history, and the final one can be had', async () => {
  const id = await stoppedJob();
  const { epochs, checkpoints, chunks } = await api.rows(id);
  // Its bytes stay a while for those who are reading them.
  assert.deepEqual({ epochs, checkpoints, chunks }, { epochs: 3, checkpoints: 2, chunks: 3 });
  await sweepRemovedCheckpoints(api.database.pool);
  assert.equal((await api.rows(id)).chunks, 3);
  await api.database.pool.query(`UPDATE removed_checkpoints SET removed_at = now() - interval '1 hour'`);
  await sweepRemovedCheckpoints(api.database.pool);
  assert.equal((await api.rows(id)).chunks, 2);
  assert.equal((await api.send('GET', `/v1/jobs/${id}/checkpoints/1`)).statusCode, 404);
  assert.equal((await api.send('GET', `/v1/jobs/${id}/checkpoints/final`)).json().epoch, 2);
});

test('a job that failed by its loss has its final weights, until it is resumed', async () => {
  const id = await api.fit({ epochs: 9 });
  const { attempt } = await api.claim(id);
  await api.store.recordEpoch(id, attempt, await epochRecord(1, 9));
  const reason = { ...REASON, code: 'loss_not_finite', epoch: 1, detail: 'The loss became NaN.' } as const;
  const { code, detail } = reason;
  await api.store.finish(id, attempt, { kind: 'failed', code, detail, finalEpoch: 1, stopReason: reason });
  const failed = await api.look(id);
  assert.deepEqual([failed.status, failed.error, failed.final_epoch], ['failed', { code, detail }, 1]);
  assert.deepEqual(failed.stop_reason, reason);

  await api.send('POST', `/v1/jobs/${id}/resume`);
  const again = await api.look(id);
  assert.deepEqual([again.status, again.error, again.final_epoch, again.stop_reason], ['queued', null, null, null]);
});
