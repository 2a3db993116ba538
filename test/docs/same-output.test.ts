import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSameOutput } from './same-output.js';

const ID = '01m85b0r4wfrew4jkc85ckq9rw';

test('a figure may differ in its last digits, and a count may not', () => {
  assert.equal(isSameOutput('accuracy 0.9275\n', 'accuracy 0.9290\n'), true);
  assert.equal(isSameOutput('accuracy 0.8800\n', 'accuracy 0.9490\n'), false);
  assert.equal(isSameOutput('{ loss: 0.25, rows: 2000 }', '{ loss: 0.26,\n  rows: 2000 }'), true);
  assert.equal(isSameOutput('rows: 1999', 'rows: 2000'), false);
  assert.equal(isSameOutput('precision: 1', 'precision: 0.9995'), true);
  assert.equal(isSameOutput('setosa 0.99', 'virginica 0.99'), false);
});

test('ids, times and paces are those of the run', () => {
  assert.equal(
    isSameOutput(`job_${ID} at 2026-11-23T22:56:07.849Z`, `job_${ID.replace('r', 'x')} at 2026-11-24T00:00:00.000Z`),
    true,
  );
  assert.equal(isSameOutput('200/200 ━━ 1s 4ms/step - loss: 0.50', '200/200 ━━ 0s 900us/step - loss: 0.51'), true);
  assert.equal(isSameOutput(`job_${ID}`, `mdl_${ID}`), false);
});

test('an ellipsis stands for anything between what is shown', () => {
  assert.equal(isSameOutput('a b c d', 'a ... d'), true);
  assert.equal(isSameOutput('a d', 'a ... d'), true);
  assert.equal(isSameOutput('a b c d', 'a ... c'), false);
  assert.equal(isSameOutput('a b c d e', 'a ... c ... e'), true);
  assert.equal(isSameOutput('x a d', 'a ... d'), false);
});
