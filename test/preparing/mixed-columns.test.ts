import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { preparedService } from './prepared-service.js';

const service = await preparedService();
const predictionsSchema = z.object({ predictions: z.array(z.array(z.number())) });
const datasetSchema = z.object({
  id: z.string(),
  inputs: z.object({ columns: z.array(z.string()), features: z.unknown() }),
});

const TABLE = [
  'city,price,sold,rooms,y',
  'Rome,"$1,000",2024-01-01,2,1',
  'Oslo,$500,2024-02-03,3,2',
  '"Rome",$250,2024-03-05,2,3',
  ',$750,2024-04-06,1,4',
  'Bern,25 %,2024-12-31,5,5',
].join('\n');
const OPTIONS = {
  target: 'y',
  task: 'regression',
  columns: { city: 'category', price: { kind: 'number' }, sold: { kind: 'date', parts: ['month', 'weekday'] } },
  prepare: { columns: { city: { missing: { constant: 'Oslo' } }, price: { scaling: 'minmax' } } },
};
const created = await service.upload(OPTIONS, TABLE);
const dataset = service.created(created, 201);

function near(actual: number | undefined, expected: number): void {
  assert.ok(
    Math.abs((actual ?? Number.NaN) - expected) < 1e-5 * Math.max(1, Math.abs(expected)),
    `${actual}, ${expected}`,
  );
}

const sum = (weights: Float32Array, row: readonly number[]) =>
  row.reduce((total, value, index) => total + value * (weights[index] ?? 0), weights[row.length] ?? 0);

test('columns of categories, dates and written numbers are told of with the dataset', () => {
  const { inputs } = datasetSchema.parse(created.json());
  assert.deepEqual(inputs.columns, ['city', 'price', 'sold.month', 'sold.weekday', 'rooms']);
  const date = { kind: 'date', column: 'sold', format: 'iso', missing: 0 };
  assert.deepEqual(inputs.features, [
    { kind: 'category', categories: ['Rome', 'Oslo', 'Bern'], missing: 1 },
    { kind: 'number', missing: 0, decimal: '.' },
    { ...date, part: 'month' },
    { ...date, part: 'weekday' },
    { kind: 'number', missing: 0 },
  ]);
});

test('a row of a mixed table is predicted as its encoded numbers would be', async () => {
  const model = await service.linear();
  const job = await service.fit(model, { dataset, batch_size: 2 });
  const { status, error } = await service.train(job);
  assert.equal(status, 'succeeded', JSON.stringify(error));
  const weights = await service.weights(job);
  assert.equal(weights.length >= 8, true);
  // 2024-07-03 is a Wednesday; the range of the prices is 0.25 to 1000.
  const oslo = [0, 1, 0, (500 - 0.25) / 999.75, 7, 2, 4];
  const row = { city: 'Oslo', price: '$500', sold: '2024-07-03', rooms: 4 };
  const instances = [row, { ...row, city: null }, { ...row, price: 500 }];
  const path = `/v1/models/${model}/predict`;
  const byName = predictionsSchema.parse(await service.post(path, { instances }));
  for (const answer of byName.predictions) near(answer[0], sum(weights, oslo));
  const cells = instances.map(({ city, price, sold, rooms }) => [city, price, sold, rooms]);
  assert.deepEqual(predictionsSchema.parse(await service.post(path, { instances: cells })), byName);
  const inputs = { city: ['Oslo'], price: ['$500'], sold: ['2024-07-03'], rooms: [4] };
  near(predictionsSchema.parse(await service.post(path, { inputs })).predictions[0]?.[0], sum(weights, oslo));

  assert.deepEqual(await service.refused(path, { instances: [row, { ...row, city: 'Paris' }] }), [
    '/instances/1/city: must be one of the categories "Rome", "Oslo", "Bern"',
  ]);
  assert.deepEqual(await service.refused(path, { instances: [{ ...row, sold: '3 July' }] }), [
    '/instances/0/sold: must be a date (iso)',
  ]);
  assert.deepEqual(await service.refused(path, { instances: [['Oslo', '1,2,3', '2024-07-03', 4]] }), [
    '/instances/0/1: must be a number',
  ]);
  assert.deepEqual(await service.refused(path, { instances: [{ ...row, sold: null }] }), [
    '/instances/0/sold: is missing, and the fit does not say what stands in for it',
  ]);
});

test('another dataset is matched by the names of its categories, and unseen ones follow the rule', async () => {
  const swapped = TABLE.replaceAll('Rome', 'Bern?').replaceAll('Bern,', 'Rome,').replaceAll('Bern?', 'Bern');
  const other = service.created(await service.upload(OPTIONS, swapped), 201);
  const strange = service.created(await service.upload(OPTIONS, TABLE.replace('Bern', 'Paris')), 201);
  const model = await service.linear();
  const prepare = {
    encode: 'integer',
    unseen: 'ignore',
    columns: { city: { missing: { constant: 'Oslo' } }, price: { scaling: 'minmax' } },
  };
  const job = await service.fit(model, { dataset, prepare, validation_dataset: strange });
  assert.equal((await service.train(job)).status, 'succeeded');
  const weights = await service.weights(job);
  const rows = [
    [2, 1, 1, 0, 2, 1],
    [1, 499.75 / 999.75, 2, 5, 3, 2],
    [2, 249.75 / 999.75, 3, 1, 2, 3],
    [1, 749.75 / 999.75, 4, 5, 1, 4],
    [0, 0, 12, 1, 5, 5],
  ];
  const mae = async (id: string) => {
    const answer = await service.post(`/v1/models/${model}/evaluate`, { dataset: id });
    return z.object({ metrics: z.object({ mae: z.number() }) }).parse(answer).metrics.mae;
  };
  const byHand = (cities: readonly number[]) =>
    rows.reduce((total, [, ...row], index) => {
      const y = row.pop() ?? 0;
      return total + Math.abs(sum(weights, [cities[index] ?? 0, ...row]) - y) / 5;
    }, 0);
  near(await mae(other), byHand([2, 1, 2, 1, 0]));
  near(await mae(dataset), byHand([0, 1, 0, 1, 2]));
  // The number after the last category stands for those that are not known.
  near(await mae(strange), byHand([0, 1, 0, 1, 3]));

  const strict = await service.refused(`/v1/models/${await service.linear()}/fit`, {
    dataset,
    validation_dataset: strange,
  });
  assert.deepEqual(strict, [
    '/validation_dataset: its column "city" has "Paris", which the column trained on does not have; "unseen": "ignore" would take it',
  ]);
});

test('cells that are not what their column is declared to be are refused with their place', async () => {
  const wrong: [string, string, RegExp][] = [
    [
      '2024-02-03',
      '2024-02-31',
      /row 2 \(line 3\), column .{0,3}sold.{0,3}: expected a date \(iso\), found .{0,3}2024-02-31/,
    ],
    [
      '$500',
      '5,00',
      /row 2 \(line 3\), column .{0,3}price.{0,3}: expected a number as it is written, found .{0,3}5,00/,
    ],
    [
      ',3,2\n',
      ',three,2\n',
      /column .{0,3}rooms.{0,3}: expected a number, found .{0,3}three.{0,3}; the option .{0,3}columns/,
    ],
  ];
  for (const [right, slip, expected] of wrong) {
    const answer = await service.upload(OPTIONS, TABLE.replace(right, slip.includes(',0') ? `"${slip}"` : slip));
    assert.equal(answer.statusCode, 422, slip);
    assert.match(answer.body, expected);
  }
  const unnamed = await service.upload({ ...OPTIONS, columns: { town: 'category' } }, TABLE);
  assert.match(unnamed.body, /"received":"town"/);
  const empty = await service.upload({ ...OPTIONS, prepare: {} }, TABLE);
  assert.match(empty.body, /row 4 \(line 5\), column .{0,3}city.{0,3}: expected a category, found nothing/);
});
