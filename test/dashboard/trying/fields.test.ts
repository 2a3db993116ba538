import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldsOf } from '../../../dashboard/src/trying/fields.js';

test('a row of the data is shown by the columns that a model is asked by: categories by name, a date as one', () => {
  const date = { kind: 'date', column: 'built', format: 'iso' };
  const input = {
    shape: [5],
    dtype: 'float32',
    columns: ['city', 'built.year', 'area', 'built.month', 'rooms'],
    features: [
      { kind: 'category', categories: ['Bern', 'Rome'] },
      { ...date, part: 'year' },
      { kind: 'number' },
      { ...date, part: 'month' },
      { kind: 'number' },
    ],
  };
  assert.deepEqual(fieldsOf(input, [1, 1987, 64.5, 5, null]), [
    { name: 'city', value: 'Rome', categories: ['Bern', 'Rome'] },
    { name: 'built', value: '1987-05-01' },
    { name: 'area', value: 64.5 },
    { name: 'rooms', value: null },
  ]);
});

test('columns that nothing is told of are numbers', () => {
  assert.deepEqual(fieldsOf({ shape: [2], dtype: 'float32', columns: ['a', 'b'] }, [1, 2]), [
    { name: 'a', value: 1 },
    { name: 'b', value: 2 },
  ]);
});
