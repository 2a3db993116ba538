import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figuresOf } from '../../../src/data/figures/tensor-figures.js';
import type { Figures } from '../../../src/data/statistics.js';
import { randomNumbers } from '../random-numbers.js';

/** Figures of numbers, each worked out by itself, the slow way. */
function byHand(numbers: readonly number[]) {
  const values = numbers.filter((value) => !Number.isNaN(value));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    min: Math.min(...values),
    max: Math.max(...values),
    mean,
    standard_deviation: Math.sqrt(squares / values.length),
    missing: numbers.length - values.length,
    distinct: Math.min(1000, new Set(values).size),
    integers: values.every(Number.isInteger),
  };
}

function assertFigures(found: Figures, numbers: readonly number[]): void {
  const expected = byHand(numbers);
  const near = (a: number, b: number) => assert.ok(Math.abs(a - b) <= 1e-9 * (Math.abs(b) + 1), `${a} is not ${b}`);
  assert.equal(Math.fround(found.min), expected.min);
  assert.equal(Math.fround(found.max), expected.max);
  near(found.mean, expected.mean);
  near(found.standard_deviation, expected.standard_deviation);
  assert.equal(found.missing, expected.missing);
  assert.equal(found.distinct, expected.distinct);
  assert.equal(found.integers, expected.integers);
  const { from, bin_width: width, counts } = found.histogram ?? assert.fail('there is a histogram');
  const values = numbers.filter((value) => !Number.isNaN(value));
  for (const [bin, count] of counts.entries()) {
    const isIn = (value: number) => value >= from + bin * width && value < from + (bin + 1) * width;
    assert.equal(count, width === 0 ? values.length : values.filter(isIn).length);
  }
}

test('figures of tables of any width are those that one gets by hand, wherever blocks end', () => {
  const random = randomNumbers(6);
  for (const dtype of ['float32', 'int32'] as const) {
    for (const columns of [1, 2, 3, 50, 700]) {
      const rows = 40_000 / columns + 7;
      const cell = (column: number): number => {
        if (dtype === 'float32' && random() < 0.01) return Number.NaN;
        const value = (random() - 0.5) * 10 ** (column % 7);
        return dtype === 'int32' ? Math.trunc(1000 * value) : Math.fround(column === 2 ? Math.trunc(value) : value);
      };
      const table = Array.from({ length: Math.floor(rows) }, () =>
        Array.from({ length: columns }, (_, column) => cell(column)),
      );
      const figures = figuresOf({ dtype, shape: [columns] });
      const View = dtype === 'int32' ? Int32Array : Float32Array;
      for (let row = 0; row < table.length; ) {
        const next = row + 1 + Math.floor(random() * table.length);
        figures.add(new Uint8Array(View.from(table.slice(row, next).flat()).buffer));
        row = next;
      }
      const result = figures.result();
      assert.ok('columns' in result);
      for (const column of [0, 1, 2, 49, 699].filter((one) => one < columns)) {
        const found: Figures = result.columns[column] ?? assert.fail('every column has figures');
        // Of many columns fewer different values are counted.
        const numbers = table.map((row) => row[column] ?? 0);
        if (columns <= 50) assertFigures(found, numbers);
        else assert.equal(found.missing, byHand(numbers).missing);
      }
    }
  }
});

test('figures of bytes are those that one gets by hand, whatever their number', () => {
  const random = randomNumbers(8);
  for (const sizes of [[1], [7], [8], [9, 1, 3], [300_001, 5], [262_144]]) {
    const figures = figuresOf({ dtype: 'uint8', shape: [1] });
    const all: number[] = [];
    for (const size of sizes) {
      const bytes = Uint8Array.from({ length: size }, () => Math.floor(random() * 256) & Math.floor(random() * 256));
      figures.add(bytes);
      for (const value of bytes) all.push(value);
    }
    const result = figures.result();
    assert.ok('values' in result);
    const { values } = result;
    const sum = all.reduce((total, value) => total + value, 0);
    assert.equal(values.mean, sum / all.length);
    assert.equal(values.distinct, new Set(all).size);
    assert.equal(
      values.histogram?.counts.reduce((total, count) => total + count, 0),
      all.length,
    );
  }
});
