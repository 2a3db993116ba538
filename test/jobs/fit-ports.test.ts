import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemSchema } from '../../src/http/problem.js';
import { TWO_PORTS } from '../inference/functional-models.js';
import { epochRecord } from './epochs.js';
import { jobApp } from './job-app.js';

const api = await jobApp();
const numbers = { dtype: 'float32' as const };
const A = { ...numbers, name: 'a', shape: [2] };
const B = { ...numbers, name: 'b', shape: [1] };
const X = { ...numbers, name: 'x', shape: [] };
const Y = { ...numbers, name: 'y', shape: [2] };
const model = await api.addModel({ architecture: TWO_PORTS, compile: { loss: 'mse' } });
const dataset = await api.addDataset({ task: 'regression', inputs: [B, A], targets: [Y, X] });

const fit = (body: object) => api.send('POST', `/v1/models/${model}/fit`, { dataset, ...body });

async function refused(body: object) {
  const answer = await fit(body);
  const { errors } = problemSchema.parse(answer.json());
  return [answer.statusCode, errors?.[0]?.pointer, errors?.[0]?.detail];
}

describe('a fit of a model with two inputs and two outputs', () => {
  it('takes data whose inputs and targets have their names, in any order', async () => {
    const answer = await fit({ epochs: 2, validation_dataset: dataset });
    assert.equal(answer.statusCode, 202, answer.body);
  });

  it('refuses data that lacks one of them', async () => {
    const lacking = await api.addDataset({ task: 'regression', inputs: [A, { ...B, name: 'c' }], targets: [X, Y] });
    assert.deepEqual(await refused({ dataset: lacking }), [
      422,
      '/dataset',
      'the model has an input "b", and the dataset\'s inputs are "a", "c"',
    ]);
  });

  it('refuses class weights, as Keras', async () => {
    assert.deepEqual(await refused({ class_weight: { 0: 2 } }), [
      422,
      '/class_weight',
      'weights of classes need a model with one output',
    ]);
  });

  it('refuses a validation whose classes have other numbers in one of the targets', async () => {
    const classes = ['no', 'yes'];
    const labelled = { name: 'x', dtype: 'uint8' as const, shape: [] };
    const training = await api.addDataset({ inputs: [A, B], targets: [{ ...labelled, classes }, Y] });
    const other = [...classes].reverse();
    const swapped = await api.addDataset({ inputs: [A, B], targets: [Y, { ...labelled, classes: other }] });
    assert.deepEqual(await refused({ dataset: training, validation_dataset: swapped }), [
      422,
      '/validation_dataset',
      'its class 0 of "x" is "yes", where the dataset that is trained on has "no"',
    ]);
  });
});

describe('the checkpoint of a model that is no chain', () => {
  it('is downloaded as safetensors and for tfjs', async () => {
    const id = String((await fit({})).json().id);
    await api.claim(id);
    const record = await epochRecord(1, 1);
    await api.store.recordEpoch(id, 1, record);
    const at = `/v1/jobs/${id}/checkpoints/latest/download?format=`;
    assert.equal((await api.send('GET', `${at}safetensors`)).statusCode, 200);
    const answer = await api.send('GET', `${at}tfjs`, undefined, { accept: 'application/json' });
    assert.equal(answer.statusCode, 200, answer.body);
    const { class_name, config } = answer.json().modelTopology;
    assert.deepEqual(
      [class_name, config.input_layers, config.output_layers],
      [
        'Functional',
        [
          ['a', 0, 0],
          ['b', 0, 0],
        ],
        [
          ['x', 0, 0],
          ['y', 0, 0],
        ],
      ],
    );
  });
});
