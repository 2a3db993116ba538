import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemSchema } from '../../src/http/problem.js';
import { evaluatedSchema } from '../../src/inference/evaluations/evaluation-schemas.js';
import { inferenceApp } from './inference-app.js';

const api = await inferenceApp();
const { send } = api;

const dense = (units: number, activation: string) => ({
  class_name: 'Dense',
  config: { units, activation, input_shape: [2] },
});
const SPARSE = { loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] };

/** Three kinds of flower; the model below says by the larger column, or `rose` when both are below 0.5. */
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
const classifier = await api.model([dense(3, 'softmax')], SPARSE);
const job = await api.trained(classifier, {
  dataset: flowers,
  epochs: [
    [
      [1, 0, 0, 0, 1, 0],
      [0, 0, 0.5],
    ],
  ],
});

async function evaluate(model: string, body: object) {
  const answer = await send('POST', `/v1/models/${model}/evaluate`, body);
  assert.equal(answer.statusCode, 200, answer.body);
  return evaluatedSchema.parse(answer.json());
}

async function refused(model: string, body: object, headers: Record<string, string> = {}) {
  const answer = await send('POST', `/v1/models/${model}/evaluate`, body, headers);
  const { code, errors, detail } = problemSchema.parse(answer.json());
  return { status: answer.statusCode, code, pointer: errors?.[0]?.pointer, detail };
}

function near(actual: unknown, expected: number): void {
  assert.ok(typeof actual === 'number' && Math.abs(actual - expected) < 1e-6, `${actual} is not ${expected}`);
}

const crossentropy = (logits: readonly number[], index: number) =>
  Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)) - (logits[index] ?? 0);

describe('evaluate', () => {
  it('gives the metrics, the confusion matrix and a report of each class', async () => {
    const dataset = await api.dataset({
      inputs: [
        [1, 0],
        [1, 0],
        [0, 1],
        [0, 1],
        [0, 0],
        [1, 0],
      ],
      targets: ['iris', 'lily', 'lily', 'lily', 'rose', 'rose'],
    });
    const found = await evaluate(classifier, { dataset });
    assert.deepEqual([found.rows, found.job, found.epoch], [6, job, 1]);
    const rows: [number[], number][] = [
      [[1, 0, 0.5], 0],
      [[1, 0, 0.5], 1],
      [[0, 1, 0.5], 1],
      [[0, 1, 0.5], 1],
      [[0, 0, 0.5], 2],
      [[1, 0, 0.5], 2],
    ];
    near(found.metrics.loss, rows.reduce((sum, [logits, index]) => sum + crossentropy(logits, index), 0) / 6);
    near(found.metrics.accuracy, 4 / 6);
    assert.deepEqual(found.classes, ['iris', 'lily', 'rose']);
    assert.deepEqual(found.confusion_matrix, [
      [1, 0, 0],
      [1, 2, 0],
      [1, 0, 1],
    ]);
    const expected = [
      ['iris', 1 / 3, 1, 0.5, 1],
      ['lily', 1, 2 / 3, 0.8, 3],
      ['rose', 1, 0.5, 2 / 3, 2],
    ] as const;
    expected.forEach(([name, precision, recall, f1, support], index) => {
      const report = found.per_class?.[index];
      assert.deepEqual([report?.class, report?.support], [name, support]);
      near(report?.precision, precision);
      near(report?.recall, recall);
      near(report?.f1, f1);
    });
  });

  it('does not depend on the batch size', async () => {
    const one = await evaluate(classifier, { dataset: flowers, batch_size: 1 });
    const all = await evaluate(classifier, { dataset: flowers, batch_size: 4 });
    near(one.metrics.loss, Number(all.metrics.loss));
    assert.equal(all.metrics.accuracy, 1);
  });

  it('matches classes by label where they have other numbers', async () => {
    const dataset = await api.dataset({
      inputs: [
        [0, 1],
        [0, 1],
        [0, 0],
        [0, 0],
      ],
      targets: ['lily', 'lily', 'rose', 'lily'],
    });
    const found = await evaluate(classifier, { dataset });
    assert.deepEqual(found.classes, ['iris', 'lily', 'rose']);
    assert.deepEqual(found.confusion_matrix, [
      [0, 0, 0],
      [0, 2, 1],
      [0, 0, 1],
    ]);
    near(found.metrics.accuracy, 3 / 4);
    assert.deepEqual(found.per_class?.[0], { class: 'iris', precision: 0, recall: 0, f1: 0, support: 0 });
  });

  it('refuses classes that the model does not know', async () => {
    const dataset = await api.dataset({
      inputs: [
        [0, 1],
        [0, 1],
      ],
      targets: ['lily', 'tulip'],
    });
    const { status, pointer, detail } = await refused(classifier, { dataset });
    assert.deepEqual([status, pointer], [422, '/dataset']);
    assert.match(detail, /"tulip".*"iris", "lily", "rose"/);
  });

  it('reads numbers as labels where a dataset has too few rows for classes', async () => {
    const digits = await api.dataset({
      inputs: [
        [1, 0],
        [0, 1],
        [0, 0],
        [1, 0],
        [0, 1],
        [0, 0],
      ],
      targets: [3, 5, 7, 3, 5, 7],
      task: 'classification',
    });
    const model = await api.model([dense(3, 'softmax')], SPARSE);
    await api.trained(model, {
      dataset: digits,
      epochs: [
        [
          [1, 0, 0, 0, 1, 0],
          [0, 0, 0.5],
        ],
      ],
    });
    const few = await api.dataset({
      inputs: [
        [1, 0],
        [0, 1],
        [0, 1],
      ],
      targets: [7, 5, 3],
    });
    const found = await evaluate(model, { dataset: few });
    assert.deepEqual(found.classes, ['3', '5', '7']);
    assert.deepEqual(found.confusion_matrix, [
      [0, 1, 0],
      [0, 1, 0],
      [1, 0, 0],
    ]);
    const unknown = await api.dataset({
      inputs: [
        [1, 0],
        [0, 1],
      ],
      targets: [7, 8.5],
    });
    const { status, pointer, detail } = await refused(model, { dataset: unknown });
    assert.deepEqual([status, pointer], [422, '/dataset']);
    assert.match(detail, /row 1 has the target 8\.5/);
  });

  it('counts a single sigmoid as two classes', async () => {
    const dataset = await api.dataset({
      inputs: [
        [1, 0],
        [-1, 0],
        [2, 0],
        [-2, 0],
      ],
      targets: ['no', 'no', 'yes', 'yes'],
    });
    const model = await api.model([dense(1, 'sigmoid')], { loss: 'binary_crossentropy', metrics: ['accuracy'] });
    await api.trained(model, { dataset, epochs: [[[1, 0], [0]]] });
    const found = await evaluate(model, { dataset });
    assert.deepEqual(found.classes, ['no', 'yes']);
    assert.deepEqual(found.confusion_matrix, [
      [1, 1],
      [1, 1],
    ]);
    near(found.metrics.accuracy, 0.5);
  });

  it('has no classes for a regression', async () => {
    const dataset = await api.dataset({
      inputs: [
        [1, 2],
        [3, 4],
      ],
      targets: [3.5, 6],
    });
    const model = await api.model([dense(1, 'linear')], { loss: 'mse', metrics: ['mae'] });
    await api.trained(model, { dataset, epochs: [[[1, 1], [0]]] });
    const found = await evaluate(model, { dataset });
    near(found.metrics.loss, (0.25 + 1) / 2);
    near(found.metrics.mae, 0.75);
    assert.deepEqual([found.classes, found.confusion_matrix, found.per_class], [undefined, undefined, undefined]);
  });

  it('scales raw data as that of the training, unless it brings a scale of its own', async () => {
    const trainedOn = await api.dataset({
      inputs: [
        [2, 4],
        [6, 8],
      ],
      targets: [1.5, 3.5],
      scale: 0.5,
    });
    const model = await api.model([dense(1, 'linear')], { loss: 'mae' });
    await api.trained(model, { dataset: trainedOn, epochs: [[[1, 1], [0]]] });
    const raw = await api.dataset({
      inputs: [
        [10, 20],
        [30, 40],
      ],
      targets: [15.25, 35.25],
    });
    near((await evaluate(model, { dataset: raw })).metrics.loss, 0.25);
    const scaled = await api.dataset({
      inputs: [
        [10, 20],
        [30, 40],
      ],
      targets: [30.25, 70.25],
      scale: 1,
    });
    near((await evaluate(model, { dataset: scaled })).metrics.loss, 0.25);
  });

  it('takes the checkpoint that is asked for', async () => {
    const dataset = await api.dataset({
      inputs: [
        [1, 0],
        [1, 0],
      ],
      targets: [1.5, 2.5],
    });
    const model = await api.model([dense(1, 'linear')], { loss: 'mae' });
    const running = await api.trained(model, {
      dataset,
      status: 'running',
      epochs: [
        [[1, 0], [0]],
        [[2, 0], [0]],
      ],
    });
    assert.deepEqual(await refused(model, { dataset }).then(({ status, code }) => [status, code]), [
      409,
      'model_not_trained',
    ]);
    near((await evaluate(model, { dataset, checkpoint: 'latest' })).metrics.loss, 0.5);
    near((await evaluate(model, { dataset, checkpoint: { job: running, epoch: 1 } })).metrics.loss, 1);
  });

  it('writes a metric that JSON cannot hold as a string', async () => {
    const dataset = await api.dataset({
      inputs: [
        [1, 0],
        [1, 0],
      ],
      targets: [1.5, 2.5],
    });
    const model = await api.model([dense(1, 'linear')], { loss: 'mse' });
    await api.trained(model, { dataset, epochs: [[[3e38, 3e38], [3e38]]] });
    assert.equal((await evaluate(model, { dataset })).metrics.loss, 'Infinity');
  });
});
