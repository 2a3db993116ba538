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

test('after the first epoch the estimate is within a quarter of the outcome, with validations and stores between the steps', () => {
  let atMs = 0;
  const estimate = new ProgressEstimate(8, () => atMs);
  const told: { readonly atMs: number; readonly eta: number | null }[] = [];
  for (let epoch = 1; epoch <= 8; epoch++) {
    for (let step = 20; step <= 100; step += 20) {
      // The machine is busier in every other epoch.
      atMs += epoch % 2 === 0 ? 260 : 200;
      const { eta_s: eta } = estimate.at(epoch, step, 100);
      if (epoch > 1) told.push({ atMs, eta });
    }
    atMs += 300;
  }
  for (const one of told.slice(0, -1)) {
    const left = (atMs - 300 - one.atMs) / 1000;
    const seconds = Number(one.eta);
    assert.ok(Math.abs(seconds - left) <= 0.25 * left + 0.3, `${seconds} s were told where ${left} s were left`);
  }
});
