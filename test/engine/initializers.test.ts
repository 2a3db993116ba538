import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialValues } from '../../src/engine/initializers.js';
import { type Initializer, initializerObjectSchema } from '../../src/keras-format/initializers.js';

function values(class_name: string, config: object, shape: readonly number[], name = 'dense/kernel'): Float32Array {
  const initializer: Initializer = initializerObjectSchema.parse({ class_name, config });
  return initialValues({ name, shape, initializer, trainable: true }, 3);
}

const deviation = (numbers: Float32Array) =>
  Math.sqrt(numbers.reduce((sum, value) => sum + value * value, 0) / numbers.length);

test('Identity puts its gain on the diagonal of any matrix', () => {
  assert.deepEqual(values('Identity', { gain: 2 }, [2, 3]), Float32Array.of(2, 0, 0, 0, 2, 0));
  assert.deepEqual(values('Identity', {}, [3, 2]), Float32Array.of(1, 0, 0, 1, 0, 0));
});

test('Orthogonal makes columns of length gain that stand on one another', () => {
  const matrix = values('Orthogonal', { gain: 3 }, [2, 3, 4]);
  for (let left = 0; left < 4; left++) {
    for (let right = 0; right < 4; right++) {
      let product = 0;
      for (let row = 0; row < 6; row++) product += (matrix[row * 4 + left] ?? 0) * (matrix[row * 4 + right] ?? 0);
      assert.ok(Math.abs(product - (left === right ? 9 : 0)) < 1e-5, `${left}, ${right}: ${product}`);
    }
  }
});

test('a variance is scaled by the fans that the shape gives, or that the axes name', () => {
  const shape = [50, 20, 40];
  const scaled = (config: object) => deviation(values('VarianceScaling', { scale: 2, ...config }, shape));
  const near = (got: number, fan: number) => assert.ok(Math.abs(got / Math.sqrt(2 / fan) - 1) < 0.03, `${got}, ${fan}`);
  near(scaled({}), 50 * 20);
  near(scaled({ mode: 'fan_out', distribution: 'uniform' }), 50 * 40);
  near(scaled({ mode: 'fan_avg', distribution: 'untruncated_normal' }), (50 * 20 + 50 * 40) / 2);
  near(scaled({ input_axes: [0], output_axes: [1, -1], distribution: 'normal' }), 50);
  near(scaled({ mode: 'fan_out', input_axes: [0], output_axes: [1, -1] }), 800);
});

test("a seed of the initializer's own makes equal weights, the fit's seed different ones", () => {
  assert.deepEqual(values('HeNormal', { seed: 5 }, [8], 'a'), values('HeNormal', { seed: 5 }, [8], 'b'));
  assert.notDeepEqual(values('HeNormal', {}, [8], 'a'), values('HeNormal', {}, [8], 'b'));
});
