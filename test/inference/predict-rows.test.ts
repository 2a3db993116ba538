import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InvalidError } from '../../src/errors.js';
import type { InputLayout } from '../../src/inference/input-layout.js';
import { layOutRows, type PostedRows } from '../../src/inference/predict-rows.js';

const VECTOR: InputLayout = { shape: [4], names: ['dense_input', 'inputs'], maxRows: 1000 };
const PICTURE: InputLayout = { shape: [2, 3], names: ['input'], maxRows: 1000 };
const TABLE: InputLayout = { shape: [2], names: ['inputs'], columns: ['width', 'height'], maxRows: 1000 };
const SINGLE: InputLayout = { shape: [1], names: ['inputs'], maxRows: 1000 };

function laidOut(posted: PostedRows, layout: InputLayout): number[] {
  const { inputs, rows } = layOutRows(posted, [layout]);
  const [values = new Float32Array(0)] = inputs;
  assert.equal(inputs.length, 1);
  assert.equal(values.length, rows * layout.shape.reduce((product, size) => product * size, 1));
  return [...values];
}

describe('rows that fit', () => {
  const cases: readonly [what: string, posted: PostedRows, layout: InputLayout, expected: number[]][] = [
    [
      'arrays in the shape of the input',
      {
        instances: [
          [1, 2, 3, 4],
          [5, 6, 7, 8],
        ],
      },
      VECTOR,
      [1, 2, 3, 4, 5, 6, 7, 8],
    ],
    [
      'nested arrays',
      {
        instances: [
          [
            [1, 2, 3],
            [4, 5, 6],
          ],
        ],
      },
      PICTURE,
      [1, 2, 3, 4, 5, 6],
    ],
    [
      'a picture for a vector',
      {
        instances: [
          [
            [1, 2],
            [3, 4],
          ],
        ],
      },
      VECTOR,
      [1, 2, 3, 4],
    ],
    ['a vector for a picture', { instances: [[1, 2, 3, 4, 5, 6]] }, PICTURE, [1, 2, 3, 4, 5, 6]],
    [
      'another picture',
      {
        instances: [
          [
            [1, 2],
            [3, 4],
            [5, 6],
          ],
        ],
      },
      PICTURE,
      [1, 2, 3, 4, 5, 6],
    ],
    ['numbers for a single one', { instances: [1, 2, 3] }, SINGLE, [1, 2, 3]],
    ['arrays of one for a single one', { instances: [[1], [2]] }, SINGLE, [1, 2]],
    [
      "objects by the input's name",
      { instances: [{ dense_input: [1, 2, 3, 4] }, { inputs: [5, 6, 7, 8] }] },
      VECTOR,
      [1, 2, 3, 4, 5, 6, 7, 8],
    ],
    [
      'objects by column name, in any order',
      {
        instances: [
          { width: 1, height: 2 },
          { height: 4, width: 3 },
        ],
      },
      TABLE,
      [1, 2, 3, 4],
    ],
    [
      'all rows as inputs',
      {
        inputs: [
          [1, 2],
          [3, 4],
        ],
      },
      TABLE,
      [1, 2, 3, 4],
    ],
    [
      'all rows by the name of the input',
      {
        inputs: {
          inputs: [
            [1, 2],
            [3, 4],
          ],
        },
      },
      TABLE,
      [1, 2, 3, 4],
    ],
    ['values by column', { inputs: { height: [2, 4], width: [1, 3] } }, TABLE, [1, 2, 3, 4]],
  ];
  for (const [what, posted, layout, expected] of cases) {
    it(what, () => assert.deepEqual(laidOut(posted, layout), expected));
  }

  it('takes a column whose name every object has', () => {
    const layout = { ...TABLE, columns: ['__proto__', 'toString'] };
    const posted: PostedRows = JSON.parse('{"instances":[{"__proto__":1,"toString":2}]}');
    assert.deepEqual(laidOut(posted, layout), [1, 2]);
  });
});

describe('rows that do not fit are pointed at', () => {
  const cases: readonly [what: string, posted: PostedRows, layout: InputLayout, pointer: string][] = [
    ['neither instances nor inputs', {}, VECTOR, '/instances'],
    ['both', { instances: [[1, 2, 3, 4]], inputs: [[1, 2, 3, 4]] }, VECTOR, '/inputs'],
    ['no array', { instances: 'rows' }, VECTOR, '/instances'],
    ['no rows', { instances: [] }, VECTOR, '/instances'],
    ['a row too short', { instances: [[1, 2, 3]] }, VECTOR, '/instances/0'],
    [
      'a later row too long',
      {
        instances: [
          [1, 2, 3, 4],
          [1, 2, 3, 4, 5],
        ],
      },
      VECTOR,
      '/instances/1',
    ],
    [
      'a later row of another shape',
      {
        instances: [
          [1, 2, 3, 4],
          [
            [1, 2],
            [3, 4],
          ],
        ],
      },
      VECTOR,
      '/instances/1',
    ],
    ['a number for a row', { instances: [1, 2] }, VECTOR, '/instances/0'],
    ['a later number for a row', { instances: [[1, 2, 3, 4], 5] }, VECTOR, '/instances/1'],
    [
      'a ragged row',
      {
        instances: [
          [
            [1, 2, 3],
            [4, 5],
          ],
        ],
      },
      PICTURE,
      '/instances/0/1',
    ],
    [
      'text',
      {
        instances: [
          [1, 2, 3, 4],
          [1, 2, '3', 4],
        ],
      },
      VECTOR,
      '/instances/1/2',
    ],
    ['null', { instances: [[null, 2, 3, 4]] }, VECTOR, '/instances/0/0'],
    ['true', { instances: [[1, 2, 3, true]] }, VECTOR, '/instances/0/3'],
    ['"NaN"', { instances: [[1, 2, 3, 'NaN']] }, VECTOR, '/instances/0/3'],
    ['a number too large for float32', { instances: [[1, 2, 3, 1e39]] }, VECTOR, '/instances/0/3'],
    [
      'text deep in a picture',
      {
        instances: [
          [
            [1, 2, 3],
            [4, 'x', 6],
          ],
        ],
      },
      PICTURE,
      '/instances/0/1/1',
    ],
    ['an empty row', { instances: [[]] }, VECTOR, '/instances/0'],
    ['an unknown name', { instances: [{ other: [1, 2, 3, 4] }] }, VECTOR, '/instances/0'],
    [
      'a later unknown name',
      { instances: [{ inputs: [1, 2, 3, 4] }, { inputs: [1, 2, 3, 4], other: 1 }] },
      VECTOR,
      '/instances/1/other',
    ],
    ['a named row too short', { instances: [{ inputs: [1, 2, 3] }] }, VECTOR, '/instances/0/inputs'],
    ['text in a named row', { instances: [{ inputs: [1, 2, 3, 'x'] }] }, VECTOR, '/instances/0/inputs/3'],
    ['a column missing', { instances: [{ width: 1, height: 2 }, { width: 1 }] }, TABLE, '/instances/1/height'],
    ['a column too many', { instances: [{ width: 1, height: 2, depth: 3 }] }, TABLE, '/instances/0/depth'],
    ['text in a column', { instances: [{ width: 1, height: 'tall' }] }, TABLE, '/instances/0/height'],
    ['an array after objects', { instances: [{ width: 1, height: 2 }, [1, 2]] }, TABLE, '/instances/1'],
    ['columns of other lengths', { inputs: { width: [1, 2], height: [1] } }, TABLE, '/inputs/height'],
    ['a column of inputs missing', { inputs: { width: [1, 2] } }, TABLE, '/inputs/height'],
    ['a column of inputs too many', { inputs: { width: [1], height: [1], 'a/b~': [1] } }, TABLE, '/inputs/a~1b~0'],
    ['text in a column of inputs', { inputs: { width: [1, 2], height: [1, 'x'] } }, TABLE, '/inputs/height/1'],
    [
      'more rows than one request may have',
      {
        instances: [
          [1, 2],
          [3, 4],
        ],
      },
      { ...TABLE, maxRows: 1 },
      '/instances',
    ],
  ];
  for (const [what, posted, layout, pointer] of cases) {
    it(what, () => {
      assert.throws(
        () => layOutRows(posted, [layout]),
        (error) => {
          assert.ok(error instanceof InvalidError, String(error));
          assert.equal(error.errors?.[0]?.pointer, pointer, error.message);
          return true;
        },
      );
    });
  }

  it('says what a row has and what the model takes', () => {
    assert.throws(
      () => layOutRows({ instances: [[[1, 2, 3, 4, 5]]] }, [PICTURE]),
      /has the shape \(None, 1, 5\), 5 numbers; the model takes rows of \(None, 2, 3\), 6 numbers/,
    );
  });
});
