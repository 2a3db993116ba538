import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figuresOf } from '../../../src/data/figures/tensor-figures.js';
import type { HistogramFigures } from '../../../src/data/statistics.js';

/** The histogram of one number a row, which come in blocks. */
function histogram(
  blocks: readonly (readonly number[])[],
  { dtype = 'float32', columns = 1 }: { dtype?: 'float32' | 'uint8'; columns?: number } = {},
): HistogramFigures {
  const taken = figuresOf({ dtype, shape: columns === 1 ? [] : [columns] });
  const View = dtype === 'uint8' ? Uint8Array : Float32Array;
  for (const block of blocks) taken.add(new Uint8Array(View.from(block).buffer));
  const result = taken.result();
  const found =
    'values' in result ? result.values.histogram : 'columns' in result ? result.columns[0]?.histogram : undefined;
  assert.ok(found !== undefined);
  return found;
}

test('whole numbers have a bin each, as long as there are enough', () => {
  assert.deepEqual(histogram([[3, 1, 1, 5]]), { from: 1, bin_width: 1, counts: [2, 0, 1, 0, 1] });
  // 0 to 100 are too many for 64 bins of 1.
  const counts = Array.from({ length: 51 }, (_, bin) => (bin === 50 ? 1 : 2));
  const all = Array.from({ length: 101 }, (_, value) => value);
  assert.deepEqual(histogram([all]), { from: 0, bin_width: 2, counts });
});

test('fractions lie in bins whose width is a power of two, negative ones too', () => {
  // From -1 to 1 in steps of 1/8: bins of 1/16 would be 33, those of 1/32 would be 65.
  const eighths = Array.from({ length: 17 }, (_, index) => -1 + index / 8);
  const counts = Array.from({ length: 33 }, (_, bin) => (bin % 2 === 0 ? 1 : 0));
  assert.deepEqual(histogram([eighths]), { from: -1, bin_width: 1 / 16, counts });
});

test('one value alone is one bin without a width', () => {
  assert.deepEqual(histogram([[0.3, 0.3], [0.3]]), { from: 0.3, bin_width: 0, counts: [3] });
});

test('missing values are in no bin', () => {
  assert.deepEqual(histogram([[1, Number.NaN, 2]]), { from: 1, bin_width: 1, counts: [1, 1] });
});

test('the bins are the same wherever blocks end, though the range grows to both sides', () => {
  const values = Array.from({ length: 1000 }, (_, index) => Math.fround(Math.sin(index) * 10 ** (index / 250 - 2)));
  const whole = histogram([values]);
  assert.equal(
    whole.counts.reduce((sum, count) => sum + count, 0),
    1000,
  );
  const parts = Array.from({ length: 40 }, (_, part) => values.slice(25 * part, 25 * part + 25));
  assert.deepEqual(histogram(parts), whole);
  assert.deepEqual(histogram(values.map((value) => [value])), whole);
  for (const [bin, count] of whole.counts.entries()) {
    const from = whole.from + bin * whole.bin_width;
    assert.equal(count, values.filter((value) => value >= from && value < from + whole.bin_width).length);
  }
});

test('bytes have bins too', () => {
  const bytes = Array.from({ length: 256 }, (_, value) => value);
  assert.deepEqual(histogram([bytes, bytes], { dtype: 'uint8' }), {
    from: 0,
    bin_width: 4,
    counts: Array<number>(64).fill(8),
  });
});

test('the ends of what a float holds can be told apart from each other', () => {
  const { from, bin_width, counts } = histogram([[-3.4e38, 3.4e38, 1e-45]]);
  assert.deepEqual(
    [from, bin_width * counts.length >= 6.8e38, counts.filter((count) => count > 0)],
    [from, true, [1, 1, 1]],
  );
  assert.equal(histogram([[1e9, 1e9 + 64]]).counts.length, 33);
});

test('thousands of columns have 16 bins each', () => {
  const columns = 10_000;
  const rows = Array.from({ length: 2 * columns }, (_, index) => (index < columns ? 0 : 15));
  assert.deepEqual(histogram([rows], { columns }).counts, [1, ...Array<number>(14).fill(0), 1]);
  const wider = rows.map((value) => 2 * value);
  assert.equal(histogram([wider], { columns }).counts.length, 16);
});

test('rows of more numbers than a table has columns have figures of all together', () => {
  const figuresIn = (columns: number) => {
    const taken = figuresOf({ dtype: 'float32', shape: [columns] });
    taken.add(new Uint8Array(Float32Array.from({ length: columns }, (_, index) => index % 2).buffer));
    return taken.result();
  };
  const wide = figuresIn(16_385);
  assert.ok('values' in wide);
  assert.deepEqual([wide.values.histogram?.counts, wide.values.distinct], [[8193, 8192], 2]);
  assert.ok('columns' in figuresIn(16_384));
});
