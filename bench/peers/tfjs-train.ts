import * as tf from '@tensorflow/tfjs';
import { loadEngine } from '../../src/engine/tensorflow.js';
import { answerRuns } from '../answer-runs.js';
import { TRAINING_CASES } from '../cases.js';
import { caseNamed } from '../definition.js';
import { madeUpRows } from '../made-up-data.js';

/** tfjs's own `model.fit` on the same native library. */
const chosen = caseNamed(TRAINING_CASES, process.argv[2]);
await loadEngine('tensorflow');
/** Enough steps for a steady figure, few enough to wait for. */
const STEPS = 40;

const rows = STEPS * chosen.batchSize;
const { x, y } = madeUpRows(rows, chosen.inputs, chosen.units.at(-1) ?? 1);
const inputs = tf.tensor2d(
  Float32Array.from(x, (byte) => byte / 255),
  [rows, chosen.inputs],
);
const targets = tf.tensor1d(Float32Array.from(y));
const model = tf.sequential();
chosen.units.forEach((units, index) => {
  const isLast = index === chosen.units.length - 1;
  const shape = index === 0 ? { inputShape: [chosen.inputs] } : {};
  model.add(tf.layers.dense({ units, activation: isLast ? 'softmax' : chosen.activation, ...shape }));
});
const optimizer = chosen.optimizer === 'sgd' ? tf.train.sgd(0.01) : tf.train.adam(0.001);
model.compile({ optimizer, loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });

const measure = async () => {
  const began = performance.now();
  await model.fit(inputs, targets, { batchSize: chosen.batchSize, epochs: 1, verbose: 0 });
  return (performance.now() - began) / STEPS;
};
await measure();
await answerRuns(`tfjs-node ${tf.version_core}, model.fit`, measure);
