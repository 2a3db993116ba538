import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { ctc } from '../../../src/engine/losses/ctc.js';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { randomStream } from '../../../src/random/streams.js';

await loadEngine('tensorflow');

const TIME = 4;
const CLASSES = 3;
const LABELS = [
  [1, 2, 0],
  [1, 1, 0],
  [2, 0, 0],
  [0, 0, 0],
];
const random = randomStream(3, 'logits');
const LOGITS = LABELS.map(() =>
  Array.from({ length: TIME }, () => Array.from({ length: CLASSES }, () => 2 * random.uniform() - 1)),
);

/** Every way through time, one by one. */
function spellings(): number[][] {
  let paths: number[][] = [[]];
  for (let step = 0; step < TIME; step++)
    paths = paths.flatMap((path) => Array.from({ length: CLASSES }, (_, place) => [...path, place]));
  return paths;
}

function lossOf(labels: readonly number[], logits: readonly (readonly number[])[]): number {
  const wanted = labels.filter((label) => label !== 0).join();
  const shares = logits.map((step) => {
    const sum = step.reduce((all, logit) => all + Math.exp(logit), 0);
    return step.map((logit) => Math.exp(logit) / sum);
  });
  const spelling = spellings().filter(
    (path) => path.filter((place, step) => place !== 0 && place !== path[step - 1]).join() === wanted,
  );
  const all = spelling.reduce(
    (sum, path) => sum + path.reduce((product, place, step) => product * (shares[step]?.[place] ?? 0), 1),
    0,
  );
  return -Math.log(all);
}

test('the loss is minus the logarithm of all ways through time that spell the labels, blanks and repeats taken out', () => {
  const got = tf.tidy(() => [...ctc(tf.tensor(LABELS), tf.tensor(LOGITS)).dataSync()]);
  const wanted = LABELS.map((labels, row) => lossOf(labels, LOGITS[row] ?? []));
  got.forEach((value, row) => {
    assert.ok(Math.abs(value - (wanted[row] ?? 0)) < 1e-5, `row ${row}: ${value} instead of ${wanted[row]}`);
  });
});

test('its gradient is how the loss grows with each logit, weighed by the row', () => {
  const weights = [1, 0.5, 2, 3];
  const gradient = tf.tidy(() => {
    const ofRows = (x: tf.Tensor) => tf.sum(tf.mul(ctc(tf.tensor(LABELS), x), weights)).asScalar();
    return tf.grad(ofRows)(tf.tensor(LOGITS)).dataSync();
  });
  const STEP = 1e-4;
  LABELS.forEach((labels, row) => {
    for (let step = 0; step < TIME; step++) {
      for (let place = 0; place < CLASSES; place++) {
        const moved = (by: number) =>
          (LOGITS[row] ?? []).map((logits, at) =>
            logits.map((logit, own) => (at === step && own === place ? logit + by : logit)),
          );
        const slope = (lossOf(labels, moved(STEP)) - lossOf(labels, moved(-STEP))) / (2 * STEP);
        const got = gradient[(row * TIME + step) * CLASSES + place] ?? Number.NaN;
        assert.ok(Math.abs(got - slope * (weights[row] ?? 0)) < 1e-5, `row ${row}, step ${step}: ${got} of ${slope}`);
      }
    }
  });
});

test('labels that do not fit into the steps have the loss that TensorFlow gives what cannot be', () => {
  const losses = tf.tidy(() => [...ctc(tf.tensor([[1, 1, 1]]), tf.zeros([1, 3, 2])).dataSync()]);
  assert.ok((losses[0] ?? 0) > 700 && (losses[0] ?? 0) < 712, String(losses));
});
