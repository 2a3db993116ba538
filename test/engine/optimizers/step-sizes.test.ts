import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepSizes } from '../../../src/engine/optimizers/step-sizes.js';
import { optimizerSchema, resolveOptimizer } from '../../../src/keras-format/optimizers.js';

const close = (got: number | undefined, wanted: number) =>
  assert.ok(Math.abs((got ?? Number.NaN) - wanted) <= 1e-5 * Math.abs(wanted), `${got} instead of ${wanted}`);

test("Adam's step is corrected for means that began at zero, by the number of the update", () => {
  const adam = resolveOptimizer(optimizerSchema.parse({ class_name: 'Adam', config: { beta_2: 0.99 } }));
  const [first, second] = stepSizes(adam, Float32Array.of(0.01, 0.02), 0);
  close(first, (0.01 * Math.sqrt(1 - 0.99)) / (1 - 0.9));
  close(second, (0.02 * Math.sqrt(1 - 0.99 ** 2)) / (1 - 0.9 ** 2));
  const [later] = stepSizes(adam, Float32Array.of(0.01), 4999);
  close(later, 0.01);
});

test('the sizes of later updates do not depend on where a stretch begins', () => {
  const adam = resolveOptimizer('adam');
  const rates = new Float32Array(10).fill(0.001);
  assert.deepEqual(stepSizes(adam, rates, 7).subarray(3), stepSizes(adam, rates.subarray(3), 10));
});

test('Adamax corrects for its mean alone, and what corrects nothing takes the rate', () => {
  const rates = Float32Array.of(0.5);
  close(stepSizes(resolveOptimizer('adamax'), rates, 2)[0], 0.5 / (1 - 0.9 ** 3));
  assert.deepEqual(stepSizes(resolveOptimizer('sgd'), rates, 2), rates);
});
