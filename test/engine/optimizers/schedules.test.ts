import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LearningRate } from '../../../src/engine/optimizers/learning-rate.js';
import { scheduledRate } from '../../../src/engine/optimizers/schedules.js';
import { scheduleSchema } from '../../../src/keras-format/schedules.js';

/** What the updates of a fit in Keras 3.15 were made with, by the number of updates before: where the schedules have edges. */
const RATES = [
  {
    schedule: {
      class_name: 'PolynomialDecay',
      config: { initial_learning_rate: 0.1, decay_steps: 7, end_learning_rate: 0.01, power: 0.5, cycle: true },
    },
    rates: { 6: 0.0440168, 7: 0.01, 8: 0.06891883, 14: 0.01, 21: 0.055, 22: 0.05166191 },
  },
  {
    schedule: {
      class_name: 'ExponentialDecay',
      config: { initial_learning_rate: 0.1, decay_steps: 49, decay_rate: 0.5, staircase: true },
    },
    rates: { 48: 0.1, 49: 0.05, 50: 0.05, 98: 0.025 },
  },
  {
    schedule: {
      class_name: 'InverseTimeDecay',
      config: { initial_learning_rate: 0.1, decay_steps: 41, decay_rate: 0.5, staircase: true },
    },
    rates: { 40: 0.1, 41: 0.1, 42: 0.06666667, 82: 0.06666667 },
  },
  {
    schedule: { class_name: 'CosineDecayRestarts', config: { initial_learning_rate: 0.1, first_decay_steps: 5 } },
    rates: { 4: 0.009549147, 5: 0.1, 14: 0.002447176, 15: 0.1, 34: 0.00061558187, 35: 0.1, 154: 3.8546325e-5 },
  },
  {
    schedule: {
      class_name: 'CosineDecayRestarts',
      config: { initial_learning_rate: 0.1, first_decay_steps: 3, t_mul: 3.0 },
    },
    rates: { 2: 0.024999997, 3: 0.1, 11: 0.0030153662, 12: 0.1, 38: 0.00033808054, 39: 0.1 },
  },
  {
    schedule: {
      class_name: 'CosineDecayRestarts',
      config: { initial_learning_rate: 0.1, first_decay_steps: 49, t_mul: 1.0 },
    },
    rates: { 48: 0.000102728605, 49: 0.1, 98: 0.1 },
  },
  {
    schedule: {
      class_name: 'CosineDecayRestarts',
      config: { initial_learning_rate: 0.1, first_decay_steps: 47, t_mul: 1.5 },
    },
    rates: { 46: 0.000111657384, 47: 0.1, 117: 1.2409687e-5, 118: 0.09999448 },
  },
];

for (const { schedule, rates } of RATES) {
  test(`${JSON.stringify(schedule)}: the float32 rates of Keras`, () => {
    const parsed = scheduleSchema.parse(schedule);
    for (const [step, rate] of Object.entries(rates))
      assert.equal(scheduledRate(parsed, Number(step)), Math.fround(rate), `after ${step} updates`);
  });
}

test('a plain rate can be set, one that follows a schedule cannot', () => {
  const rate = new LearningRate(0.1);
  assert.deepEqual(rate.range(5, 2), Float32Array.of(0.1, 0.1));
  rate.set(0.05);
  assert.equal(rate.at(7), Math.fround(0.05));
  const config = { boundaries: [1], values: [0.5, 0.25] };
  const scheduled = new LearningRate(scheduleSchema.parse({ class_name: 'PiecewiseConstantDecay', config }));
  assert.deepEqual(scheduled.range(0, 3), Float32Array.of(0.5, 0.5, 0.25));
  assert.throws(() => scheduled.set(0.1), TypeError);
});
