import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemSchema } from '../../src/http/problem.js';
import { predictionSchema } from '../../src/inference/inference-schemas.js';
import { inferenceApp } from './inference-app.js';

const api = await inferenceApp();
const { send } = api;
const numbers = await api.dataset({
  inputs: [
    [1, 2],
    [3, 4],
  ],
  targets: [0.5, 1.5],
});

describe('the checkpoint that answers', () => {
  const layers = [{ class_name: 'Dense', config: { units: 1, input_shape: [2], use_bias: false } }];
  const compile = { loss: 'mse' };
  const epochs = [[[1, 0]], [[2, 0]], [[3, 0]]];
  const asked = async (model: string, checkpoint?: unknown) => {
    const body = { instances: [[1, 0]], ...(checkpoint ? { checkpoint } : {}) };
    const answer = await send('POST', `/v1/models/${model}/predict`, body);
    assert.equal(answer.statusCode, 200, answer.body);
    const { predictions, job, epoch } = predictionSchema.parse(answer.json());
    return { answer: predictions, job, epoch };
  };

  it('is the final one of the newest succeeded job, or what is asked for', async () => {
    const model = await api.model(layers, compile);
    const old = await api.trained(model, { dataset: numbers, epochs: [[[9, 0]]] });
    const job = await api.trained(model, { dataset: numbers, epochs, finalEpoch: 2, bestEpoch: 1 });
    await api.trained(model, { dataset: numbers, epochs: [], status: 'failed' });
    assert.deepEqual(await asked(model), { answer: [[2]], job, epoch: 2 });
    assert.deepEqual(await asked(model, 'final'), { answer: [[2]], job, epoch: 2 });
    assert.deepEqual(await asked(model, 'latest'), { answer: [[3]], job, epoch: 3 });
    assert.deepEqual(await asked(model, 'best'), { answer: [[1]], job, epoch: 1 });
    assert.deepEqual(await asked(model, { job: old, epoch: 1 }), { answer: [[9]], job: old, epoch: 1 });
  });

  it('may be one of a job that still runs', async () => {
    const model = await api.model(layers, compile);
    const succeeded = await api.trained(model, { dataset: numbers, epochs: [[[9, 0]]] });
    const running = await api.trained(model, {
      dataset: numbers,
      epochs: epochs.slice(0, 2),
      status: 'running',
      bestEpoch: 1,
    });
    assert.deepEqual(await asked(model), { answer: [[9]], job: succeeded, epoch: 1 });
    assert.deepEqual(await asked(model, 'latest'), { answer: [[2]], job: running, epoch: 2 });
    assert.deepEqual(await asked(model, 'best'), { answer: [[1]], job: running, epoch: 1 });
  });

  it('is refused where there is none', async () => {
    const model = await api.model(layers, compile);
    const other = await api.model(layers, compile);
    const foreign = await api.trained(other, { dataset: numbers, epochs });
    const ask = async (checkpoint?: unknown) => {
      const answer = await send('POST', `/v1/models/${model}/predict`, {
        instances: [[1, 0]],
        ...(checkpoint === undefined ? {} : { checkpoint }),
      });
      const { code, errors } = problemSchema.parse(answer.json());
      return [answer.statusCode, code, errors?.[0]?.pointer];
    };
    for (const name of [undefined, 'final', 'latest', 'best']) {
      assert.deepEqual(await ask(name), [409, 'model_not_trained', undefined]);
    }
    const job = await api.trained(model, { dataset: numbers, epochs: epochs.slice(0, 1), status: 'running' });
    assert.deepEqual(await ask(), [409, 'model_not_trained', undefined]);
    assert.deepEqual(await ask('best'), [409, 'model_not_trained', undefined]);
    assert.deepEqual(await ask({ job, epoch: 2 }), [404, 'checkpoint_not_found', '/checkpoint/epoch']);
    assert.deepEqual(await ask({ job: foreign, epoch: 1 }), [404, 'job_not_found', '/checkpoint/job']);
    assert.deepEqual(await ask({ job: 'job_\u0000', epoch: 1 }), [404, 'job_not_found', '/checkpoint/job']);
    assert.deepEqual(await ask('newest'), [422, 'invalid_request', '/checkpoint']);
    assert.deepEqual(await ask({ job, epoch: 0 }), [422, 'invalid_request', '/checkpoint/epoch']);
    assert.deepEqual(await ask({ job, epoch: 2 ** 31 }), [422, 'invalid_request', '/checkpoint/epoch']);
  });

  it('of another project is not there', async () => {
    const model = await api.model(layers, compile);
    await api.trained(model, { dataset: numbers, epochs });
    const headers = { authorization: `Bearer ${await api.foreignKey()}` };
    for (const id of [model, 'mdl_unknown', 'toString']) {
      const answer = await send('POST', `/v1/models/${id}/predict`, { instances: [[1, 0]] }, headers);
      assert.equal(answer.statusCode, 404);
      assert.equal(problemSchema.parse(answer.json()).code, 'model_not_found');
    }
  });
});
