import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figuresOf } from '../../src/data/figures/tensor-figures.js';
import { shortestFloat32 } from '../../src/data/float32.js';
import type { Figures } from '../../src/data/statistics.js';
import { example, readCsv, readFiles, readJson } from './ingest-files.js';

function near(found: number, expected: number): void {
  assert.ok(Math.abs(found - expected) <= 1e-7 * Math.abs(expected), `${found} is not ${expected}`);
}

test('figures of a column are those that one gets by hand', async () => {
  const { statistics } = await readCsv(
    { target: 'y', sample_weight: 'w' },
    'a,b,w,y\n1,-2,1,10\n2,-2,2,20\n4,-2,3,60\n9,-2,2,70\n',
  );
  // 10, 20, 60 and 70 in bins of 1.
  const ofTargets = Array.from({ length: 61 }, (_, bin) => ([0, 10, 50, 60].includes(bin) ? 1 : 0));
  assert.deepEqual(statistics.tensors, [
    {
      columns: [
        // Squares around 4: 9 + 4 + 0 + 25 = 38, divided by 4 rows.
        {
          name: 'a',
          min: 1,
          max: 9,
          mean: 4,
          standard_deviation: Math.sqrt(9.5),
          missing: 0,
          distinct: 4,
          distinct_capped: false,
          integers: true,
          order: 'rising',
          histogram: { from: 1, bin_width: 1, counts: [1, 1, 0, 1, 0, 0, 0, 0, 1] },
        },
        {
          name: 'b',
          min: -2,
          max: -2,
          mean: -2,
          standard_deviation: 0,
          missing: 0,
          distinct: 1,
          distinct_capped: false,
          integers: true,
          order: 'none',
          histogram: { from: -2, bin_width: 0, counts: [4] },
        },
      ],
    },
    // Squares around 40: 900 + 400 + 400 + 900 = 2600, divided by 4 rows.
    {
      values: {
        min: 10,
        max: 70,
        mean: 40,
        standard_deviation: Math.sqrt(650),
        missing: 0,
        distinct: 4,
        distinct_capped: false,
        integers: true,
        order: 'rising',
        histogram: { from: 10, bin_width: 1, counts: ofTargets },
      },
    },
    {
      values: {
        min: 1,
        max: 3,
        mean: 2,
        standard_deviation: Math.sqrt(0.5),
        missing: 0,
        distinct: 3,
        distinct_capped: false,
        integers: true,
        order: 'none',
        histogram: { from: 1, bin_width: 1, counts: [1, 2, 1] },
      },
    },
  ]);
});

test('figures of iris are those in the books', async () => {
  const { statistics } = await readFiles({ target: 'species' }, [['iris.csv', await example('iris.csv')]]);
  const [inputs, targets] = statistics.tensors;
  assert.ok(inputs !== undefined && 'columns' in inputs);
  const books = [
    ['sepal_length', 4.3, 7.9, 5.843333333, 0.825301292, 35],
    ['sepal_width', 2, 4.4, 3.057333333, 0.434410968, 23],
    ['petal_length', 1, 6.9, 3.758, 1.759404066, 43],
    ['petal_width', 0.1, 2.5, 1.199333333, 0.759692617, 22],
  ] as const;
  for (const [index, [name, min, max, mean, deviation, distinct]] of books.entries()) {
    const column: (Figures & { name: string }) | undefined = inputs.columns[index];
    assert.ok(column !== undefined);
    assert.deepEqual([column.name, column.min, column.max, column.distinct], [name, min, max, distinct]);
    near(column.mean, mean);
    near(column.standard_deviation, deviation);
  }
  assert.deepEqual(targets, {
    classes: ['setosa', 'versicolor', 'virginica'].map((name) => ({ class: name, count: 50 })),
    stretches: 3,
  });
});

test('a vector without column names is told by position, an array as a whole', async () => {
  const { statistics } = await readJson({
    name: 'x',
    inputs: {
      flat: [
        [1, 2],
        [3, 4],
      ],
      square: [[[1, 2]], [[3, 4]]],
    },
    targets: [1.5, 2.5],
  });
  const [flat, square] = statistics.tensors;
  assert.deepEqual(flat && 'columns' in flat && flat.columns.map(({ name, mean }) => [name, mean]), [
    ['0', 2],
    ['1', 3],
  ]);
  assert.deepEqual(square && 'values' in square && [square.values.mean, square.values.distinct], [2.5, 4]);
});

/** Figures of floats that come in blocks. */
function figures(blocks: readonly (readonly number[])[], shape: number[] = []): Figures {
  const taken = figuresOf({ dtype: 'float32', shape });
  for (const block of blocks) taken.add(new Uint8Array(Float32Array.from(block).buffer));
  const result = taken.result();
  assert.ok('values' in result);
  return result.values;
}

test('figures do not depend on where blocks end, nor drown in large numbers', () => {
  const numbers = Array.from({ length: 1000 }, (_, index) => 1e6 + (index % 10));
  const whole = figures([numbers]);
  const blocks = Array.from({ length: 10 }, (_, block) => numbers.slice(100 * block, 100 * block + 100));
  for (const found of [whole, figures(blocks), figures([numbers.slice(0, 1), numbers.slice(1)])]) {
    near(found.mean, 1_000_004.5);
    near(found.standard_deviation, Math.sqrt(8.25));
    assert.deepEqual([found.min, found.max, found.distinct], [1_000_000, 1_000_009, 10]);
  }
});

test('counting different values stops at 1,000', () => {
  const numbers = Array.from({ length: 1500 }, (_, index) => index);
  const { distinct, distinct_capped } = figures([numbers]);
  assert.deepEqual([distinct, distinct_capped], [1000, true]);
  const exact = figures([numbers.slice(0, 1000)]);
  assert.deepEqual([exact.distinct, exact.distinct_capped], [1000, false]);
});

test('a float is shown with the fewest digits that mean it', () => {
  for (const number of [5.1, 0.1, -2.675, 1e-7, 16_777_216, 3.4028235e38, 1.17549435e-38, 123_456.79, 1 / 3]) {
    const stored = Math.fround(number);
    const shown = shortestFloat32(stored);
    assert.equal(Math.fround(shown), stored);
    assert.ok(String(shown).length <= String(stored).length);
  }
  assert.equal(shortestFloat32(Math.fround(5.1)), 5.1);
  assert.equal(shortestFloat32(Math.fround(1 / 3)), 0.33333334);
});
