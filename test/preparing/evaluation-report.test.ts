import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { evaluatedSchema } from '../../src/inference/evaluations/evaluation-schemas.js';
import { preparedService } from './prepared-service.js';

const service = await preparedService();
const predictionsSchema = z.object({ predictions: z.array(z.array(z.number())) });
const OPTIONS = {
  target: 'y',
  task: 'regression',
  columns: { city: 'category' },
  prepare: { missing: 'drop', target: { scaling: 'standardize' } },
};
const upload = async (rows: readonly string[]) =>
  service.created(await service.upload(OPTIONS, ['city,size,y', ...rows].join('\n')), 201);

test('an evaluation tells errors in the unit of the targets, by categories of the training and rows of the file', async () => {
  const dataset = await upload(['Rome,1,100', 'Oslo,2,200', 'Rome,3,350', 'Bern,,1', 'Oslo,4,400', 'Bern,5,450']);
  const model = await service.linear();
  const { status, error } = await service.train(await service.fit(model, { dataset, batch_size: 2 }));
  assert.equal(status, 'succeeded', JSON.stringify(error));
  // Its categories are met in another order, and its second row is dropped.
  const other = await upload(['Oslo,2,150', 'Bern,,999', 'Rome,1,90', 'Bern,3,1000']);
  const path = `/v1/models/${model}`;
  const instances = [
    ['Oslo', 2],
    ['Rome', 1],
    ['Bern', 3],
  ];
  const { predictions } = predictionsSchema.parse(await service.post(`${path}/predict`, { instances }));
  const rows = [0, 2, 3].map((row, index) => {
    const predicted = predictions[index]?.[0] ?? Number.NaN;
    const expected = [150, 90, 1000][index] ?? Number.NaN;
    return { row, expected, predicted, off: Math.abs(predicted - expected) };
  });
  const found = evaluatedSchema.parse(await service.post(`${path}/evaluate`, { dataset: other, worst: 3 }));
  assert.equal(found.rows, 3);
  const near = (actual: unknown, wanted: number) =>
    assert.ok(Math.abs(Number(actual) - wanted) < 1e-3, `${actual} instead of ${wanted}`);
  near(found.errors?.[0]?.mae, rows.reduce((sum, { off }) => sum + off, 0) / 3);
  near(found.errors?.[0]?.max_error, Math.max(...rows.map(({ off }) => off)));
  const worst = [...rows].sort((a, b) => b.off - a.off);
  assert.deepEqual(
    found.worst_rows.map(({ row }) => row),
    worst.map(({ row }) => row),
  );
  worst.forEach(({ expected, predicted }, index) => {
    near(found.worst_rows[index]?.expected, expected);
    near(found.worst_rows[index]?.predicted, predicted);
  });
});
