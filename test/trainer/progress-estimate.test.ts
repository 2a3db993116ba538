import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProgressEstimate } from '../../src/trainer/progress-estimate.js';

test('the seconds left follow from the rate since the first progress of the attempt', () => {
  let nowMs = 1_000;
  const estimate = new ProgressEstimate(4, () => nowMs);
  assert.deepEqual(estimate.at(2, 0, 10), { epoch: 2, epochs: 4, step: 0, steps: 10, fraction: 0.25, eta_s: null });
  nowMs = 3_000;
  assert.deepEqual(estimate.at(3, 0, 10), { epoch: 3, epochs: 4, step: 0, steps: 10, fraction: 0.5, eta_s: 4 });
  nowMs = 6_000;
  assert.deepEqual(estimate.at(4, 5, 10), { epoch: 4, epochs: 4, step: 5, steps: 10, fraction: 0.875, eta_s: 1 });
});

test('at the end nothing is left, even if it is the first that is told', () => {
  assert.deepEqual(new ProgressEstimate(2).at(2, 10, 10), {
    epoch: 2,
    epochs: 2,
    step: 10,
    steps: 10,
    fraction: 1,
    eta_s: 0,
  });
});
