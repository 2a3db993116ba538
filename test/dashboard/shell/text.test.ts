import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes, figure, percent, seconds } from '../../../dashboard/src/shell/text.js';

test('numbers are written to be read', () => {
  const given = [0, 50240, 0.1234567, 12.5, 1976.34, 0.000012345, 1_234_567.5, 'NaN', '-Infinity', null, undefined];
  const written = ['0', '50,240', '0.1235', '12.5', '1,976', '1.23e-5', '1.23e+6', 'NaN', '-Infinity', '–', '–'];
  assert.deepEqual(given.map(figure), written);
});

test('times, sizes and parts are written in the unit that fits', () => {
  assert.deepEqual([0.04, 9.96, 59.4, 59.6, 119.7, 3600, 5400].map(seconds), [
    '0.0 s',
    '10.0 s',
    '59 s',
    '1 min 0 s',
    '2 min 0 s',
    '1 h 0 min',
    '1 h 30 min',
  ]);
  assert.deepEqual([0, 999, 1000, 1_550_000].map(bytes), ['0 B', '999 B', '1.0 kB', '1.6 MB']);
  assert.deepEqual([0, 0.5, 0.9981, 0.99995, 1].map(percent), ['0.0 %', '50.0 %', '99.81 %', '> 99.99 %', '100.0 %']);
});
