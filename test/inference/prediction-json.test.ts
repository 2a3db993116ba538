import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ClassReading } from '../../src/inference/class-reading.js';
import { predictionJson } from '../../src/inference/prediction-json.js';

const answer = async (values: number[], shape: number[], rows: number, classes?: ClassReading) => {
  const outputs = [{ name: 'dense', values: Float32Array.from(values), shape }];
  return JSON.parse(await predictionJson({ outputs, rows, job: 'job_1', epoch: 2 }, classes));
};

describe('the JSON of a prediction', () => {
  it('nests the numbers as the output is shaped', async () => {
    assert.deepEqual(await answer([1, 2, 3, 4, 5, 6], [3], 2), {
      predictions: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      job: 'job_1',
      epoch: 2,
    });
    assert.deepEqual((await answer([1, 2, 3, 4, 5, 6, 7, 8], [2, 2], 2)).predictions, [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ]);
    assert.deepEqual((await answer([1, 2], [], 2)).predictions, [1, 2]);
    assert.deepEqual((await answer([0.5], [1], 1)).predictions, [[0.5]]);
  });

  it('is an object by their names for each row of several outputs', async () => {
    const outputs = [
      { name: 'a "b"', values: Float32Array.from([1, 2, 3, 4]), shape: [2] },
      { name: 'c', values: Float32Array.from([5, Number.NaN]), shape: [] },
    ];
    const json = await predictionJson({ outputs, rows: 2, job: 'job_1', epoch: 2 }, undefined);
    assert.deepEqual(JSON.parse(json), {
      predictions: [
        { 'a "b"': [1, 2], c: 5 },
        { 'a "b"': [3, 4], c: 'NaN' },
      ],
      job: 'job_1',
      epoch: 2,
    });
  });

  it('writes what JSON cannot hold as strings', async () => {
    const { predictions } = await answer(
      [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0.25],
      [4],
      1,
    );
    assert.deepEqual(predictions, [['NaN', 'Infinity', '-Infinity', -0.25]]);
  });

  it('reads a class for each row', async () => {
    const classes = { labels: ['a "b"', 'c'], units: 2, logits: false };
    const { classes: read } = await answer([0.25, 0.75, 0.5, 0.5, Number.NaN, Number.NaN], [2], 3, classes);
    assert.deepEqual(read, [
      { class: 'c', probability: 0.75 },
      { class: 'a "b"', probability: 0.5 },
      { class: 'a "b"', probability: 'NaN' },
    ]);
  });

  it('writes an answer of many slices whole', async () => {
    const values = Array.from({ length: 90_000 }, (_, index) => index);
    const { predictions, classes } = await answer(values, [3], 30_000, {
      labels: ['x', 'y', 'z'],
      units: 3,
      logits: true,
    });
    assert.equal(predictions.length, 30_000);
    assert.deepEqual(predictions[29_999], [89_997, 89_998, 89_999]);
    assert.equal(classes.length, 30_000);
    const probability = 1 / (1 + Math.exp(-1) + Math.exp(-2));
    assert.deepEqual(classes[29_999], { class: 'z', probability });
  });
});
