import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type EpochResult, Fitserve, JobEndedError } from '../../client/src/index.js';
import { epochRecord } from '../jobs/epochs.js';
import { jobApp } from '../jobs/job-app.js';
import { cuttable } from '../support/cuttable.js';
import { waitFor } from '../support/wait-for.js';

const EPOCHS = 12;
const api = await jobApp();
const address = await api.app.listen({ host: '127.0.0.1', port: 0 });
const apiKey = api.authorization.replace('Bearer ', '');

const way = await cuttable(address);
const fitserve = new Fitserve({ baseUrl: way.url, apiKey });

test('a wait that is cut again and again hears of every epoch once and in order, and gives the job', async () => {
  const id = await api.fit({ epochs: EPOCHS });
  const heard: number[] = [];
  const waiting = fitserve.jobs.wait(id, { onEpoch: ({ epoch }) => void heard.push(epoch) });
  const { attempt } = await api.claim(id);
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    await api.store.recordEpoch(id, attempt, await epochRecord(epoch, EPOCHS));
    if (epoch % 3 === 0) {
      await waitFor(`epoch ${epoch} to be heard`, () => heard.at(-1) === epoch);
      way.cut();
      way.mend();
    }
  }
  await api.store.finish(id, attempt, { kind: 'succeeded', finalEpoch: EPOCHS });
  const job = await waiting;
  assert.equal(job.status, 'succeeded');
  assert.deepEqual(
    heard,
    Array.from({ length: EPOCHS }, (_, index) => index + 1),
  );
});

test('a fit is waited for as it is posted, while the service is away for a time', async () => {
  const [model, dataset] = [await api.addModel(), await api.addDataset()];
  const heard: EpochResult[] = [];
  const call = fitserve.models.fit(model, { dataset, epochs: 2 });
  const waiting = call.wait({ onEpoch: (epoch) => void heard.push(epoch) });
  const { id, status } = await call;
  assert.equal(status, 'queued');
  const { attempt } = await api.claim(id);
  await api.store.recordEpoch(id, attempt, await epochRecord(1, 2));
  await waitFor('the first epoch', () => heard.length === 1);
  way.cut();
  await api.store.recordEpoch(id, attempt, await epochRecord(2, 2));
  await api.store.finish(id, attempt, { kind: 'succeeded', finalEpoch: 2 });
  const { refused } = way;
  await waitFor('some tries in vain', () => way.refused >= refused + 2);
  way.mend();
  const job = await waiting;
  assert.deepEqual([job.id, job.status], [id, 'succeeded']);
  assert.deepEqual(
    heard.map(({ epoch, epochs, metrics }) => [epoch, epochs, typeof metrics.loss]),
    [
      [1, 2, 'number'],
      [2, 2, 'number'],
    ],
  );
});

test('a job that is cancelled or paused rejects the wait, and says which', async () => {
  const cancelled = await api.fit();
  const waiting = fitserve.jobs.wait(cancelled);
  await fitserve.jobs.cancel(cancelled);
  await assert.rejects(waiting, (error) => error instanceof JobEndedError && error.status === 'cancelled');
  const paused = await api.fit();
  await fitserve.jobs.pause(paused);
  await assert.rejects(fitserve.jobs.wait(paused), { message: `The job ${paused} is paused` });
});

test('a failed job rejects the wait with its reason', async () => {
  const id = await api.fit();
  const { attempt } = await api.claim(id);
  await api.store.finish(id, attempt, { kind: 'failed', code: 'nan_loss', detail: 'The loss is NaN.' });
  await assert.rejects(fitserve.jobs.wait(id), {
    code: 'nan_loss',
    message: `The job ${id} failed: The loss is NaN. (nan_loss)`,
  });
});

test('an abort ends the wait and leaves the job alone', async () => {
  const id = await api.fit();
  const abort = new AbortController();
  const waiting = fitserve.jobs.wait(id, { signal: abort.signal });
  abort.abort(new Error('enough'));
  await assert.rejects(waiting, { message: 'enough' });
  assert.equal((await fitserve.jobs.get(id)).status, 'queued');
});
