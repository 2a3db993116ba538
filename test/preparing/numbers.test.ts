import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { preparationSchema } from '../../src/jobs/job-preparation.js';
import { preparedService } from './prepared-service.js';

const service = await preparedService();
const predictionsSchema = z.object({ predictions: z.array(z.array(z.number())) });
const evaluationSchema = z.object({ rows: z.int(), metrics: z.record(z.string(), z.number()) });

/** 10 rows; `b` is missing in two of those that train and in one that validates. The last two validate. */
const ROWS: readonly (readonly [a: number, b: number | null, y: number])[] = [
  [10, 1, 1],
  [20, null, 2],
  [30, 3, 3],
  [40, 8, 4],
  [50, 2, 5],
  [60, null, 6],
  [70, 4, 7],
  [80, 6, 8],
  [1000, null, 9],
  [-500, 77, 10],
];
const csv = (rows: typeof ROWS) => ['a,b,y', ...rows.map((row) => row.map((cell) => cell ?? '').join(','))].join('\n');
const TRAINING = { meanA: 45, deviationA: 22.9128784747792, medianB: 3.5 };
/** b with its two gaps filled by 3.5: [1, 3.5, 3, 8, 2, 3.5, 4, 6]. */
const FILLED_B = { mean: 3.875, deviation: 2.072890493972125 };

const OPTIONS = {
  target: 'y',
  task: 'regression',
  prepare: { scaling: 'standardize', columns: { b: { missing: 'median' } } },
};
const dataset = service.created(await service.upload(OPTIONS, csv(ROWS)), 201);

/** What a linear model answers to a raw row, worked out by hand. */
function byHand(weights: Float32Array, [a, b]: readonly [number, number | null]): number {
  const first = (a - TRAINING.meanA) / TRAINING.deviationA;
  const second = ((b ?? TRAINING.medianB) - FILLED_B.mean) / FILLED_B.deviation;
  return first * (weights[0] ?? 0) + second * (weights[1] ?? 0) + (weights[2] ?? 0);
}

function near(actual: number | undefined, expected: number): void {
  assert.ok(
    Math.abs((actual ?? Number.NaN) - expected) < 1e-5 * Math.max(1, Math.abs(expected)),
    `${actual}, ${expected}`,
  );
}

test('raw rows are predicted and evaluated as prepared rows would be by hand, with figures of the training rows alone', async () => {
  const model = await service.linear();
  const job = await service.fit(model, { dataset, epochs: 2, batch_size: 4, validation_split: 0.2 });
  const row = await service.train(job);
  assert.equal(row.status, 'succeeded', JSON.stringify(row.error));
  const { inputs } = z
    .object({
      inputs: z.array(z.object({ subtract: z.array(z.number()), multiply: z.array(z.number()), fill: z.unknown() })),
    })
    .parse(row.preparation);
  assert.deepEqual(inputs[0]?.subtract, [TRAINING.meanA, FILLED_B.mean]);
  near(1 / (inputs[0]?.multiply[0] ?? 0), TRAINING.deviationA);
  near(1 / (inputs[0]?.multiply[1] ?? 0), FILLED_B.deviation);
  assert.deepEqual(inputs[0]?.fill, [null, TRAINING.medianB]);

  const shown = await service.send('GET', `/v1/jobs/${job}/preparation`);
  const { inputs: columns } = preparationSchema.parse(shown.json());
  assert.deepEqual(
    columns[0]?.columns.map(({ name, subtract, missing, fill }) => [name, subtract, missing, fill]),
    [
      ['a', TRAINING.meanA, 'refuse', null],
      ['b', FILLED_B.mean, 'median', TRAINING.medianB],
    ],
  );

  const weights = await service.weights(job);
  const asked: [number, number | null][] = [
    [45, null],
    [-3, 12.5],
  ];
  const bodies = [
    { instances: asked.map(([a, b]) => ({ a, b })) },
    { instances: asked },
    { inputs: { a: asked.map(([a]) => a), b: asked.map(([, b]) => b) } },
  ];
  for (const body of bodies) {
    const { predictions } = predictionsSchema.parse(await service.post(`/v1/models/${model}/predict`, body));
    for (const [index, row] of asked.entries()) near(predictions[index]?.[0], byHand(weights, row));
  }

  const found = evaluationSchema.parse(await service.post(`/v1/models/${model}/evaluate`, { dataset }));
  assert.equal(found.rows, 10);
  const errors = ROWS.map(([a, b, y]) => byHand(weights, [a, b]) - y);
  near(found.metrics.mae, errors.reduce((sum, error) => sum + Math.abs(error), 0) / 10);
  near(found.metrics.loss, errors.reduce((sum, error) => sum + error ** 2, 0) / 10);
});

test('a row that validates never changes what is fitted', async () => {
  const changed = ROWS.map((row, index) => (index < 8 ? row : ([-1e6, 1e6, 0] as const)));
  const other = service.created(await service.upload(OPTIONS, csv(changed)), 201);
  const fitted: unknown[] = [];
  for (const data of [dataset, other]) {
    const job = await service.fit(await service.linear(), { dataset: data, validation_split: 0.2 });
    fitted.push((await service.train(job)).preparation);
  }
  assert.deepEqual(fitted[0], fitted[1]);
});

test('rows that lack a value are dropped before the rest is parted, trained on and evaluated', async () => {
  const whole = ROWS.filter(([, b]) => b !== null);
  const clean = service.created(await service.upload({ target: 'y', task: 'regression' }, csv(whole)), 201);
  const fits = [
    { dataset, prepare: { scaling: 'minmax', missing: 'drop' } },
    { dataset: clean, prepare: { scaling: 'minmax' } },
  ];
  const found: unknown[] = [];
  for (const fit of fits) {
    const model = await service.linear();
    const job = await service.fit(model, { ...fit, epochs: 2, batch_size: 3, validation_split: 0.25 });
    const { preparation } = await service.train(job);
    const evaluation = evaluationSchema.parse(
      await service.post(`/v1/models/${model}/evaluate`, { dataset: fit.dataset }),
    );
    assert.equal(evaluation.rows, 7);
    found.push({ preparation, metrics: evaluation.metrics, weights: [...(await service.weights(job))] });
  }
  assert.deepEqual(found[0], found[1]);
});

test('what cannot be prepared is refused before anything is trained', async () => {
  const model = await service.linear();
  const fit = (prepare: object) => service.refused(`/v1/models/${model}/fit`, { dataset, prepare });
  assert.deepEqual(await fit({}), [
    '/prepare/columns/b/missing: 3 rows lack the column "b"; say by "missing" what becomes of them',
  ]);
  const wrong = {
    missing: 'mean',
    columns: { c: { scaling: 'minmax' }, a: { encode: 'one_hot', missing: { constant: 'x' } } },
    target: { scaling: 'standardise' },
  };
  assert.equal((await fit(wrong)).length, 1);
  assert.deepEqual(await fit({ ...wrong, target: { scaling: 'standardize' } }), [
    '/prepare/columns/c: there is no column "c" to learn from; the dataset has "a", "b"',
    '/prepare/columns/a/encode: is for categories, and the dataset has numbers here; it is told of categories when it is uploaded',
    '/prepare/columns/a/missing: must be a number, as the column has numbers',
  ]);
});

test('a missing cell is refused where no rule says what becomes of it', async () => {
  const refused = await service.upload({ target: 'y' }, csv(ROWS));
  assert.equal(refused.statusCode, 422);
  assert.match(
    refused.body,
    /row 2 \(line 3\), column .{0,3}b.{0,3}: expected a number, found nothing; the option .{0,3}prepare/,
  );
  const model = await service.linear();
  await service.train(await service.fit(model, { dataset, prepare: { missing: 'drop' } }));
  const path = `/v1/models/${model}/predict`;
  assert.deepEqual(
    await service.refused(path, {
      instances: [
        { a: 1, b: 2 },
        { a: 1, b: null },
      ],
    }),
    ['/instances/1/b: is missing; rows that lack it were left out of the training, and cannot be predicted'],
  );
  assert.deepEqual(
    await service.refused(path, {
      instances: [
        [1, 2],
        [1, 'x'],
      ],
    }),
    ['/instances/1/1: must be a number'],
  );
});

test('scaled targets come back in their own unit, and losses are those of the scaled ones', async () => {
  const model = await service.linear();
  const prepare = { ...OPTIONS.prepare, target: { scaling: 'standardize' } };
  const job = await service.fit(model, { dataset, prepare, epochs: 2, batch_size: 4, validation_split: 0.2 });
  await service.train(job);
  const weights = await service.weights(job);
  // The eight targets that train are 1 to 8: mean 4.5, deviation 2.29128784747792.
  const { predictions } = predictionsSchema.parse(
    await service.post(`/v1/models/${model}/predict`, { instances: [[45, null]] }),
  );
  near(predictions[0]?.[0], byHand(weights, [45, null]) * 2.29128784747792 + 4.5);
  const found = evaluationSchema.parse(await service.post(`/v1/models/${model}/evaluate`, { dataset }));
  const errors = ROWS.map(([a, b, y]) => byHand(weights, [a, b]) - (y - 4.5) / 2.29128784747792);
  near(found.metrics.mae, errors.reduce((sum, error) => sum + Math.abs(error), 0) / 10);
});

test('a dataset trained on by itself and another with the same columns are validated on alike', async () => {
  const validation = service.created(await service.upload(OPTIONS, csv(ROWS.slice(8))), 201);
  const training = service.created(await service.upload(OPTIONS, csv(ROWS.slice(0, 8))), 201);
  const histories: unknown[] = [];
  for (const fit of [
    { dataset, validation_split: 0.2 },
    { dataset: training, validation_dataset: validation },
  ]) {
    const job = await service.fit(await service.linear(), { ...fit, epochs: 2, batch_size: 4 });
    assert.equal((await service.train(job)).status, 'succeeded');
    const { rows } = await service.database.pool.query(
      'SELECT metrics FROM epoch_metrics WHERE job_id = $1 ORDER BY epoch',
      [job],
    );
    histories.push(rows);
  }
  assert.deepEqual(histories[0], histories[1]);
});
