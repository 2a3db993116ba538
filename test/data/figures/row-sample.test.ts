import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RowSample, type SampledRows } from '../../../src/data/figures/row-sample.js';

/** A sample of rows that hold their own number in each column. */
function sampleOf(rows: number, width: number, rowsAtOnce = rows): SampledRows {
  const sample = RowSample.of({ dtype: 'float32', shape: [width] });
  assert.ok(sample !== undefined);
  for (let from = 0; from < rows; from += rowsAtOnce) {
    const block = Float32Array.from(
      { length: Math.min(rowsAtOnce, rows - from) * width },
      (_, index) => from + Math.floor(index / width),
    );
    sample.add(new Uint8Array(block.buffer));
  }
  return sample.result();
}

test('all rows are kept where there are few', () => {
  const { rows, values } = sampleOf(4096, 2, 1000);
  assert.deepEqual(
    rows,
    Array.from({ length: 4096 }, (_, row) => row),
  );
  assert.deepEqual(values.slice(2 * 4095), Float32Array.of(4095, 4095));
});

test('of many rows some thousand are kept, without a period', () => {
  const { rows, values } = sampleOf(200_000, 1, 7919);
  assert.ok(rows.length > 2048 && rows.length <= 4096, `${rows.length} rows`);
  assert.deepEqual([...values], rows);
  for (const period of [2, 3, 8, 10]) {
    const first = rows.filter((row) => row % period === 0).length * period;
    assert.ok(Math.abs(first / rows.length - 1) < 0.2, `${first} of ${rows.length} at the period ${period}`);
  }
});

test('a wider tensor keeps a part of the rows of a narrower one', () => {
  const narrow = new Set(sampleOf(20_000, 1).rows);
  const wide = sampleOf(20_000, 1024).rows;
  assert.ok(wide.length > 256 && wide.length <= 1024, `${wide.length} rows`);
  assert.ok(wide.every((row) => narrow.has(row)));
});

test('pictures, and rows of more numbers than a table has, are not kept', () => {
  assert.equal(RowSample.of({ dtype: 'uint8', shape: [784] }), undefined);
  assert.equal(RowSample.of({ dtype: 'float32', shape: [28, 28] }), undefined);
  assert.equal(RowSample.of({ dtype: 'float32', shape: [20_000] }), undefined);
});
