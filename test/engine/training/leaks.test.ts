import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as tf from '@tensorflow/tfjs-core';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { train } from '../../../src/engine/training/train.js';
import type { TrainingSpec } from '../../../src/engine/training-spec.js';
import { EngineFiles } from '../../support/engine-files.js';
import { collectEpochs, smallSpec } from '../../support/training-specs.js';

const files = await EngineFiles.create();
await loadEngine('tensorflow');

/** A session that is not freed takes 2 MB whatever the network, so that 60 of them are far above the bound. */
const JOBS = 60;
const BOUND_BYTES = 48 * 2 ** 20;

const LAYERS = [{ class_name: 'Dense', config: { units: 3, activation: 'softmax' } }];

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

async function run(spec: TrainingSpec): Promise<void> {
  const { hooks } = collectEpochs();
  await train(spec, { ...hooks, onEpoch: async () => {} });
}

function memory(): { tensors: number; rss: number } {
  collectGarbage();
  return { tensors: tf.memory().numTensors, rss: process.memoryUsage.rss() };
}

async function assertFlat(work: () => Promise<void>): Promise<void> {
  const before = memory();
  await work();
  const after = memory();
  assert.equal(after.tensors, before.tensors);
  const growth = after.rss - before.rss;
  assert.ok(growth < BOUND_BYTES, `grew by ${Math.round(growth / 2 ** 20)} MB`);
}

test('many jobs one after another leave no memory and no tensor behind', async () => {
  const spec = await smallSpec(files, { layers: LAYERS, fit: { epochs: 1, batchSize: 8, validationSplit: 0 } });
  for (let job = 0; job < 20; job++) await run(spec);
  await assertFlat(async () => {
    for (let job = 0; job < JOBS; job++) await run(spec);
  });
});

test('200 epochs take no more memory than 20', async () => {
  const spec = await smallSpec(files, { layers: LAYERS, fit: { epochs: 20 } });
  await run(spec);
  await assertFlat(() => run({ ...spec, fit: { ...spec.fit, epochs: 200 } }));
});
