import * as tf from '@tensorflow/tfjs';
import { loadEngine } from '../../src/engine/tensorflow.js';
import { answerRuns } from '../answer-runs.js';
import { TRAINING_CASES } from '../cases.js';
import { caseNamed } from '../definition.js';

/** tfjs's own `model.predict` of the chapter's network on the same native library. */
const rows = Number(process.argv[2]);
const { inputs, units } = caseNamed(TRAINING_CASES, 'mlp-sgd');
await loadEngine('tensorflow');
const model = tf.sequential();
model.add(tf.layers.dense({ units: units[0] ?? 1, activation: 'sigmoid', inputShape: [inputs] }));
model.add(tf.layers.dense({ units: units[1] ?? 1, activation: 'softmax' }));
const x = Float32Array.from({ length: rows * inputs }, (_, index) => ((index * 31) % 256) / 255);
const CALLS = 300;

const measure = async () => {
  const began = performance.now();
  for (let call = 0; call < CALLS; call++) {
    tf.tidy(() => {
      const output = model.predict(tf.tensor2d(x, [rows, inputs]), { batchSize: rows });
      if (!Array.isArray(output)) output.dataSync();
    });
  }
  return (performance.now() - began) / CALLS;
};
await measure();
await answerRuns(`tfjs-node ${tf.version_core}, model.predict`, measure);
