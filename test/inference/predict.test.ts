import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { problemSchema } from '../../src/http/problem.js';
import { predictionSchema } from '../../src/inference/inference-schemas.js';
import { inferenceApp } from './inference-app.js';

const api = await inferenceApp();
const { send } = api;

const dense = (units: number, activation: string, more: object = {}) => ({
  class_name: 'Dense',
  config: { units, activation, ...more },
});
const SPARSE = { loss: 'sparse_categorical_crossentropy' };

/** Three kinds of flower by two columns. */
const flowers = await api.dataset({
  inputs: [
    [1, 2],
    [3, 4],
    [5, 6],
    [7, 8],
    [9, 10],
    [11, 12],
  ],
  targets: ['rose', 'lily', 'iris', 'rose', 'lily', 'iris'],
});
const numbers = await api.dataset({
  inputs: [
    [1, 2],
    [3, 4],
  ],
  targets: [0.5, 1.5],
});

async function predict(model: string, body: object, headers: Record<string, string> = {}) {
  const answer = await send('POST', `/v1/models/${model}/predict`, body, headers);
  assert.equal(answer.statusCode, 200, answer.body);
  return predictionSchema.parse(answer.json());
}

const rowsOf = (prediction: z.infer<typeof predictionSchema>) =>
  z.array(z.array(z.number())).parse(prediction.predictions);

function near(actual: readonly (readonly number[])[], expected: readonly (readonly number[])[]): void {
  assert.deepEqual(
    actual.map((row) => row.length),
    expected.map((row) => row.length),
  );
  actual.forEach((row, index) => {
    row.forEach((value, column) => {
      const wanted = expected[index]?.[column] ?? Number.NaN;
      assert.ok(Math.abs(value - wanted) < 1e-6 * Math.max(1, Math.abs(wanted)), `${actual} is not ${expected}`);
    });
  });
}

function softmax(logits: readonly number[]): number[] {
  const exponentials = logits.map(Math.exp);
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}

describe('predict', () => {
  it('gives the numbers that the weights give by hand', async () => {
    const model = await api.model([dense(2, 'linear', { input_shape: [2] })], { loss: 'mse' });
    // y = x W + b with W = [[1, -2], [0.5, 3]] and b = [0.25, -1]
    const job = await api.trained(model, {
      dataset: numbers,
      epochs: [
        [
          [1, -2, 0.5, 3],
          [0.25, -1],
        ],
      ],
    });
    const prediction = await predict(model, {
      instances: [
        [1, 2],
        [-3, 4.5],
      ],
    });
    near(rowsOf(prediction), [
      [2.25, 3],
      [-0.5, 18.5],
    ]);
    assert.deepEqual([prediction.job, prediction.epoch, prediction.classes], [job, 1, undefined]);
    assert.deepEqual(
      (
        await predict(model, {
          inputs: [
            [1, 2],
            [-3, 4.5],
          ],
        })
      ).predictions,
      prediction.predictions,
    );
    assert.deepEqual((await predict(model, { instances: [{ dense_input: [1, 2] }] })).predictions, [[2.25, 3]]);
  });

  it('names the likeliest class of a softmax, with its probability', async () => {
    const model = await api.model([dense(3, 'softmax', { input_shape: [2] })], SPARSE);
    await api.trained(model, {
      dataset: flowers,
      epochs: [
        [
          [1, 0, 0, 0, 1, 0],
          [0, 0, 0.5],
        ],
      ],
    });
    const prediction = await predict(model, {
      instances: [
        [2, 1],
        [0, 3],
        [0, 0],
      ],
    });
    const expected = [softmax([2, 1, 0.5]), softmax([0, 3, 0.5]), softmax([0, 0, 0.5])];
    near(rowsOf(prediction), expected);
    // Classes are in the order of their labels: iris, lily, rose.
    assert.deepEqual(
      prediction.classes?.map((one) => one.class),
      ['iris', 'lily', 'rose'],
    );
    near([prediction.classes?.map((one) => Number(one.probability)) ?? []], [expected.map((row) => Math.max(...row))]);
  });

  it('makes probabilities of logits where the loss does', async () => {
    const compile = { loss: { class_name: 'SparseCategoricalCrossentropy', config: { from_logits: true } } };
    const model = await api.model([dense(3, 'linear', { input_shape: [2] })], compile);
    await api.trained(model, {
      dataset: flowers,
      epochs: [
        [
          [1, 0, 0, 0, 1, 0],
          [0, 0, 0.5],
        ],
      ],
    });
    const prediction = await predict(model, { instances: [[2, 1]] });
    near(rowsOf(prediction), [[2, 1, 0.5]]);
    assert.equal(prediction.classes?.[0]?.class, 'iris');
    near([[Number(prediction.classes?.[0]?.probability)]], [[softmax([2, 1, 0.5])[0] ?? 0]]);
  });

  it('takes a single sigmoid above 0.5 for the second class', async () => {
    const dataset = await api.dataset({ inputs: [[1], [2], [3], [4]], targets: ['no', 'yes', 'no', 'yes'] });
    const model = await api.model([dense(1, 'sigmoid', { input_shape: [1] })], { loss: 'binary_crossentropy' });
    await api.trained(model, { dataset, epochs: [[[1], [0]]] });
    const prediction = await predict(model, { instances: [2, -3, 0] });
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
    near(rowsOf(prediction), [[sigmoid(2)], [sigmoid(-3)], [0.5]]);
    assert.deepEqual(
      prediction.classes?.map((one) => one.class),
      ['yes', 'no', 'no'],
    );
    near([prediction.classes?.map((one) => Number(one.probability)) ?? []], [[sigmoid(2), 1 - sigmoid(-3), 0.5]]);
  });

  it('scales raw rows as the training data was, and lays pictures out as the model takes them', async () => {
    const dataset = await api.dataset({
      inputs: [
        [
          [0, 255],
          [51, 102],
        ],
        [
          [1, 2],
          [3, 4],
        ],
        [
          [0, 0],
          [0, 0],
        ],
        [
          [1, 1],
          [1, 1],
        ],
      ],
      targets: [0, 1, 0, 1],
      scale: 1 / 255,
    });
    const model = await api.model([dense(1, 'linear', { input_shape: [4] })], { loss: 'mse' });
    await api.trained(model, { dataset, epochs: [[[1, 10, 100, 1000], [0]]] });
    const picture = {
      instances: [
        [
          [255, 0],
          [51, 102],
        ],
      ],
    };
    near(rowsOf(await predict(model, picture)), [[1 + 0 + 20 + 400]]);
    near(rowsOf(await predict(model, { instances: [[255, 0, 51, 102]] })), [[421]]);
  });

  it('takes rows by the names of the columns', async () => {
    const form = new FormData();
    form.append('options', JSON.stringify({ name: 'table', target: 'y' }));
    form.append('file', new Blob(['a,b,y\n1,2,0.5\n3,4,1.5\n']), 'table.csv');
    const uploaded = await fetch(`${api.url}/v1/datasets`, {
      method: 'POST',
      headers: { authorization: api.authorization },
      body: form,
    });
    const { id: dataset } = z.object({ id: z.string() }).parse(await uploaded.json());
    const model = await api.model([dense(1, 'linear', { input_shape: [2] })], { loss: 'mse' });
    await api.trained(model, { dataset, epochs: [[[1, 10], [0]]] });
    near(rowsOf(await predict(model, { instances: [{ b: 2, a: 1 }] })), [[21]]);
    near(rowsOf(await predict(model, { inputs: { b: [2, 4], a: [1, 3] } })), [[21], [43]]);
  });

  it('writes numbers that JSON cannot hold as strings', async () => {
    const model = await api.model([dense(2, 'linear', { input_shape: [2] })], { loss: 'mse' });
    await api.trained(model, {
      dataset: numbers,
      epochs: [
        [
          [3e38, -3e38, 3e38, -3e38],
          [0, 0],
        ],
      ],
    });
    const prediction = await predict(model, { instances: [[2, 2]] });
    assert.deepEqual(prediction.predictions, [['Infinity', '-Infinity']]);
  });

  it('predicts many rows in one request, and in parts', async () => {
    const model = await api.model([dense(1, 'linear', { input_shape: [50] })], { loss: 'mse' });
    const dataset = await api.dataset({ inputs: [Array(50).fill(1), Array(50).fill(2)], targets: [0.5, 1.5] });
    await api.trained(model, { dataset, epochs: [[Array(50).fill(1), [0]]] });
    // 1.25 million numbers: a body of 3 MB that is parsed on its own thread, and two parts.
    const instances = Array.from({ length: 25_000 }, (_, row) => Array(50).fill(row % 10));
    const predictions = rowsOf(await predict(model, { instances }));
    assert.equal(predictions.length, 25_000);
    assert.deepEqual(predictions.slice(24_995), [[250], [300], [350], [400], [450]]);
  });

  it('points at the wrong element of a large body too', async () => {
    const model = await api.model([dense(1, 'linear', { input_shape: [50] })], { loss: 'mse' });
    const dataset = await api.dataset({ inputs: [Array(50).fill(1), Array(50).fill(2)], targets: [0.5, 1.5] });
    await api.trained(model, { dataset, epochs: [[Array(50).fill(1), [0]]] });
    const instances: unknown[][] = Array.from({ length: 5_000 }, () => Array(50).fill(1.25));
    instances[4_321] = [...Array(17).fill(1), 'x', ...Array(32).fill(1)];
    const wrong = await send('POST', `/v1/models/${model}/predict`, { instances });
    assert.equal(wrong.statusCode, 422);
    const [error] = problemSchema.parse(wrong.json()).errors ?? [];
    assert.deepEqual([error?.pointer, error?.received], ['/instances/4321/17', 'x']);
    const broken = await send('POST', `/v1/models/${model}/predict`, `{"instances":${JSON.stringify(instances)}`);
    assert.equal(broken.statusCode, 400);
    const unknown = await send('POST', `/v1/models/${model}/predict`, { instances, signature: 'x' });
    assert.equal(problemSchema.parse(unknown.json()).errors?.[0]?.pointer, '/signature');
    assert.equal((await predict(model, { instances: instances.slice(0, 4_000) })).predictions.length, 4_000);
  });
});

describe('a wrong predict', () => {
  const cases: readonly [what: string, body: unknown, status: number, pointer?: string][] = [
    ['no body', '', 400],
    ['half a JSON', '{"instances":[[1,', 400],
    ['deep nesting', `{"instances":${'['.repeat(300)}${']'.repeat(300)}}`, 400],
    ['an array', [[1, 2]], 422, ''],
    ['no rows', {}, 422, '/instances'],
    ['an unknown field', { instances: [[1, 2]], top_k: 3 }, 422, '/top_k'],
    [
      'a row too long',
      {
        instances: [
          [1, 2],
          [1, 2, 3],
        ],
      },
      422,
      '/instances/1',
    ],
    ['text for a number', { instances: [[1, 'two']] }, 422, '/instances/0/1'],
    ['columns that the model does not have', { instances: [{ a: 1, b: 2 }] }, 422, '/instances/0'],
  ];
  for (const [what, body, status, pointer] of cases) {
    it(`with ${what} is answered ${status}`, async () => {
      const model = await api.model([dense(1, 'linear', { input_shape: [2] })], { loss: 'mse' });
      await api.trained(model, { dataset: numbers, epochs: [[[1, 1], [0]]] });
      const answer = await send('POST', `/v1/models/${model}/predict`, body);
      assert.equal(answer.statusCode, status, answer.body);
      if (pointer !== undefined) assert.equal(problemSchema.parse(answer.json()).errors?.[0]?.pointer, pointer);
    });
  }

  it('with another Content-Type is answered 415', async () => {
    const answer = await send('POST', '/v1/models/mdl_x/predict', 'a=1', { 'content-type': 'text/csv' });
    assert.equal(answer.statusCode, 415);
  });
});
