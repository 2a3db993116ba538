import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitTensor, UnfitError } from '../../../src/data/preparing/fit-tensor.js';
import type { ActivePlan, NumberRule } from '../../../src/data/preparing/preparing-plan.js';

const rule = (scaling: NumberRule['scaling'], missing: NumberRule['missing'] = 'refuse'): NumberRule => ({
  kind: 'number',
  scaling,
  missing,
});
const columns = (...rules: NumberRule[]): ActivePlan => ({ kind: 'columns', name: 'inputs', columns: rules });

/** Passes over rows that come in pieces of so many rows. */
function inPieces(rows: readonly (readonly number[])[], size: number) {
  return async function* () {
    for (let from = 0; from < rows.length; from += size) yield Float32Array.from(rows.slice(from, from + size).flat());
  };
}

test('standardize takes the mean and the population standard deviation, as scikit-learn does, and 1 for what does not vary', async () => {
  const rows = [
    [1, 5],
    [2, 5],
    [3, 5],
    [6, 5],
  ];
  const fitted = await fitTensor(columns(rule('standardize'), rule('standardize')), 2, inPieces(rows, 3));
  assert.deepEqual(fitted.subtract, [3, 5]);
  // np.std([1, 2, 3, 6]) is 1.8708286933869707.
  assert.ok(Math.abs(1 / (fitted.multiply[0] ?? 0) - 1.8708286933869707) < 1e-15);
  assert.equal(fitted.multiply[1], 1);
  assert.deepEqual(fitted.add, [0, 0]);
  assert.deepEqual(fitted.fill, [null, null]);
});

test('minmax takes the range, and 1 for what does not vary', async () => {
  const rows = [
    [4, 7],
    [-2, 7],
    [0, 7],
  ];
  const fitted = await fitTensor(columns(rule('minmax'), rule('minmax')), 2, inPieces(rows, 2));
  assert.deepEqual(fitted, { subtract: [-2, 7], multiply: [1 / 6, 1], add: [0, 0], fill: [null, null] });
});

test('rescale needs no row', async () => {
  const plan = columns(rule({ rescale: { scale: 0.5, offset: -1 } }));
  const fitted = await fitTensor(plan, 1, () => {
    throw new Error('nothing is to be read');
  });
  assert.deepEqual(fitted, { subtract: [0], multiply: [0.5], add: [-1], fill: [null] });
});

test('missing values are filled before the scaling is fitted, as in a pipeline of SimpleImputer and StandardScaler', async () => {
  const rows = [[10], [Number.NaN], [30], [60]];
  const mean = await fitTensor(columns(rule('none', 'mean')), 1, inPieces(rows, 4));
  assert.deepEqual(mean.fill, [Math.fround(100 / 3)]);
  const median = await fitTensor(columns(rule('standardize', 'median')), 1, inPieces(rows, 4));
  assert.deepEqual(median.fill, [30]);
  // np.mean and np.std of [10, 30, 30, 60] are 32.5 and 17.853571071357123.
  assert.equal(median.subtract[0], 32.5);
  assert.ok(Math.abs(1 / (median.multiply[0] ?? 0) - 17.853571071357123) < 1e-12);
  const constant = await fitTensor(columns(rule('minmax', { constant: -20 })), 1, inPieces(rows, 4));
  assert.deepEqual(constant, { subtract: [-20], multiply: [1 / 80], add: [0], fill: [-20] });
});

test('the median is exact: the middle, or the mean of the two in the middle, whatever the signs', async () => {
  const medianOf = async (values: readonly number[]) => {
    const rows = values.map((value) => [value]);
    return (await fitTensor(columns(rule('none', 'median')), 1, inPieces(rows, 2))).fill[0];
  };
  assert.equal(await medianOf([3, -7.5, 1e30]), 3);
  assert.equal(await medianOf([3, -7.5, 1e30, -1e30]), -2.25);
  assert.equal(await medianOf([5, 5, 5, 1]), 5);
  assert.equal(await medianOf([-0.25, Number.NaN]), -0.25);
  assert.equal(await medianOf([1, 1.0000001192092896]), Math.fround((1 + 1.0000001192092896) / 2));
  const many = Array.from({ length: 1001 }, (_, index) => Math.fround(((index * 7919) % 1001) / 7 - 50));
  assert.equal(await medianOf(many), [...many].sort((a, b) => a - b)[500]);
});

test('the figures are the same bits however the rows are cut', async () => {
  const rows = Array.from({ length: 1000 }, (_, row) => [
    Math.sin(row) * 1e5 + 3e6,
    row % 7 === 0 ? Number.NaN : 1 / (row + 1),
  ]);
  const plan = columns(rule('standardize'), rule('standardize', 'median'));
  const whole = await fitTensor(plan, 2, inPieces(rows, 1000));
  for (const size of [1, 7, 333]) assert.deepEqual(await fitTensor(plan, 2, inPieces(rows, size)), whole);
});

test('all numbers of pictures have figures in common', async () => {
  const plan: ActivePlan = { kind: 'whole', name: 'inputs', rule: rule('standardize') };
  const fitted = await fitTensor(
    plan,
    4,
    inPieces(
      [
        [0, 10, 20, 30],
        [40, 50, 60, 70],
      ],
      1,
    ),
  );
  assert.deepEqual(fitted.subtract, [35]);
  assert.ok(Math.abs(1 / (fitted.multiply[0] ?? 0) - 22.9128784747792) < 1e-12);
});

test('a column that has no value in the training rows can neither be filled nor scaled', async () => {
  const rows = [
    [1, Number.NaN],
    [2, Number.NaN],
  ];
  for (const second of [rule('none', 'mean'), rule('none', 'median'), rule('standardize', 'drop')]) {
    const fitting = fitTensor(columns(rule('standardize'), second), 2, inPieces(rows, 2));
    await assert.rejects(fitting, (error) => error instanceof UnfitError && error.column === 1);
  }
});
