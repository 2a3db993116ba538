import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { makeCheckpoint } from '../engine/checkpoint-formats/checkpoints.js';
import { epochRecord } from './epochs.js';
import { jobApp } from './job-app.js';

const api = await jobApp();
const { store, claim, look, eventNames } = api;
const LEASE_MS = 60_000;
const PROGRESS = { epoch: 1, epochs: 4, step: 2, steps: 5, fraction: 0.1, eta_s: 9 };

/** Everything of a job that a write could change. */
async function everything(jobId: string) {
  const { lease_until: _, ...row } = await api.row(jobId);
  return JSON.stringify([row, await api.rows(jobId), await eventNames(jobId)]);
}

describe('an attempt', () => {
  it('writes an epoch, its checkpoint and its events together, byte for byte', async () => {
    const id = await api.fit({ epochs: 4 });
    await claim(id);
    const record = await epochRecord(1, 4);
    assert.equal(await store.recordEpoch(id, 1, record), true);
    assert.deepEqual(await api.rows(id), { jobs: 1, events: 4, outbox: 1, epochs: 1, checkpoints: 1, chunks: 1 });
    assert.deepEqual((await eventNames(id)).slice(2), [
      [3, 'epoch 1'],
      [4, 'checkpoint 1'],
    ]);
    const job = await look(id);
    assert.deepEqual(job.progress, { epoch: 1, epochs: 4, step: 1, steps: 1, fraction: 0.25, eta_s: 3 });
    assert.deepEqual(job.metrics, { loss: 1, accuracy: 0 });
    assert.deepEqual(job.best, { epoch: 1, monitor: 'loss', value: 1 });
    const { rows } = await api.database.pool.query('SELECT * FROM checkpoints WHERE job_id = $1', [id]);
    assert.equal(rows[0].sha256, createHash('sha256').update(record.bytes).digest('hex'));
    assert.equal(Number(rows[0].size_bytes), 140);
    assert.deepEqual(rows[0].state, record.checkpoint.state);
    assert.deepEqual(await buffer(store.readCheckpoint(id, 1)), record.bytes);
    await assert.rejects(buffer(store.readCheckpoint(id, 2)), /has no checkpoint of epoch 2/);
  });

  it('stores a checkpoint of 5 MB in chunks of 2 MiB', async () => {
    const id = await api.fit({ epochs: 1 });
    await claim(id);
    const values = Array.from({ length: 1_310_721 }, (_, index) => Math.fround(index / 7));
    const record = await epochRecord(1, 1, [{ name: 'dense/kernel', shape: [values.length], values }]);
    assert.equal(await store.recordEpoch(id, 1, record), true);
    const { rows } = await api.database.pool.query(
      'SELECT length(bytes) AS length FROM checkpoint_chunks WHERE job_id = $1 ORDER BY index',
      [id],
    );
    assert.deepEqual(
      rows.map(({ length }) => length),
      [2_097_152, 2_097_152, 1_048_580],
    );
    assert.equal(Buffer.compare(await buffer(store.readCheckpoint(id, 1)), record.bytes), 0);
  });

  it('notices bytes that are not those it wrote', async () => {
    const id = await api.fit({ epochs: 1 });
    await claim(id);
    await store.recordEpoch(id, 1, await epochRecord(1, 1));
    await api.database.pool.query('UPDATE checkpoint_chunks SET bytes = set_byte(bytes, 7, 255) WHERE job_id = $1', [
      id,
    ]);
    await assert.rejects(buffer(store.readCheckpoint(id, 1)), /are not those that were written/);
    await api.database.pool.query('DELETE FROM checkpoint_chunks WHERE job_id = $1', [id]);
    await assert.rejects(buffer(store.readCheckpoint(id, 1)), /are not those that were written/);
  });

  it('refuses a file that is longer or shorter than its tensors', async () => {
    const id = await api.fit({ epochs: 1 });
    await claim(id);
    const record = await epochRecord(1, 1);
    await writeFile(record.checkpoint.path, record.bytes.subarray(1));
    const before = await everything(id);
    await assert.rejects(store.recordEpoch(id, 1, record), /has 139 bytes and should have 140/);
    assert.equal(await everything(id), before);
  });

  it('changes nothing when it writes an epoch again', async () => {
    const id = await api.fit({ epochs: 4 });
    await claim(id);
    const record = await epochRecord(1, 4);
    assert.equal(await store.recordEpoch(id, 1, record), true);
    const before = await everything(id);
    assert.equal(await store.recordEpoch(id, 1, record), true);
    assert.equal(await everything(id), before);
  });

  it('keeps losses that JSON cannot hold', async () => {
    const id = await api.fit({ epochs: 2 });
    await claim(id);
    const { state, bytes } = makeCheckpoint([{ name: 'dense/kernel', shape: [1], values: [1] }]);
    const record = await epochRecord(1, 2);
    await writeFile(record.checkpoint.path, bytes);
    const logs = { loss: Number.NaN, accuracy: Number.NEGATIVE_INFINITY, val_loss: Number.POSITIVE_INFINITY };
    const checkpoint = { ...record.checkpoint, state };
    assert.equal(await store.recordEpoch(id, 1, { ...record, logs, checkpoint }), true);
    const job = await look(id);
    assert.deepEqual(job.metrics, { loss: 'NaN', accuracy: '-Infinity', val_loss: 'Infinity' });
    assert.equal(job.best, undefined);
  });

  it('shows its engine and its progress, and keeps the values of the last validation', async () => {
    const id = await api.fit({ epochs: 4 });
    await claim(id);
    const record = await epochRecord(1, 4);
    await store.recordEpoch(id, 1, { ...record, logs: { loss: 1, val_loss: 2 } });
    const versions = [(await api.row(id)).version];
    const engine = { backend: 'cpu', version: '4.22.0', reason: 'no native library' } as const;
    assert.equal(await store.recordEngine(id, 1, engine), true);
    versions.push((await api.row(id)).version);
    assert.equal(await store.recordProgress(id, 1, { ...PROGRESS, epoch: 2 }, { loss: 0.25 }), true);
    versions.push((await api.row(id)).version);
    const job = await look(id);
    assert.deepEqual(
      [job.engine, job.metrics, job.progress],
      [engine, { loss: 0.25, val_loss: 2 }, { ...PROGRESS, epoch: 2 }],
    );
    assert.equal(new Set(versions).size, 3);
    assert.equal((await eventNames(id)).length, 4);
  });

  it('renews its lease without a new version of the job, and hears what the user asked', async () => {
    const id = await api.fit();
    await claim(id, 1_000);
    const before = await api.row(id);
    assert.deepEqual(await store.heartbeat(id, 1, 120_000), { held: true, stopRequested: null });
    const after = await api.row(id);
    assert.equal(after.version, before.version);
    assert.ok(Number(after.lease_until) - Number(before.lease_until) > 100_000);
    await api.send('POST', `/v1/jobs/${id}/pause`);
    assert.deepEqual(await store.heartbeat(id, 1, 1_000), { held: true, stopRequested: 'pause' });
  });
});

describe('an attempt that lost its claim', () => {
  const writes = async (id: string, attempt: number) => {
    const zombie = await epochRecord(2, 4);
    return [
      await store.recordEngine(id, attempt, { backend: 'cpu', version: '0' }),
      await store.recordProgress(id, attempt, PROGRESS, { loss: 99 }),
      await store.recordEpoch(id, attempt, zombie),
      (await store.heartbeat(id, attempt, LEASE_MS)).held,
      await store.finish(id, attempt, { kind: 'succeeded', finalEpoch: 2 }),
      await store.finish(id, attempt, { kind: 'failed', code: 'x', detail: 'x' }),
      await store.finish(id, attempt, { kind: 'released', cause: 'infrastructure', detail: 'x', retryInMs: 0 }),
    ];
  };

  it('to another attempt writes nothing', async () => {
    const id = await api.fit({ epochs: 4 });
    await claim(id, 1);
    await new Promise((resolve) => setTimeout(resolve, 10));
    await claim(id);
    const before = await everything(id);
    assert.deepEqual(await writes(id, 1), Array(7).fill(false));
    assert.equal(await everything(id), before);
    assert.equal(await store.recordEpoch(id, 2, await epochRecord(1, 4)), true);
  });

  it('to its user, who cancelled, writes nothing', async () => {
    const id = await api.fit({ epochs: 4 });
    await claim(id, 1);
    await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal((await api.send('POST', `/v1/jobs/${id}/cancel`)).json().status, 'cancelled');
    const before = await everything(id);
    assert.deepEqual(await writes(id, 1), Array(7).fill(false));
    assert.equal(await everything(id), before);
  });

  it('because the job was deleted writes nothing', async () => {
    const id = await api.fit({ epochs: 4 });
    await claim(id);
    await api.database.pool.query('DELETE FROM jobs WHERE id = $1', [id]);
    assert.deepEqual(await writes(id, 1), Array(7).fill(false));
    assert.deepEqual(await api.rows(id), { jobs: 0, events: 0, outbox: 0, epochs: 0, checkpoints: 0, chunks: 0 });
  });

  it('in the middle of an epoch takes back what it had written', async () => {
    const id = await api.fit({ epochs: 4 });
    await claim(id, 1);
    const slow = await epochRecord(1, 4);
    await new Promise((resolve) => setTimeout(resolve, 10));
    const writing = store.recordEpoch(id, 1, slow);
    const second = await claim(id);
    // Either it was done before the claim, which then goes on from it, or it is not there at all.
    const done = await writing;
    assert.equal((await api.rows(id)).checkpoints, done ? 1 : 0);
    assert.equal(second.latest?.epoch, done ? 1 : undefined);
    const twice = await epochRecord(done ? 2 : 1, 4);
    assert.equal(await store.recordEpoch(id, 2, twice), true);
    assert.deepEqual(
      (await eventNames(id)).map(([number]) => number),
      (await eventNames(id)).map((_, index) => index + 1),
    );
  });
});
