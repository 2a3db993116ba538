import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemSchema } from '../../src/http/problem.js';
import { inferenceApp } from './inference-app.js';

const api = await inferenceApp();
const { send } = api;

const flowers = await api.dataset({
  inputs: [
    [1, 0],
    [0, 1],
    [0, 0],
    [1, 0],
    [0, 1],
    [0, 0],
  ],
  targets: ['iris', 'lily', 'rose', 'iris', 'lily', 'rose'],
});
const classifier = await api.model(
  [{ class_name: 'Dense', config: { units: 3, activation: 'softmax', input_shape: [2] } }],
  { loss: 'sparse_categorical_crossentropy' },
);
const job = await api.trained(classifier, {
  dataset: flowers,
  epochs: [
    [
      [1, 0, 0, 0, 1, 0],
      [0, 0, 0.5],
    ],
  ],
});

async function refused(model: string, body: object, headers: Record<string, string> = {}) {
  const answer = await send('POST', `/v1/models/${model}/evaluate`, body, headers);
  const { code, errors, detail } = problemSchema.parse(answer.json());
  return { status: answer.statusCode, code, pointer: errors?.[0]?.pointer, detail };
}

describe('an evaluate that is refused', () => {
  it('names the dataset that does not fit', async () => {
    const wide = await api.dataset({
      inputs: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      targets: ['iris', 'rose'],
    });
    assert.equal((await refused(classifier, { dataset: wide })).pointer, '/dataset');
    const vectors = await api.dataset({
      inputs: [
        [1, 2],
        [4, 5],
      ],
      targets: [
        [1, 0, 0],
        [0, 0, 1],
      ],
    });
    assert.deepEqual([(await refused(classifier, { dataset: vectors })).status, 422], [422, 422]);
  });

  it('names a dataset or a model that is not there, or another project has', async () => {
    assert.deepEqual(
      await refused(classifier, { dataset: 'dst_none' }).then((told) => [told.status, told.code, told.pointer]),
      [404, 'dataset_not_found', '/dataset'],
    );
    assert.equal((await refused(classifier, { dataset: 'dst\u0000' })).status, 404);
    assert.equal((await refused('mdl_none', { dataset: flowers })).code, 'model_not_found');
    const headers = { authorization: `Bearer ${await api.foreignKey()}` };
    assert.equal((await refused(classifier, { dataset: flowers }, headers)).code, 'model_not_found');
  });

  it('names the field that is wrong', async () => {
    const cases: [object, string][] = [
      [{}, '/dataset'],
      [{ dataset: 5 }, '/dataset'],
      [{ dataset: flowers, batch_size: 0 }, '/batch_size'],
      [{ dataset: flowers, batch_size: '32' }, '/batch_size'],
      [{ dataset: flowers, checkpoint: 'first' }, '/checkpoint'],
      [{ dataset: flowers, checkpoint: { job } }, '/checkpoint/epoch'],
      [{ dataset: flowers, verbose: 1 }, '/verbose'],
    ];
    for (const [body, pointer] of cases) {
      const told = await refused(classifier, body);
      assert.deepEqual([told.status, told.pointer], [422, pointer], told.detail);
    }
  });
});
