import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryDelayMs } from '../../src/trainer/retry-delay.js';

const SETTINGS = { RETRY_FIRST_MS: 1_000, RETRY_LAST_MS: 60_000 };

test('each failure doubles the wait, up to the longest', () => {
  const waits = [1, 2, 3, 6, 7, 8, 1000].map((failures) => retryDelayMs(failures, SETTINGS, () => 1));
  assert.deepEqual(waits, [1_000, 2_000, 4_000, 32_000, 60_000, 60_000, 60_000]);
});

test('a random part of at most half is taken off', () => {
  assert.deepEqual(
    [0, 0.5, 1].map((random) => retryDelayMs(3, SETTINGS, () => random)),
    [2_000, 3_000, 4_000],
  );
});

test('a first wait of nothing stays nothing', () => {
  assert.equal(retryDelayMs(9, { ...SETTINGS, RETRY_FIRST_MS: 0 }), 0);
});
