import assert from 'node:assert/strict';
import { test } from 'node:test';
import { epochRecord } from './epochs.js';
import { jobApp } from './job-app.js';

const api = await jobApp();
const { store } = api;

async function trained(logs: readonly Record<string, number>[]): Promise<string> {
  const model = await api.addModel({
    compile: { loss: 'sparse_categorical_crossentropy', metrics: ['accuracy', 'sparse_categorical_crossentropy'] },
  });
  const answer = await api.send('POST', `/v1/models/${model}/fit`, {
    dataset: await api.addDataset(),
    epochs: logs.length || 1,
  });
  const { id } = answer.json();
  await store.claim(id, 'worker', 60_000);
  for (const [index, values] of logs.entries()) {
    const record = await epochRecord(index + 1, logs.length);
    await store.recordEpoch(id, 1, { ...record, logs: values, durationS: 1.5 + index });
  }
  return id;
}

test('the history has a list for each of its keys', async () => {
  const epochs = [
    {
      val_accuracy: 0.4,
      sparse_categorical_crossentropy: 3,
      val_loss: 2.5,
      accuracy: 0.5,
      val_sparse_categorical_crossentropy: 1,
      loss: 2,
    },
    {
      val_accuracy: 0.6,
      sparse_categorical_crossentropy: 2,
      val_loss: Number.NaN,
      accuracy: 0.75,
      val_sparse_categorical_crossentropy: 1,
      loss: Number.POSITIVE_INFINITY,
    },
  ];
  const answer = await api.send('GET', `/v1/jobs/${await trained(epochs)}/history`);
  assert.equal(answer.statusCode, 200);
  assert.match(String(answer.headers['content-type']), /^application\/json/);
  assert.deepEqual(answer.json(), {
    epoch: [1, 2],
    loss: [2, 'Infinity'],
    accuracy: [0.5, 0.75],
    sparse_categorical_crossentropy: [3, 2],
    val_loss: [2.5, 'NaN'],
    val_accuracy: [0.4, 0.6],
    val_sparse_categorical_crossentropy: [1, 1],
    learning_rate: [0.5, 0.5],
    duration_s: [1.5, 2.5],
  });
});

test('the history comes as CSV to those who accept that, in the order of Keras', async () => {
  const id = await trained([
    { val_accuracy: 0, loss: 2, accuracy: 0.5, val_loss: 3 },
    { val_accuracy: 1, loss: Number.NaN, accuracy: 1e-7, val_loss: 4 },
  ]);
  const answer = await api.send('GET', `/v1/jobs/${id}/history`, undefined, { accept: 'text/csv' });
  assert.equal(answer.headers['content-type'], 'text/csv; charset=utf-8');
  assert.equal(answer.headers.vary, 'accept');
  assert.equal(
    answer.body,
    'epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,duration_s\n1,2,0.5,3,0,0.5,1.5\n2,NaN,1e-7,4,1,0.5,2.5\n',
  );
});

test('a job that has done no epoch has an empty history', async () => {
  const id = await api.fit();
  const answer = await api.send('GET', `/v1/jobs/${id}/history`);
  assert.deepEqual(answer.json(), { epoch: [], learning_rate: [], duration_s: [] });
  const csv = await api.send('GET', `/v1/jobs/${id}/history`, undefined, { accept: 'text/csv' });
  assert.equal(csv.body, 'epoch,learning_rate,duration_s\n');
});
