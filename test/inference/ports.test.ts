import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { problemSchema } from '../../src/http/problem.js';
import { evaluatedSchema } from '../../src/inference/evaluations/evaluation-schemas.js';
import { predictionSchema } from '../../src/inference/inference-schemas.js';
import { functional, TWO_PORTS, TWO_PORTS_WEIGHTS } from './functional-models.js';
import { inferenceApp } from './inference-app.js';

const api = await inferenceApp();

/** Rows that a dataset is made of; the model's weights are given, and not learned from them. */
const INPUTS = {
  a: [
    [1, 2],
    [3, 4],
  ],
  b: [[5], [6]],
};
const TARGETS = {
  x: [0.5, 1.5],
  y: [
    [1, 2],
    [3, 4],
  ],
};

async function model(architecture: object): Promise<string> {
  const answer = await api.send('POST', '/v1/models', { name: 'ports', architecture, compile: { loss: 'mse' } });
  assert.equal(answer.statusCode, 201, answer.body);
  return z.object({ id: z.string() }).parse(answer.json()).id;
}

const predict = (id: string, body: object) => api.send('POST', `/v1/models/${id}/predict`, body);

async function predictions(id: string, body: object) {
  const answer = await predict(id, body);
  assert.equal(answer.statusCode, 200, answer.body);
  return predictionSchema.parse(answer.json());
}

const twoPorts = await model(TWO_PORTS);
const job = await api.trained(twoPorts, {
  dataset: await api.dataset({ inputs: INPUTS, targets: TARGETS }),
  epochs: [TWO_PORTS_WEIGHTS],
});

describe('a model with two inputs and two outputs', () => {
  it('predicts rows by the names of its inputs, and answers by those of its outputs', async () => {
    const instances = [
      { a: [1, 2], b: [3] },
      { b: [0], a: [-1, 0.5] },
    ];
    const expected = [
      { x: [321.5], y: [3, -2] },
      { x: [4.5], y: [0, -2.5] },
    ];
    assert.deepEqual(await predictions(twoPorts, { instances }), { predictions: expected, job, epoch: 1 });
    const inputs = {
      b: [3, 0],
      a: [
        [1, 2],
        [-1, 0.5],
      ],
    };
    assert.deepEqual((await predictions(twoPorts, { inputs })).predictions, expected);
  });

  it('predicts many rows, whose body another thread reads', async () => {
    const rows = 20_000;
    const inputs = {
      a: Array.from({ length: rows }, (_, row) => [row % 7, row % 5]),
      b: Array.from({ length: rows }, (_, row) => [row % 3]),
    };
    const { predictions: found } = await predictions(twoPorts, { inputs });
    assert.equal(found.length, rows);
    const last = rows - 1;
    assert.deepEqual(found[last], {
      x: [(last % 7) + 10 * (last % 5) + 100 * (last % 3) + 0.5],
      y: [last % 3, (last % 7) - (last % 5) - 1],
    });
  });

  const wrong: readonly [what: string, body: object, pointer: string][] = [
    ['plain arrays', { instances: [[1, 2, 3]] }, '/instances/0'],
    ['an input missing', { instances: [{ a: [1, 2] }] }, '/instances/0/b'],
    ['an unknown input', { inputs: { a: [[1, 2]], b: [1], c: [1] } }, '/inputs/c'],
    ['other row counts', { inputs: { a: [[1, 2]], b: [1, 2] } }, '/inputs/b'],
    ['a row too long', { instances: [{ a: [1, 2, 3], b: 1 }] }, '/instances/0/a'],
  ];
  for (const [what, body, pointer] of wrong) {
    it(`refuses ${what}`, async () => {
      const answer = await predict(twoPorts, body);
      assert.equal(answer.statusCode, 422, answer.body);
      assert.equal(problemSchema.parse(answer.json()).errors?.[0]?.pointer, pointer);
    });
  }
});

describe('evaluate of two outputs', () => {
  it('pairs inputs and targets by their names, and measures each output', async () => {
    const dataset = await api.dataset({
      inputs: { b: [[3], [0]], a: INPUTS.a },
      targets: {
        y: [
          [3, 0],
          [0, -2],
        ],
        x: [320.5, 43.5],
      },
    });
    const answer = await api.send('POST', `/v1/models/${twoPorts}/evaluate`, { dataset });
    assert.equal(answer.statusCode, 200, answer.body);
    const { metrics, errors = [], worst_rows, ...found } = evaluatedSchema.parse(answer.json());
    assert.deepEqual([found.rows, found.job, found.epoch], [2, job, 1]);
    // x is 1 too large in row 0 and 0 in row 1; y is 2 too small in one of its four numbers.
    assert.deepEqual(metrics, { loss: 1.5, x_loss: 0.5, y_loss: 1 });
    assert.deepEqual(
      errors.map(({ output, mae, rmse, max_error }) => [output, mae, rmse, max_error]),
      [
        ['x', 0.5, Math.sqrt(0.5), 1],
        ['y', 0.5, 1, 2],
      ],
    );
    assert.equal(
      worst_rows.reduce((sum, { loss }) => sum + Number(loss), 0),
      2 * 1.5,
    );
    assert.deepEqual(worst_rows.find(({ row }) => row === 0)?.expected, { x: 320.5, y: [3, 0] });
  });

  it('reads the classes of each target by its labels', async () => {
    const architecture = functional(
      [
        ['InputLayer', { name: 'a', batch_shape: [null, 2] }, []],
        ['Dense', { name: 'x', units: 2, activation: 'softmax' }, ['a']],
        ['Dense', { name: 'y', units: 3, activation: 'softmax' }, ['a']],
      ],
      ['a'],
      ['x', 'y'],
    );
    const compile = {
      loss: ['sparse_categorical_crossentropy', 'sparse_categorical_crossentropy'],
      metrics: [['accuracy'], ['accuracy']],
    };
    const made = await api.send('POST', '/v1/models', { name: 'classes', architecture, compile });
    assert.equal(made.statusCode, 201, made.body);
    const { id } = z.object({ id: z.string() }).parse(made.json());
    const a = [
      [9, 0],
      [0, 9],
      [0, 9],
    ];
    await api.trained(id, {
      dataset: await api.dataset({ inputs: { a }, targets: { x: ['no', 'yes', 'yes'], y: ['red', 'green', 'blue'] } }),
      epochs: [
        [
          [1, 0, 0, 1],
          [0, 0],
          [0, 0, 1, 0, 1, 0],
          [0, 0, 0],
        ],
      ],
    });
    // Without blue, green and red have other numbers here than in the training.
    const dataset = await api.dataset({
      inputs: {
        a: [
          [0, 9],
          [0, 9],
          [9, 0],
        ],
      },
      targets: { y: ['green', 'red', 'red'], x: ['yes', 'yes', 'no'] },
    });
    const answer = await api.send('POST', `/v1/models/${id}/evaluate`, { dataset });
    assert.equal(answer.statusCode, 200, answer.body);
    const { metrics, confusion_matrix } = evaluatedSchema.parse(answer.json());
    assert.equal(confusion_matrix, undefined);
    assert.equal(metrics.x_accuracy, 1);
    assert.ok(Math.abs(Number(metrics.y_accuracy) - 2 / 3) < 1e-6, JSON.stringify(metrics));
  });

  it('refuses a dataset that lacks a target', async () => {
    const dataset = await api.dataset({ inputs: INPUTS, targets: { x: TARGETS.x, z: TARGETS.y } });
    const answer = await api.send('POST', `/v1/models/${twoPorts}/evaluate`, { dataset });
    assert.equal(answer.statusCode, 422, answer.body);
    const [fault] = problemSchema.parse(answer.json()).errors ?? [];
    assert.equal(fault?.pointer, '/dataset');
    assert.match(fault?.detail ?? '', /the model has an output "y"/);
  });
});

describe('a Functional model with several inputs and one output', () => {
  it('answers as other models do, with the classes of its data', async () => {
    const architecture = functional(
      [
        ['InputLayer', { name: 'b', batch_shape: [null, 1] }, []],
        ['InputLayer', { name: 'a', batch_shape: [null, 2] }, []],
        ['Concatenate', { name: 'joined', axis: -1 }, ['a', 'b']],
        ['Dense', { name: 'out', units: 1, activation: 'sigmoid' }, ['joined']],
      ],
      ['a', 'b'],
      ['out'],
    );
    const id = await model(architecture);
    const dataset = await api.dataset({ inputs: INPUTS, targets: { out: ['no', 'yes'] }, task: 'classification' });
    await api.trained(id, { dataset, epochs: [[[1, 0, -1], [0]]] });
    const { predictions: found, classes } = await predictions(id, {
      instances: [
        { a: [2, 9], b: 1 },
        { a: [0, 9], b: 1 },
      ],
    });
    const sigmoid = Math.fround(1 / (1 + Math.exp(-1)));
    const rows = z.array(z.array(z.number())).parse(found);
    assert.ok(Math.abs((rows[0]?.[0] ?? 0) - sigmoid) < 1e-6, String(rows));
    assert.ok(Math.abs((rows[1]?.[0] ?? 0) - (1 - sigmoid)) < 1e-6, String(rows));
    assert.deepEqual(
      classes?.map((one) => one.class),
      ['yes', 'no'],
    );
  });
});
