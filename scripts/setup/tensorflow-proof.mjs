// A program of its own, for setup: exits with 0 and prints TensorFlow's version when the native library really computes.
import { createRequire } from 'node:module';
import path from 'node:path';
import { projectRoot } from './paths.mjs';

const load = createRequire(path.join(projectRoot(), 'package.json'));

// Node 23 took these two away, and tfjs-node 4.22 calls them.
const util = load('node:util');
util.isArray ??= Array.isArray;
util.isNullOrUndefined ??= (/** @type {unknown} */ value) => value === null || value === undefined;

const tf = load('@tensorflow/tfjs-node');
const a = tf.tensor2d([1, 2, 3, 4], [2, 2]);
const product = [...a.matMul(a).dataSync()];
if (tf.getBackend() !== 'tensorflow' || String(product) !== '7,10,15,22') {
  throw new Error(`the backend ${tf.getBackend()} multiplies to ${product}`);
}
process.stdout.write(`TensorFlow ${tf.backend().binding.TF_Version}\n`);
