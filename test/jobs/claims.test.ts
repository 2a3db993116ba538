import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { epochRecord } from './epochs.js';
import { jobApp } from './job-app.js';

const api = await jobApp();
const { store, claim, look, eventNames } = api;
const LEASE_MS = 60_000;

describe('a claim', () => {
  it('takes a queued job and tells all that is needed to train it', async () => {
    const id = await api.fit({ epochs: 4, batch_size: 2, validation_split: 0.5, seed: 3, class_weight: { 0: 2 } });
    const claimed = await claim(id);
    const { definition, dataset_id } = await api.row(id);
    assert.deepEqual(claimed, {
      jobId: id,
      projectId: api.projectId,
      attempt: 1,
      model: {
        architecture: claimed.model.architecture,
        compile: { optimizer: 'sgd', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] },
        inputShape: [4],
      },
      fit: { epochs: 4, batchSize: 2, validationSplit: 0.5, shuffle: true, seed: 3, classWeight: { 0: 2 } },
      inspects: true,
      dataset: { ...(definition as { dataset: object }).dataset, id: dataset_id, projectId: api.projectId },
      stopRequested: null,
      infrastructureFailures: 0,
      origin: claimed.origin,
    });
    assert.match(claimed.origin.requestId ?? '', /^req_/);
    assert.equal(claimed.origin.traceparent, null);
    const job = await look(id);
    assert.deepEqual([job.status, job.attempts], ['running', 1]);
    assert.ok(job.started_at);
    assert.deepEqual(await eventNames(id), [
      [1, 'queued'],
      [2, 'running'],
    ]);
  });

  it('is made by one of ten workers that try at once', async () => {
    const id = await api.fit();
    const claims = await Promise.all(Array.from({ length: 10 }, (_, n) => store.claim(id, `worker ${n}`, LEASE_MS)));
    assert.equal(claims.filter((claimed) => claimed !== null).length, 1);
    assert.equal((await look(id)).attempts, 1);
  });

  it('leaves a job alone that runs, has ended, waits for its user, or is not there', async () => {
    const [running, paused, done] = [await api.fit(), await api.fit(), await api.fit()];
    await claim(running);
    await api.send('POST', `/v1/jobs/${paused}/pause`);
    await claim(done);
    await store.finish(done, 1, { kind: 'succeeded', finalEpoch: 1 });
    for (const id of [running, paused, done, 'job_0']) assert.equal(await store.claim(id, 'other', LEASE_MS), null);
    assert.equal((await look(running)).attempts, 1);
  });

  it('takes a job whose lease ran out with its threads, and counts that as a failure', async () => {
    const id = await api.fit({ epochs: 4 });
    await claim(id, 1);
    await store.recordEngine(id, 1, { backend: 'tensorflow', version: '2.21.0', threads: 3 });
    await store.recordEpoch(id, 1, await epochRecord(1, 4));
    await new Promise((resolve) => setTimeout(resolve, 10));
    const second = await claim(id);
    assert.equal(second.threads, 3);
    assert.deepEqual([second.attempt, second.infrastructureFailures, second.latest?.epoch], [2, 1, 1]);
    assert.equal(second.latest?.state.tensors.length, 5);
    assert.deepEqual((await look(id)).attempts, 2);
  });

  it('tells the weights to start from, the datasets that are gone, and what was asked meanwhile', async () => {
    const source = await api.fit({ epochs: 4 });
    await claim(source);
    await store.recordEpoch(source, 1, await epochRecord(1, 4));
    const validation = await api.addDataset();
    const id = await api.fit({ initial: { job: source, checkpoint: 1 }, validation_dataset: validation });
    await api.database.pool.query('DELETE FROM datasets WHERE id = $1', [validation]);
    const claimed = await claim(id, 1);
    assert.deepEqual([claimed.initial?.jobId, claimed.initial?.epoch, claimed.validationDataset], [source, 1, null]);
    assert.notEqual(claimed.dataset, null);
    await api.database.pool.query('DELETE FROM checkpoints WHERE job_id = $1', [source]);
    await api.database.pool.query('DELETE FROM datasets WHERE id = $1', [claimed.dataset?.id]);
    await api.database.pool.query(`UPDATE jobs SET stop_requested = 'pause' WHERE id = $1`, [id]);
    const second = await claim(id);
    assert.deepEqual([second.initial, second.dataset, second.stopRequested], [null, null, 'pause']);
  });

  it('ends a job that this version cannot read', async () => {
    const id = await api.fit();
    await api.database.pool.query(`UPDATE jobs SET definition = '{"inputShape": "odd"}' WHERE id = $1`, [id]);
    assert.equal(await store.claim(id, 'worker', LEASE_MS), null);
    const { status, error_code } = (
      await api.database.pool.query(`SELECT status, error->>'code' AS error_code FROM jobs WHERE id = $1`, [id])
    ).rows[0];
    assert.deepEqual([status, error_code], ['failed', 'unreadable_definition']);
  });
});
