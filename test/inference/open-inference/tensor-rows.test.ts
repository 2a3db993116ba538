import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InvalidError } from '../../../src/errors.js';
import type { InputLayout } from '../../../src/inference/input-layout.js';
import type { PostedInput } from '../../../src/inference/open-inference/infer-schemas.js';
import { rowsOfTensors } from '../../../src/inference/open-inference/tensor-rows.js';
import { readTensors } from '../../../src/inference/open-inference/tensors.js';

/** A table of a category, a number that may be missing, and a date whose year and month count. */
const TABLE: InputLayout = {
  shape: [4],
  names: ['dense_input', 'inputs'],
  columns: ['city', 'age', 'seen'],
  cells: [
    { kind: 'category', name: 'city', missing: 'refused', categories: ['Oslo', 'Rome'], ignoresUnseen: false },
    { kind: 'number', name: 'age', missing: 'accepted' },
    { kind: 'date', name: 'seen', missing: 'refused', format: 'iso', parts: ['year', 'month'] },
  ],
  maxRows: 10,
};

const NONE = new Uint8Array();

function rows(inputs: readonly PostedInput[], binary: Uint8Array, layouts: readonly InputLayout[]) {
  const laidOut = rowsOfTensors(readTensors(inputs, binary), layouts);
  return { rows: laidOut.rows, inputs: laidOut.inputs.map((values) => [...values]) };
}

/** Texts as binary data has them. */
function bytesOf(...texts: readonly string[]): Buffer {
  return Buffer.concat(
    texts.flatMap((text) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(Buffer.byteLength(text));
      return [length, Buffer.from(text)];
    }),
  );
}

function fault(work: () => unknown): [string | undefined, string | undefined] {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof InvalidError);
    return [error.errors?.[0]?.pointer, error.errors?.[0]?.detail];
  }
  throw new Error('nothing was refused');
}

describe('tensors of a table', () => {
  const age: PostedInput = { name: 'age', shape: [2], datatype: 'FP32', parameters: { binary_data_size: 8 } };
  const city: PostedInput = { name: 'city', shape: [2, 1], datatype: 'BYTES', data: [['Rome'], ['Oslo']] };
  const seen = bytesOf('2026-11-29', '2025-01-02');
  const dates: PostedInput = {
    name: 'seen',
    shape: [2],
    datatype: 'BYTES',
    parameters: { binary_data_size: seen.length },
  };
  const ages = Buffer.from(Float32Array.of(31, Number.NaN).buffer);

  it('are columns of categories, dates and numbers, where NaN stands for a number that is missing', () => {
    assert.deepEqual(rows([city, age, dates], Buffer.concat([ages, seen]), [TABLE]), {
      rows: 2,
      inputs: [[1, 31, 2026, 11, 0, Number.NaN, 2025, 1]],
    });
  });

  it('are refused with the tensor and the row of what is wrong', () => {
    const paris = { ...city, data: ['Rome', 'Paris'] };
    const given = [paris, { ...age, parameters: undefined, data: [1, 2] }, dates];
    assert.deepEqual(
      fault(() => rows(given, seen, [TABLE])),
      ['/inputs/0', 'row 1: must be one of the categories "Oslo", "Rome"'],
    );
    assert.deepEqual(
      fault(() => rows([city, city], NONE, [TABLE])),
      ['/inputs/1/name', 'is given twice'],
    );
    const three = { ...age, shape: [3], parameters: undefined, data: [1, 2, 3] };
    assert.deepEqual(
      fault(() => rows([city, three], NONE, [TABLE])),
      ['/inputs/1/shape/0', 'must be 2, the rows of the first input'],
    );
    const many = { ...age, shape: [11], parameters: undefined, data: Array.from({ length: 11 }, () => 1) };
    assert.deepEqual(
      fault(() => rows([many], NONE, [TABLE])),
      ['/inputs/0/shape/0', 'one request may have 10 rows for this model'],
    );
  });
});

describe('a tensor of texts', () => {
  const layout: InputLayout = {
    shape: [3],
    names: ['review'],
    cells: [
      {
        kind: 'text',
        name: 'review',
        missing: 'refused',
        standardize: 'lower_and_strip_punctuation',
        vocabulary: ['good', 'bad'],
        length: 3,
      },
    ],
    maxRows: 10,
  };

  it('is a row for each text, in JSON and in bytes', () => {
    const texts = bytesOf('Good!', 'bad, good');
    const inBytes: PostedInput = {
      name: 'review',
      shape: [2],
      datatype: 'BYTES',
      parameters: { binary_data_size: texts.length },
    };
    const inJson: PostedInput = { name: 'review', shape: [2, 1], datatype: 'BYTES', data: ['Good!', 'bad, good'] };
    const expected = rows([inBytes], texts, [layout]);
    assert.equal(expected.rows, 2);
    assert.equal(expected.inputs[0]?.length, 6);
    assert.deepEqual(rows([inJson], NONE, [layout]), expected);
  });

  it('is refused where a text is longer than the bytes, or is none', () => {
    const cut: PostedInput = { name: 'review', shape: [1], datatype: 'BYTES', parameters: { binary_data_size: 6 } };
    assert.deepEqual(
      fault(() => rows([cut], bytesOf('Good!').subarray(0, 6), [layout])),
      ['/inputs/0', 'its element 0 is longer than its binary data'],
    );
    assert.deepEqual(
      fault(() => rows([cut], Buffer.from([2, 0, 0, 0, 0xff, 0xff]), [layout])),
      ['/inputs/0', 'its element 0 must be UTF-8 text'],
    );
  });
});
