import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InvalidError } from '../../src/errors.js';
import type { InputLayout } from '../../src/inference/input-layout.js';
import { layOutRows, type PostedRows } from '../../src/inference/predict-rows.js';

describe('rows of several inputs', () => {
  const TWO: readonly InputLayout[] = [
    { shape: [2], names: ['a'], maxRows: 3 },
    { shape: [], names: ['b/c'], maxRows: 3 },
  ];
  const laidOutAs = (posted: PostedRows) => layOutRows(posted, TWO).inputs.map((values) => [...values]);

  it('are objects by the names of the inputs, in any order', () => {
    const posted = {
      instances: [
        { a: [1, 2], 'b/c': 3 },
        { 'b/c': 6, a: [4, 5] },
      ],
    };
    assert.deepEqual(laidOutAs(posted), [
      [1, 2, 4, 5],
      [3, 6],
    ]);
  });

  it('are the rows of each input by its name', () => {
    const posted = {
      inputs: {
        'b/c': [[3], [6]],
        a: [
          [[1], [2]],
          [[4], [5]],
        ],
      },
    };
    assert.deepEqual(laidOutAs(posted), [
      [1, 2, 4, 5],
      [3, 6],
    ]);
  });

  const wrong: readonly [what: string, posted: PostedRows, pointer: string, detail: RegExp][] = [
    ['neither instances nor inputs', {}, '/instances', /or give inputs, by name/],
    ['arrays', { instances: [[1, 2, 3]] }, '/instances/0', /must be an object with the inputs "a", "b\/c"/],
    ['a later array', { instances: [{ a: [1, 2], 'b/c': 3 }, [1]] }, '/instances/1', /must be an object/],
    ['arrays as inputs', { inputs: [[1, 2, 3]] }, '/inputs', /must be an object with the inputs/],
    ['an input missing', { instances: [{ a: [1, 2] }] }, '/instances/0/b~1c', /is missing/],
    [
      'an input that is not known',
      { instances: [{ a: [1, 2], 'b/c': 3, d: 4 }] },
      '/instances/0/d',
      /what is known is "a", "b\/c"/,
    ],
    ['an input of inputs missing', { inputs: { 'b/c': [1] } }, '/inputs/a', /is missing/],
    ['an unknown one of inputs', { inputs: { a: [[1, 2]], 'b/c': [1], d: [1] } }, '/inputs/d', /is not known/],
    ['other row counts', { inputs: { a: [[1, 2]], 'b/c': [1, 2] } }, '/inputs/b~1c', /2 rows; \/inputs\/a has 1/],
    ['no rows of an input', { inputs: { a: [], 'b/c': [] } }, '/inputs/a', /has no rows/],
    [
      'a row too long',
      { instances: [{ a: [1, 2, 3], 'b/c': 3 }] },
      '/instances/0/a',
      /3 numbers; the model takes rows of \(None, 2\)/,
    ],
    ['a later row of another shape', { inputs: { a: [[1, 2], [1]], 'b/c': [1, 2] } }, '/inputs/a/1', /2 are needed/],
    ['text', { instances: [{ a: [1, 'x'], 'b/c': 3 }] }, '/instances/0/a/1', /must be a number/],
    ['text among inputs', { inputs: { a: [[1, 2]], 'b/c': ['x'] } }, '/inputs/b~1c/0', /must be a/],
    ['too many rows', { inputs: { a: Array(4).fill([1, 2]), 'b/c': [1, 2, 3, 4] } }, '/inputs/a', /may have 3 rows/],
  ];
  for (const [what, posted, pointer, detail] of wrong) {
    it(`with ${what} are pointed at`, () => {
      assert.throws(
        () => layOutRows(posted, TWO),
        (error) => {
          assert.ok(error instanceof InvalidError, String(error));
          assert.equal(error.errors?.[0]?.pointer, pointer, error.message);
          assert.match(error.errors?.[0]?.detail ?? '', detail);
          return true;
        },
      );
    });
  }
});
