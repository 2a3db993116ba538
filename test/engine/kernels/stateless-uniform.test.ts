import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { registerStatelessUniform, statelessUniform } from '../../../src/engine/kernels/stateless-uniform.js';
import { loadEngine } from '../../../src/engine/tensorflow.js';

before(async () => {
  await loadEngine('tensorflow');
  await import('@tensorflow/tfjs');
  registerStatelessUniform('cpu');
});

async function draw(backend: string, key: [number, number], shape: number[]): Promise<number[]> {
  await tf.setBackend(backend);
  const drawn = tf.tidy(() => Array.from(statelessUniform(tf.tensor1d(key, 'int32'), shape).dataSync()));
  await tf.setBackend('tensorflow');
  return drawn;
}

test("JavaScript draws the very numbers of TensorFlow's own operation", async () => {
  const keys: [number, number][] = [
    [0, 0],
    [1, 2],
    [-5, 7],
    [2 ** 31 - 1, -(2 ** 31)],
  ];
  for (const key of keys) {
    assert.deepEqual(await draw('cpu', key, [7, 33]), await draw('tensorflow', key, [7, 33]), String(key));
  }
});

test('numbers are uniform in [0, 1) and follow from the key', async () => {
  const drawn = await draw('tensorflow', [3, 4], [100, 100]);
  assert.ok(drawn.every((value) => value >= 0 && value < 1));
  assert.ok(Math.abs(drawn.reduce((sum, value) => sum + value, 0) / drawn.length - 0.5) < 0.01);
  assert.notDeepEqual(await draw('tensorflow', [3, 5], [100, 100]), drawn);
});
