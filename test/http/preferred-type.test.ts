import assert from 'node:assert/strict';
import { test } from 'node:test';
import { preferredType } from '../../src/http/preferred-type.js';

const OFFERED = ['application/json', 'text/csv'] as const;
const choose = (accept?: string) => preferredType({ headers: accept === undefined ? {} : { accept } }, OFFERED);

test('the first type offered is taken where the client says nothing or takes anything', () => {
  assert.equal(choose(), 'application/json');
  assert.equal(choose('*/*'), 'application/json');
  assert.equal(choose('image/png'), 'application/json');
  assert.equal(choose('nonsense'), 'application/json');
});

test('the type that the client names is taken', () => {
  assert.equal(choose('text/csv'), 'text/csv');
  assert.equal(choose('TEXT/CSV; charset=utf-8'), 'text/csv');
  assert.equal(choose('text/*'), 'text/csv');
});

test('the quality decides between several, by the most specific range that takes each', () => {
  assert.equal(choose('application/json;q=0.2, text/csv;q=0.9'), 'text/csv');
  assert.equal(choose('text/csv, */*;q=0.1'), 'text/csv');
  assert.equal(choose('*/*, text/csv;q=0'), 'application/json');
  assert.equal(choose('application/json;q=0, */*'), 'text/csv');
});
