import * as tf from '@tensorflow/tfjs';
import { loadEngine } from '../../src/engine/tensorflow.js';
import { answerRuns } from '../answer-runs.js';
import { caseNamed } from '../cases.js';
import { madeUpRows } from '../made-up-data.js';
import { tfjsModel } from './tfjs-model.js';

/** tfjs's own `model.fit` on the same native library. */
const chosen = caseNamed(process.argv[2]);
await loadEngine('tensorflow');

const rows = chosen.tfjsSteps * chosen.batchSize;
const { x, y } = madeUpRows({ ...chosen, rows });
const inputs = tf.tensor(
  Float32Array.from(x, (byte) => byte / 255),
  [rows, ...chosen.inputShape],
);
const targets = tf.tensor1d(Float32Array.from(y));
const model = await tfjsModel(chosen);
const optimizer = chosen.optimizer === 'sgd' ? tf.train.sgd(0.01) : tf.train.adam(0.001);
model.compile({ optimizer, loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });

const measure = async () => {
  const began = performance.now();
  await model.fit(inputs, targets, { batchSize: chosen.batchSize, epochs: 1, verbose: 0 });
  return (performance.now() - began) / chosen.tfjsSteps;
};
await measure();
await answerRuns(`tfjs-node ${tf.version_core}, model.fit`, measure);
