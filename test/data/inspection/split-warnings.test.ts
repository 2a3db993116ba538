import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitWarnings } from '../../../src/data/inspection/split-warnings.js';

const HARMLESS = { trainingRows: 80, validationRows: 20, duplicates: { rows: 0, of: 20 } };

test('nothing is said of a split that is as it should be', () => {
  assert.deepEqual(splitWarnings(HARMLESS, undefined), []);
  assert.deepEqual(
    splitWarnings({ ...HARMLESS, classes: { training: [40, 40], validation: [10, 10] } }, ['a', 'b']),
    [],
  );
});

test('duplicates are told by their number and part', () => {
  const [only, ...more] = splitWarnings({ ...HARMLESS, duplicates: { rows: 3, of: 20 } }, undefined);
  assert.deepEqual([only?.code, only?.count, more], ['duplicates_across_split', 3, []]);
  assert.match(only?.detail ?? '', /^3 of the 20 rows that validate \(15 %\)/);
});

test('where a part of the rows was looked at, the number is an estimate', () => {
  const [only] = splitWarnings(
    { trainingRows: 9e6, validationRows: 1_000_000, duplicates: { rows: 5, of: 500_000 } },
    undefined,
  );
  assert.equal(only?.count, 10);
  assert.match(only?.detail ?? '', /^About 10 of the 1000000 rows that validate \(0\.001 %\)/);
});

test('classes of one side only are named', () => {
  const classes = { training: [50, 30], validation: [0, 10, 10] };
  const found = splitWarnings({ ...HARMLESS, classes }, ['a', 'b', 'c']);
  assert.deepEqual(
    found.map(({ code, classes: named }) => [code, named]),
    [
      ['class_missing_in_training', ['c']],
      ['class_missing_in_validation', ['a']],
    ],
  );
});
