import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemSchema } from '../../../src/http/problem.js';
import {
  evaluatedSchema,
  evaluationPageSchema,
  evaluationSchema,
} from '../../../src/inference/evaluations/evaluation-schemas.js';
import { inferenceApp } from '../inference-app.js';
import { inferenceWorker, whenEnded } from '../runs/test-worker.js';

const api = await inferenceApp();
const { send } = api;

const dense = (units: number, activation: string, input_shape = [2]) => ({
  class_name: 'Dense',
  config: { units, activation, input_shape },
});
const ASYNC = { prefer: 'respond-async' };

/** Says `yes` by the first number alone: by 2 of it in the first epoch, by as much less in the second. */
const answers = await api.dataset({
  inputs: [
    [-2, 0],
    [-1, 0],
    [1, 0],
    [2, 0],
    [3, 0],
    [-3, 0],
  ],
  targets: ['no', 'yes', 'no', 'yes', 'yes', 'no'],
});
const others = await api.dataset({
  inputs: [
    [1, 0],
    [-1, 0],
    [2, 0],
    [-2, 0],
  ],
  targets: ['yes', 'no', 'yes', 'no'],
});
const model = await api.model([dense(1, 'sigmoid')], { loss: 'binary_crossentropy', metrics: ['accuracy'] });
const job = await api.trained(model, {
  dataset: answers,
  epochs: [
    [[2, 0], [0]],
    [[-2, 0], [0]],
  ],
});
const base = `/v1/models/${model}`;

async function evaluate(body: object, headers: Record<string, string> = {}) {
  const answer = await send('POST', `${base}/evaluate`, body, headers);
  assert.equal(answer.statusCode, 200, answer.body);
  return evaluatedSchema.parse(answer.json());
}

async function list(query = '') {
  const answer = await send('GET', `${base}/evaluations${query}`);
  assert.equal(answer.statusCode, 200, answer.body);
  return evaluationPageSchema.parse(answer.json());
}

async function refused(method: 'GET' | 'POST' | 'DELETE', path: string, headers: Record<string, string> = {}) {
  const answer = await send(method, path, undefined, headers);
  const { code } = problemSchema.parse(answer.json());
  return [answer.statusCode, code];
}

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

describe('evaluations', () => {
  it('are kept with all that they found, and compared between the checkpoints of a model', async () => {
    const second = await evaluate({ dataset: answers });
    const first = await evaluate({ dataset: answers, checkpoint: { job, epoch: 1 } });
    const elsewhere = await evaluate({ dataset: others, checkpoint: { job, epoch: 1 }, batch_size: 2 });
    assert.deepEqual([second.status, second.epoch, second.attempts, first.epoch], ['succeeded', 2, 0, 1]);

    const all = await list();
    assert.deepEqual(
      all.data.map(({ id }) => id),
      [elsewhere.id, first.id, second.id],
    );
    const compared = (await list(`?dataset=${answers}&job=${job}`)).data;
    assert.deepEqual(
      compared.map(({ epoch, metrics, roc_area }) => [epoch, metrics?.accuracy, roc_area]),
      [
        [1, first.metrics.accuracy, 8 / 9],
        [2, second.metrics.accuracy, 1 / 9],
      ],
    );
    assert.deepEqual((await list('?limit=1')).has_more, true);
    assert.deepEqual((await list(`?after=${second.id}`)).data, []);
    const kept = await send('GET', `${base}/evaluations/${first.id}`);
    assert.deepEqual(kept.json(), first);
    const unchanged = await send('GET', `${base}/evaluations/${first.id}`, undefined, {
      'if-none-match': String(kept.headers.etag),
    });
    assert.equal(unchanged.statusCode, 304);
  });

  it('tell the worst rows with their inputs, what was expected and how sure the model was', async () => {
    const { worst_rows } = await evaluate({ dataset: answers, checkpoint: { job, epoch: 1 }, worst: 2 });
    assert.deepEqual(
      worst_rows.map(({ row, expected, predicted, inputs }) => [row, expected, predicted, inputs]),
      [
        [1, 'yes', 'no', [-1, 0]],
        [2, 'no', 'yes', [1, 0]],
      ],
    );
    const [worst] = worst_rows;
    assert.ok(Math.abs(Number(worst?.probability) - (1 - sigmoid(-2))) < 1e-6);
    assert.ok(Math.abs(Number(worst?.expected_probability) - sigmoid(-2)) < 1e-6);
    assert.ok(Math.abs(Number(worst?.loss) + Math.log(sigmoid(-2))) < 1e-6);
    assert.deepEqual((await evaluate({ dataset: answers, worst: 0 })).worst_rows, []);
  });

  it('show worst rows of a regression as numbers, and its errors', async () => {
    const dataset = await api.dataset({ inputs: [[1], [2], [3]], targets: [1.5, 2, 7] });
    const regression = await api.model([dense(1, 'linear', [1])], { loss: 'mse' });
    await api.trained(regression, { dataset, epochs: [[[1], [0]]] });
    const answer = await send('POST', `/v1/models/${regression}/evaluate`, { dataset, worst: 1 });
    const { errors, worst_rows } = evaluatedSchema.parse(answer.json());
    assert.deepEqual(worst_rows, [{ row: 2, loss: 16, expected: 7, predicted: 3, inputs: [3] }]);
    assert.deepEqual([errors?.[0]?.mae, errors?.[0]?.max_error, errors?.[0]?.median_absolute_error], [1.5, 4, 0.5]);
    const [one] = (await send('GET', `/v1/models/${regression}/evaluations`)).json().data;
    assert.deepEqual([one.mae, one.r2], [1.5, errors?.[0]?.r2]);
  });

  it('belong to their model and project, and can be deleted', async () => {
    const { id } = await evaluate({ dataset: others });
    const foreign = { authorization: `Bearer ${await api.foreignKey()}` };
    const path = `${base}/evaluations/${id}`;
    assert.deepEqual(await refused('GET', path, foreign), [404, 'evaluation_not_found']);
    assert.deepEqual(await refused('DELETE', path, foreign), [404, 'evaluation_not_found']);
    assert.deepEqual(await refused('GET', `${base}/evaluations`, foreign), [404, 'model_not_found']);
    const another = await api.model([dense(1, 'sigmoid')], { loss: 'binary_crossentropy' });
    assert.deepEqual(await refused('GET', `/v1/models/${another}/evaluations/${id}`), [404, 'evaluation_not_found']);
    assert.equal((await send('DELETE', path)).statusCode, 204);
    assert.deepEqual(await refused('GET', path), [404, 'evaluation_not_found']);
  });

  it('answer a repeated request from the first one, and any other anew', async () => {
    const headers = { 'idempotency-key': 'evaluate-once' };
    const first = await evaluate({ dataset: others }, headers);
    assert.equal((await evaluate({ dataset: others }, headers)).id, first.id);
    assert.notEqual((await evaluate({ dataset: others })).id, first.id);
  });
});

describe('evaluations by a worker', () => {
  it('wait for it, can be cancelled as long as they do, and hold their dataset', async () => {
    const own = await api.dataset({
      inputs: [
        [1, 0],
        [2, 0],
      ],
      targets: ['yes', 'no'],
    });
    const answer = await send('POST', `${base}/evaluate`, { dataset: own }, ASYNC);
    assert.deepEqual(
      [answer.statusCode, answer.headers['preference-applied'], answer.headers['retry-after']],
      [202, 'respond-async', '1'],
    );
    const path = String(answer.headers.location);
    const { status, progress, metrics } = evaluationSchema.parse(answer.json());
    assert.deepEqual([status, progress.done, progress.rows, metrics], ['queued', 0, 2, undefined]);
    assert.deepEqual(await refused('DELETE', `/v1/datasets/${own}`), [409, 'dataset_in_use']);
    assert.deepEqual(await refused('DELETE', path), [409, 'wrong_run_state']);
    const cancelled = await send('POST', `${path}/cancel`);
    assert.deepEqual([cancelled.statusCode, cancelled.json().status], [200, 'cancelled']);
    assert.equal((await send('POST', `${path}/cancel`)).statusCode, 200);
    assert.equal((await send('DELETE', `/v1/datasets/${own}`)).statusCode, 204);
    assert.equal((await send('DELETE', path)).statusCode, 204);
  });

  it('are refused at once where the dataset does not fit the model', async () => {
    const wide = await api.dataset({
      inputs: [
        [1, 2, 3],
        [1, 2, 3],
      ],
      targets: ['yes', 'no'],
    });
    const answer = await send('POST', `${base}/evaluate`, { dataset: wide }, ASYNC);
    assert.deepEqual([answer.statusCode, answer.json().errors[0].pointer], [422, '/dataset']);
  });

  it('find what an evaluation at once finds', async () => {
    const worker = await inferenceWorker(api);
    const answer = await send('POST', `${base}/evaluate`, { dataset: answers }, ASYNC);
    const location = String(answer.headers.location);
    assert.equal((await whenEnded(api, location)).status, 'succeeded');
    const found = evaluatedSchema.parse((await send('GET', location)).json());
    const { id, created_at, started_at, finished_at, attempts, ...rest } = await evaluate({ dataset: answers });
    assert.equal(found.attempts, 1);
    for (const [name, value] of Object.entries(rest)) {
      assert.deepEqual(Object.entries(found).find(([own]) => own === name)?.[1], value, name);
    }
    assert.deepEqual(await refused('POST', `${location}/cancel`), [409, 'wrong_run_state']);
    await worker.stop();
  });
});
