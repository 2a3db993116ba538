import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RowPreparer, restoreRows } from '../../../src/data/preparing/prepare-rows.js';
import type { ActivePlan, CategoryRule, NumberRule } from '../../../src/data/preparing/preparing-plan.js';

const number: NumberRule = { kind: 'number', scaling: 'none', missing: 'refuse' };
const category = (change: Partial<CategoryRule>): CategoryRule => ({
  kind: 'category',
  encode: 'one_hot',
  categories: 3,
  unseen: 'ignore',
  missing: 'refuse',
  ...change,
});

test('numbers are filled and scaled, and categories become one number for each or keep theirs', () => {
  const plan: ActivePlan = {
    kind: 'columns',
    name: 'inputs',
    columns: [number, category({}), number, category({ encode: 'integer' })],
  };
  const figures = { subtract: [3, 0, 0, 0], multiply: [0.5, 1, 1, 1], add: [1, 0, 0, 0], fill: [5, null, null, null] };
  const preparer = new RowPreparer(plan, figures, 4);
  assert.equal(preparer.width, 6);
  const raw = Float32Array.of(7, 2, -1, 0, Number.NaN, -1, 4, -1);
  assert.deepEqual([...preparer.prepare(raw)], [3, 0, 0, 1, -1, 0, 2, 0, 0, 0, 4, 3]);
});

test('a category that stands in for a missing one is encoded as that one', () => {
  const plan: ActivePlan = { kind: 'columns', name: 'inputs', columns: [category({ missing: { constant: 1 } })] };
  const preparer = new RowPreparer(plan, { subtract: [0], multiply: [1], add: [0], fill: [1] }, 1);
  assert.deepEqual([...preparer.prepare(Float32Array.of(Number.NaN, 0))], [0, 1, 0, 1, 0, 0]);
});

test('all numbers of a picture are scaled alike', () => {
  const plan: ActivePlan = { kind: 'whole', name: 'inputs', rule: number };
  const preparer = new RowPreparer(plan, { subtract: [1], multiply: [2], add: [10], fill: [null] }, 3);
  assert.deepEqual([...preparer.prepare(Float32Array.of(1, 2, 3, 4, 5, 6))], [10, 12, 14, 16, 18, 20]);
});

test('what was scaled comes back in its own unit', () => {
  const figures = { subtract: [100, -5], multiply: [0.25, 2], add: [0, 1], fill: [null, null] };
  const values = Float32Array.of(0, 1, -2, 21);
  restoreRows(values, figures);
  assert.deepEqual([...values], [100, -5, 92, 5]);
});
