import * as tf from '@tensorflow/tfjs';
import { loadEngine } from '../../src/engine/tensorflow.js';
import { answerRuns } from '../answer-runs.js';
import { caseNamed } from '../cases.js';
import { tfjsModel } from './tfjs-model.js';

/** tfjs's own `model.predict` of the chapter's network on the same native library. */
const rows = Number(process.argv[2]);
const chosen = caseNamed('mlp-sgd');
const width = chosen.inputShape[0] ?? 1;
await loadEngine('tensorflow');
const model = await tfjsModel(chosen);
const x = Float32Array.from({ length: rows * width }, (_, index) => ((index * 31) % 256) / 255);
const CALLS = 300;

const measure = async () => {
  const began = performance.now();
  for (let call = 0; call < CALLS; call++) {
    tf.tidy(() => {
      const output = model.predict(tf.tensor2d(x, [rows, width]), { batchSize: rows });
      if (!Array.isArray(output)) output.dataSync();
    });
  }
  return (performance.now() - began) / CALLS;
};
await measure();
await answerRuns(`tfjs-node ${tf.version_core}, model.predict`, measure);
