import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import type { ProgramInfo } from '../../../src/engine/program-info.js';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { openEager, openProgram, type ProgramOpener } from '../../../src/engine/training/open-program.js';
import { train } from '../../../src/engine/training/train.js';
import { EngineFiles } from '../../support/engine-files.js';
import { collectEpochs, numbersOf, smallSpec } from '../../support/training-specs.js';

const files = await EngineFiles.create();
await loadEngine('tensorflow');

const LAYERS = [
  { class_name: 'Dense', config: { units: 4, activation: 'softplus' } },
  { class_name: 'Dense', config: { units: 3, activation: 'softmax' } },
];

async function trained(open: ProgramOpener) {
  const { hooks, epochs } = collectEpochs();
  const programs: ProgramInfo[] = [];
  const spec = await smallSpec(files, { layers: LAYERS });
  await train(spec, { ...hooks, onProgram: (info) => void programs.push(info) }, open);
  return { programs, weights: epochs.map(({ checkpoint }) => [...numbersOf(checkpoint.bytes)]) };
}

/** An operation that works its result out in JavaScript, as backends do where the native library lacks a kernel. */
async function withSoftplusInJavaScript<Result>(use: () => Promise<Result>): Promise<Result> {
  const kernelName = 'Softplus';
  const backendName = 'tensorflow';
  const native = tf.getKernel(kernelName, backendName);
  tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs }) => {
      const { x } = inputs;
      if (!(x instanceof tf.Tensor)) throw new TypeError('softplus takes a tensor');
      const values = Float32Array.from(x.dataSync<'float32'>(), (value) => Math.log1p(Math.exp(value)));
      return tf.tensor(values, x.shape);
    },
  });
  try {
    return await use();
  } finally {
    tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel(native);
  }
}

test('a step that cannot be written as a graph trains operation by operation, and says why', async () => {
  const { programs, weights } = await withSoftplusInJavaScript(async () => {
    const chosen = await trained(openProgram);
    assert.deepEqual(chosen.weights, (await trained(openEager)).weights);
    return chosen;
  });
  assert.deepEqual(programs, [{ program: 'eager', program_reason: 'a value is read back to JavaScript' }]);
  assert.equal(weights.length, 3);
  assert.deepEqual((await trained(openProgram)).programs, [{ program: 'compiled' }]);
});
