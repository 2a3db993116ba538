import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startReconciler } from '../../src/jobs/reconciler.js';
import { silentLogger } from '../support/config.js';
import { waitFor } from '../support/wait-for.js';
import { jobApp } from './job-app.js';

const api = await jobApp();
const { pool } = api.database;

/** A reconciler that is not started again before the test is over, with a queue that holds so many deliveries. */
function reconciler(waiting: number, intervalMs = 3_600_000) {
  return startReconciler({
    database: api.database,
    queue: { counts: async () => ({ waiting, active: 0 }) },
    config: { RECONCILE_INTERVAL_MS: intervalMs, PROJECT_MAX_RUNNING: 0 },
    logger: silentLogger,
  });
}

async function round(waiting: number): Promise<string[]> {
  const one = reconciler(waiting);
  try {
    return await one.round();
  } finally {
    await one.stop();
  }
}

async function waitingFor(seconds: number): Promise<string> {
  const id = await api.fit();
  await pool.query('DELETE FROM outbox WHERE job_id = $1', [id]);
  await pool.query(`UPDATE jobs SET queued_at = now() - make_interval(secs => $2) WHERE id = $1`, [id, seconds]);
  return id;
}

async function abandoned(asked?: string): Promise<string> {
  const id = await api.fit();
  await pool.query('DELETE FROM outbox WHERE job_id = $1', [id]);
  await api.store.claim(id, 'worker', 60_000);
  if (asked !== undefined) await api.send('POST', `/v1/jobs/${id}/${asked}`);
  await pool.query(`UPDATE jobs SET lease_until = now() - interval '1 second' WHERE id = $1`, [id]);
  return id;
}

async function outbox(id: string): Promise<number> {
  return (await api.rows(id)).outbox;
}

test('a job that has waited for long is rung for again when the queue holds fewer deliveries than jobs wait', async () => {
  const id = await waitingFor(31);
  assert.deepEqual([await round(1), await outbox(id)], [[], 0]);
  assert.deepEqual([await round(0), await outbox(id)], [[id], 1]);
  // It is in the outbox: once is enough.
  assert.deepEqual([await round(0), await outbox(id)], [[], 1]);
  await pool.query('DELETE FROM jobs WHERE id = $1', [id]);
});

test('a job that has just been queued is left to the relay and the queue', async () => {
  const id = await waitingFor(5);
  assert.deepEqual(await round(0), []);
  await pool.query('DELETE FROM jobs WHERE id = $1', [id]);
});

test('a job that is to be tried again later is left alone until then', async () => {
  const id = await waitingFor(31);
  await pool.query(`UPDATE jobs SET not_before = now() + interval '1 hour' WHERE id = $1`, [id]);
  assert.deepEqual([await round(0), await outbox(id)], [[], 0]);
  await pool.query(`UPDATE jobs SET not_before = now() WHERE id = $1`, [id]);
  assert.deepEqual([await round(0), await outbox(id)], [[id], 1]);
  await pool.query('DELETE FROM jobs WHERE id = $1', [id]);
});

test('a job whose worker went silent is rung for, and can be claimed again', async () => {
  const [gone, alive] = [await abandoned(), await api.fit()];
  await api.store.claim(alive, 'worker', 60_000);
  assert.deepEqual(await round(0), [gone]);
  assert.deepEqual([await outbox(gone), (await api.row(gone)).status], [1, 'running']);
  const claimed = await api.store.claim(gone, 'other', 60_000);
  assert.deepEqual([claimed?.attempt, claimed?.infrastructureFailures], [2, 1]);
});

test('a job whose worker went silent is stopped, without another attempt, where its user has asked for that', async () => {
  const [cancelled, paused] = [await abandoned('cancel'), await abandoned('pause')];
  assert.deepEqual((await round(0)).sort(), [cancelled, paused].sort());
  const [first, second] = [await api.row(cancelled), await api.row(paused)];
  assert.deepEqual(
    [first.status, first.stop_requested, first.finished_at !== null, first.attempt],
    ['cancelled', null, true, 1],
  );
  assert.deepEqual([second.status, second.stop_requested, second.finished_at], ['paused', null, null]);
  assert.deepEqual([await outbox(cancelled), await outbox(paused)], [0, 0]);
  const { rows } = await pool.query(`SELECT data->>'status' AS status FROM job_events WHERE job_id = $1 ORDER BY id`, [
    cancelled,
  ]);
  assert.deepEqual(
    rows.map(({ status }) => status),
    ['queued', 'running', 'running', 'cancelled'],
  );
  assert.equal(
    await api.store.recordProgress(
      cancelled,
      1,
      { epoch: 1, epochs: 1, step: 1, steps: 1, fraction: 0.5, eta_s: 0 },
      {},
    ),
    false,
  );
});

test('it looks by itself, and outlives a queue that is away', async () => {
  const id = await waitingFor(31);
  let isAway = true;
  const one = startReconciler({
    database: api.database,
    queue: {
      counts: () =>
        isAway ? Promise.reject(new Error('the queue is away')) : Promise.resolve({ waiting: 0, active: 0 }),
    },
    config: { RECONCILE_INTERVAL_MS: 20, PROJECT_MAX_RUNNING: 0 },
    logger: silentLogger,
  });
  const gone = await abandoned('cancel');
  await waitFor('the cancelled job', async () => (await api.row(gone)).status === 'cancelled');
  assert.equal(await outbox(id), 0);
  isAway = false;
  await waitFor('the waiting job', async () => {
    // Due again and again, so that a round that comes late finds it too.
    await pool.query(`UPDATE jobs SET queued_at = now() - interval '30 seconds' WHERE id = $1`, [id]);
    return (await outbox(id)) === 1;
  });
  await one.stop();
});
