import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { heldOutByClass, heldOutRows } from '../../../src/data/split/held-out-counts.js';
import type { RowSides } from '../../../src/data/split/row-sides.js';
import { type SplitRules, splitRows } from '../../../src/data/split/split-rows.js';
import type { Philox } from '../../../src/random/philox.js';
import { randomStream } from '../../../src/random/streams.js';

const CASES = 300;

/** Some hundred random cases, the same in every run. */
function randomCases(purpose: string, check: (random: Philox, seed: number) => void): void {
  for (let seed = 0; seed < CASES; seed++) check(randomStream(seed, purpose), seed);
}

function numbers(random: Philox, rows: number, bound: number): Int32Array {
  return Int32Array.from({ length: rows }, () => random.below(bound));
}

function assertParts(sides: RowSides, rows: number): void {
  const [training, validation] = [sides.training(), sides.validation()];
  assert.equal(training.length, sides.trainingRows);
  assert.equal(validation.length, sides.validationRows);
  const all = [...training, ...validation].sort((a, b) => a - b);
  assert.deepEqual(all, [...Array(rows).keys()]);
  for (const side of [training, validation]) assert.deepEqual(side, side.slice().sort());
  for (const row of training) assert.equal(sides.trains(row), true);
  for (const row of validation) assert.equal(sides.trains(row), false);
}

function countIn(numbers: Int32Array, rows: Int32Array): number[] {
  const counts = Array(Math.max(...numbers) + 1).fill(0);
  for (const row of rows) counts[numbers[row] ?? 0]++;
  return counts;
}

test('the last part is what Keras holds out, whatever the seed', () => {
  const split = { rows: 10, fraction: 0.25, method: 'last', seed: 3 } as const;
  assert.deepEqual([...splitRows(split).training()], [0, 1, 2, 3, 4, 5, 6]);
  assert.deepEqual([...splitRows(split).validation()], [7, 8, 9]);
  assert.equal(splitRows(split).trainsOnFirst, true);
  assert.equal(splitRows({ ...split, fraction: 0 }).validationRows, 0);
  assert.equal(splitRows({ ...split, method: 'random', fraction: 0 }).validationRows, 0);
});

test('a random split parts all rows, as many as Keras would hold out', () => {
  randomCases('sizes', (random, seed) => {
    const rows = 2 + random.below(200);
    const fraction = random.uniform();
    const sides = splitRows({ rows, fraction, method: 'random', seed });
    assertParts(sides, rows);
    assert.equal(sides.validationRows, heldOutRows(rows, fraction));
  });
});

test('every row is held out as often as any other, over many seeds', () => {
  const held = Array<number>(20).fill(0);
  for (let seed = 0; seed < 5000; seed++) {
    for (const row of splitRows({ rows: 20, fraction: 0.3, method: 'random', seed }).validation()) {
      held[row] = (held[row] ?? 0) + 1;
    }
  }
  // 1500 expected, standard deviation 32.
  for (const count of held) assert.ok(Math.abs(count - 1500) < 160, String(count));
});

test('a stratified split holds out every class in its share, to the row', () => {
  randomCases('classes', (random, seed) => {
    const classCount = 1 + random.below(6);
    const sizes = Array.from({ length: classCount }, () => 2 + random.below(60));
    const classes = Int32Array.from(sizes.flatMap((size, index) => Array<number>(size).fill(index)));
    const fraction = 0.1 + 0.8 * random.uniform();
    const heldOut = heldOutRows(classes.length, fraction);
    if (heldOut < classCount || classes.length - heldOut < classCount) return;
    const sides = splitRows({ rows: classes.length, fraction, method: 'random', seed, classes });
    assertParts(sides, classes.length);
    const found = countIn(classes, sides.validation());
    assert.deepEqual(found, heldOutByClass(sizes, heldOut));
    assert.equal(sides.validationRows, heldOut);
  });
});

test('the rows of a class are shared out by whole rows, then by what is missing the most', () => {
  assert.deepEqual(heldOutByClass([50, 50, 50], 30), [10, 10, 10]);
  // Shares 9.4, 0.3 and 0.3: the rare ones get their row, and the first gives it.
  assert.deepEqual(heldOutByClass([94, 3, 3], 10), [8, 1, 1]);
  // Shares 2.5, 1.5 and 1: the tie goes to the lower number.
  assert.deepEqual(heldOutByClass([5, 3, 2], 5), [3, 1, 1]);
  // Shares 1.8, 1.8 and 5.4: a class of two keeps one.
  assert.deepEqual(heldOutByClass([2, 2, 6], 7), [1, 1, 5]);
  assert.deepEqual(heldOutByClass([212, 357], 114), [42, 72]);
  assert.deepEqual(heldOutByClass([4, 0, 4], 4), [2, 0, 2]);
  assert.throws(() => heldOutByClass([1, 9], 5), RangeError);
  assert.throws(() => heldOutByClass([5, 5], 1), RangeError);
  assert.throws(() => heldOutByClass([5, 5], 9), RangeError);
});

test('shares differ from the exact ones by less than a row where every class has its row by right', () => {
  randomCases('shares', (random) => {
    const counts = Array.from({ length: 2 + random.below(8) }, () => 20 + random.below(200));
    const rows = counts.reduce((sum, count) => sum + count, 0);
    const heldOut = Math.floor(rows * (0.1 + 0.7 * random.uniform()));
    const given = heldOutByClass(counts, heldOut);
    given.forEach((count, index) => {
      assert.ok(Math.abs(count - ((counts[index] ?? 0) * heldOut) / rows) < 1);
    });
    assert.equal(
      given.reduce((sum, count) => sum + count, 0),
      heldOut,
    );
  });
});

test('no group is on both sides, and both sides have one', () => {
  randomCases('groups', (random, seed) => {
    const rows = 4 + random.below(150);
    const drawn = numbers(random, rows, 2 + random.below(30));
    drawn.set([0, 1]);
    // Numbers without gaps, in the order in which they are met.
    const known = new Map<number, number>();
    const groups = drawn.map((number) => {
      if (!known.has(number)) known.set(number, known.size);
      return known.get(number) ?? 0;
    });
    const fraction = 0.05 + 0.9 * random.uniform();
    const classes = seed % 2 === 0 ? numbers(random, rows, 3) : undefined;
    const sides = splitRows({ rows, fraction, method: 'random', seed, groups, classes });
    assertParts(sides, rows);
    assert.ok(sides.trainingRows > 0 && sides.validationRows > 0);
    const [trains, held] = [sides.training(), sides.validation()].map(
      (side) => new Set(Array.from(side, (row) => groups[row])),
    );
    for (const group of trains ?? []) assert.equal(held?.has(group), false);
  });
});

test('groups of one size are held out to the nearest whole group', () => {
  const groups = Int32Array.from({ length: 100 }, (_, row) => Math.floor(row / 10));
  for (let seed = 0; seed < 50; seed++) {
    assert.equal(splitRows({ rows: 100, fraction: 0.3, method: 'random', seed, groups }).validationRows, 30);
    assert.equal(splitRows({ rows: 100, fraction: 0.26, method: 'random', seed, groups }).validationRows, 30);
    assert.equal(splitRows({ rows: 100, fraction: 0.24, method: 'random', seed, groups }).validationRows, 20);
    assert.equal(splitRows({ rows: 100, fraction: 0.01, method: 'random', seed, groups }).validationRows, 10);
    assert.equal(splitRows({ rows: 100, fraction: 0.99, method: 'random', seed, groups }).validationRows, 90);
  }
});

test('groups and classes at once: classes keep their shares as nearly as whole groups allow', () => {
  // 40 groups of 5 rows; class 1 is a tenth of the rows, all of it in 4 groups.
  const groups = Int32Array.from({ length: 200 }, (_, row) => Math.floor(row / 5));
  const classes = groups.map((group) => (group < 4 ? 1 : 0));
  for (let seed = 0; seed < 50; seed++) {
    const sides = splitRows({ rows: 200, fraction: 0.25, method: 'random', seed, groups, classes });
    assert.deepEqual(countIn(classes, sides.validation()), [45, 5]);
  }
});

test('a seed gives the same rows on every machine and in every version', () => {
  // Worked out with Python's whole numbers.
  const classes = Int32Array.from({ length: 40 }, (_, row) => (row < 10 ? 1 : 0));
  const groups = Int32Array.from({ length: 40 }, (_, row) => Math.floor(row / 4));
  const digest = (split: SplitRules) =>
    createHash('sha256').update(splitRows(split).validation()).digest('hex').slice(0, 12);
  const split = { rows: 40, fraction: 0.2, method: 'random', seed: 7 } as const;
  assert.deepEqual([...splitRows(split).validation()], [10, 14, 15, 20, 24, 27, 31, 37]);
  assert.deepEqual([...splitRows({ ...split, classes }).validation()], [8, 9, 10, 15, 24, 27, 31, 37]);
  assert.deepEqual([...splitRows({ ...split, groups }).validation()], [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.equal(digest({ ...split, rows: 100_000 }), '6862fc9414aa');
});
