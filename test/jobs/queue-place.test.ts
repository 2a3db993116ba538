import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secondsUntilStart } from '../../src/jobs/queue-place.js';

test('a place is free when a running job is through, and then again after each mean duration', () => {
  const pace = { running: [30, 10], meanS: 100 };
  assert.deepEqual(
    [1, 2, 3, 4, 5].map((position) => secondsUntilStart(position, pace)),
    [10, 30, 110, 130, 210],
  );
});

test('what is not known is not made up', () => {
  assert.equal(secondsUntilStart(1, { running: [], meanS: 100 }), null);
  assert.equal(secondsUntilStart(1, { running: [null], meanS: null }), null);
  assert.equal(secondsUntilStart(2, { running: [5], meanS: null }), null);
  assert.equal(secondsUntilStart(1, { running: [5], meanS: null }), 5);
  assert.equal(secondsUntilStart(1, { running: [null], meanS: 60 }), 60);
});
