import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { jobApp } from './job-app.js';

const api = await jobApp();
const { store, claim, look, eventNames } = api;

describe('an attempt ends', () => {
  const ended = async (outcome: Parameters<typeof store.finish>[2], asked?: string) => {
    const id = await api.fit({ epochs: 4 });
    await claim(id);
    if (asked !== undefined) await api.send('POST', `/v1/jobs/${id}/${asked}`);
    assert.equal(await store.finish(id, 1, outcome), true);
    const row = await api.row(id);
    const job = await look(id);
    assert.deepEqual([row.lease_until, row.worker_id, row.stop_requested], [null, null, null]);
    assert.equal((await eventNames(id)).at(-1)?.[1], job.status);
    return {
      status: job.status,
      error: job.error,
      finished: job.finished_at !== null,
      outbox: (await api.rows(id)).outbox - 1,
      failures: row.infrastructure_failures,
      final: row.final_epoch,
    };
  };
  const plain = { error: null, outbox: 0, failures: 0, final: null };

  it('by success, with the epoch of the final weights', async () => {
    assert.deepEqual(await ended({ kind: 'succeeded', finalEpoch: 4 }), {
      ...plain,
      status: 'succeeded',
      finished: true,
      final: 4,
    });
  });

  it("by the job's own fault", async () => {
    const error = { code: 'nan_loss', detail: 'The loss is NaN.' };
    assert.deepEqual(await ended({ kind: 'failed', ...error }), { ...plain, status: 'failed', finished: true, error });
  });

  it('by its user', async () => {
    assert.deepEqual(await ended({ kind: 'cancelled' }, 'cancel'), { ...plain, status: 'cancelled', finished: true });
    assert.deepEqual(await ended({ kind: 'paused' }, 'pause'), { ...plain, status: 'paused', finished: false });
  });

  it('by its user, who has thought otherwise meanwhile', async () => {
    // Paused, then cancelled; and paused, then resumed before the worker was through.
    assert.equal((await ended({ kind: 'paused' }, 'cancel')).status, 'cancelled');
    assert.deepEqual(await ended({ kind: 'paused' }), { ...plain, status: 'queued', finished: false, outbox: 1 });
  });

  it('by going back to the queue for later, as its user sees and may overrule', async () => {
    const id = await api.fit();
    await api.claim(id);
    const released = {
      kind: 'released',
      cause: 'infrastructure',
      detail: 'The child died.',
      retryInMs: 60_000,
    } as const;
    assert.equal(await api.store.finish(id, 1, released), true);
    const { queue, queued_at } = await api.look(id);
    assert.equal(Date.parse(queue?.not_before ?? '') - Date.parse(queued_at), 60_000);
    assert.equal(await api.store.claim(id, 'worker', 60_000), null);
    await api.send('POST', `/v1/jobs/${id}/pause`);
    assert.equal((await api.look(id)).queue, null);
    await api.send('POST', `/v1/jobs/${id}/resume`);
    assert.equal((await api.look(id)).queue?.not_before, null);
    assert.equal((await api.store.claim(id, 'worker', 60_000))?.attempt, 2);
  });

  it('by going back to the queue', async () => {
    const shutdown = { kind: 'released', cause: 'shutdown', detail: 'The worker stops.' } as const;
    const failure = { kind: 'released', cause: 'infrastructure', detail: 'The child died.', retryInMs: 0 } as const;
    const queued = { ...plain, status: 'queued', finished: false };
    assert.deepEqual(await ended(shutdown), { ...queued, outbox: 1 });
    assert.deepEqual(await ended(failure), { ...queued, outbox: 1, failures: 1 });
    assert.deepEqual(await ended(shutdown, 'pause'), { ...queued, status: 'paused' });
    assert.deepEqual(await ended(failure, 'cancel'), { ...queued, status: 'cancelled', finished: true, failures: 1 });
  });
});
