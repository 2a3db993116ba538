import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Warning } from '../../../src/data/inspection/warning.js';
import { randomStream } from '../../../src/random/streams.js';
import { example, readCsv, readFiles, readJson } from '../ingest-files.js';

const ROWS = 400;

/** A table of harmless columns, and what a test puts beside them. */
function table(more: Readonly<Record<string, (row: number, label: number) => string | number>> = {}): string {
  const random = randomStream(1, 'warnings');
  const names = ['a', 'b', ...Object.keys(more), 'y'];
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const label = random.below(2);
    const cells = [
      random.uniform(),
      random.uniform(),
      ...Object.values(more).map((cell) => cell(row, label)),
      `c${label}`,
    ];
    return cells.join(',');
  });
  return [names.join(','), ...lines, ''].join('\n');
}

async function warningsOf(text: string, options: object = {}): Promise<Warning[]> {
  return (await readCsv({ target: 'y', ...options }, text)).warnings;
}

const codes = (warnings: readonly Warning[]) => warnings.map(({ code }) => code);

test('nothing is said of a table that is as it should be', async () => {
  assert.deepEqual(await warningsOf(table()), []);
});

test('a constant column is named with its value', async () => {
  assert.deepEqual(await warningsOf(table({ c: () => 7 })), [
    {
      code: 'constant_column',
      detail: 'The column "c" is the same in every row, 7: nothing can be learned from it.',
      columns: ['c'],
      count: 1,
    },
  ]);
});

test('a class with three rows is named', async () => {
  const rare = table()
    .split('\n')
    .map((line, index) => (index >= 1 && index <= 3 ? line.replace(/c\d$/, 'rare') : line))
    .join('\n');
  const [first, second, ...more] = await warningsOf(rare);
  assert.deepEqual([first?.code, first?.classes, first?.count], ['rare_class', ['rare'], 1]);
  assert.match(first?.detail ?? '', /^The class "rare" has 3 of the rows/);
  assert.deepEqual([second?.code, second?.classes?.at(-1)], ['imbalanced_classes', 'rare']);
  assert.deepEqual(more, []);
});

test('a column that tells the class is a leak, by its value, its size or its category', async () => {
  const found = await warningsOf(
    table({
      copy: (_, label) => 3 * label + 1,
      near: (row, label) => label + (row % 100) / 1000,
      name: (_, label) => ['left', 'right'][label] ?? '',
      half: (row, label) => (row % 2 === 0 ? label : 0),
    }),
    { columns: { name: 'category' } },
  );
  assert.deepEqual(codes(found), ['target_leak']);
  assert.deepEqual(found[0]?.columns, ['copy', 'near', 'name']);
  assert.match(found[0]?.detail ?? '', /"copy" alone tells the class of 100 % of the rows/);
});

test('a column that follows a number is a leak, in whatever unit and whichever way', async () => {
  const random = randomStream(2, 'warnings');
  const lines = Array.from({ length: ROWS }, () => {
    const y = random.uniform();
    return [random.uniform(), 5 - 2 * y, Math.exp(10 * y) / 1e4, y + random.uniform() / 2, y].join(',');
  });
  const found = await warningsOf(`a,unit,order,like,y\n${lines.join('\n')}\n`);
  assert.deepEqual(codes(found), ['target_leak']);
  assert.deepEqual(found[0]?.columns, ['unit', 'order']);
  assert.match(found[0]?.detail ?? '', /"unit" follows the target with a correlation of 1\.0000/);
});

test('a column that follows one of several numbers is a leak of that one', async () => {
  const random = randomStream(2, 'warnings');
  const lines = Array.from({ length: ROWS }, () => {
    const [price, rent] = [random.uniform(), random.uniform()];
    return [random.uniform(), 2 * rent, 1 - price, price, rent].join(',');
  });
  const options = { target: ['price', 'rent'] };
  const found = await warningsOf(`a,rents,discount,price,rent\n${lines.join('\n')}\n`, options);
  assert.deepEqual(codes(found), ['target_leak']);
  assert.deepEqual(found[0]?.columns, ['rents', 'discount']);
  assert.match(
    found[0]?.detail ?? '',
    /^2 columns \("rents", "discount"\) give targets away; "rents" follows the target "rent" with a correlation of 1\.0000/,
  );
});

test('numbers and names of rows are told from measures', async () => {
  const found = await warningsOf(
    table({
      number: (row) => row,
      down: (row) => 5000 - 3 * row,
      shuffled: (row) => (row * 7) % ROWS,
      key: (row) => `k${(row * 7) % ROWS}`,
      measure: (row) => (row * 7919) % 100_003,
      day: (row) => Math.floor(row / 2),
    }),
    { columns: { key: 'category' } },
  );
  assert.deepEqual(codes(found), ['id_column', 'different_scales']);
  assert.deepEqual(found[0]?.columns, ['number', 'down', 'shuffled', 'key']);
});

test('columns that lack values and categories without number are named', async () => {
  const found = await warningsOf(
    table({
      some: (row) => (row % 10 === 0 ? '' : 1 + (row % 3)),
      most: (row) => (row % 4 === 0 ? 1 + (row % 3) : ''),
      kind: (row) => `k${row % 150}`,
    }),
    { columns: { kind: 'category' }, prepare: { missing: 'mean' } },
  );
  assert.deepEqual(codes(found), ['missing_values', 'many_categories']);
  assert.deepEqual([found[0]?.columns, found[1]?.columns], [['most'], ['kind']]);
  assert.match(found[0]?.detail ?? '', /^The column "most" lacks 75 % of the values\./);
  assert.match(found[1]?.detail ?? '', /has 150 categories/);
});

test('wildly different scales are named, unless the dataset scales them', async () => {
  const wide = table({ income: (row) => (row * 7919) % 100_003 });
  const [only, ...more] = await warningsOf(wide);
  assert.deepEqual([only?.code, only?.columns?.at(-1), more], ['different_scales', 'income', []]);
  assert.deepEqual(await warningsOf(wide, { prepare: { scaling: 'standardize' } }), []);
  assert.deepEqual(await warningsOf(wide, { prepare: { columns: { income: { scaling: 'minmax' } } } }), []);
});

test('targets in order, and numbers that need scaling', async () => {
  const iris = await readFiles({ target: 'species' }, [['iris.csv', await example('iris.csv')]]);
  assert.deepEqual(codes(iris.warnings), ['sorted_by_target']);
  const prices = Array.from(
    { length: 100 },
    (_, row) => `${((row * 37) % 100) / 7},${((row * 61) % 100) * 1000 + row / 8}`,
  );
  const text = `a,y\n${prices.join('\n')}\n`;
  assert.deepEqual(codes(await warningsOf(text)), ['large_targets']);
  assert.deepEqual(await warningsOf(text, { prepare: { target: { scaling: 'standardize' } } }), []);
});

test('bytes that nothing scales are named', async () => {
  const images = await example('t10k-images-idx3-ubyte.gz');
  const labels = await example('t10k-labels-idx1-ubyte.gz');
  const files = [
    ['images', images],
    ['labels', labels],
  ] as const;
  assert.deepEqual(codes((await readFiles({}, files)).warnings), ['unscaled_pixels']);
  assert.deepEqual((await readFiles({ scale: 1 / 255 }, files)).warnings, []);
});

test('a handful of rows is no occasion to warn of anything that is chance', async () => {
  const { warnings } = await readJson({
    name: 'and',
    inputs: [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ],
    targets: [0, 0, 0, 1],
  });
  assert.deepEqual(warnings, []);
});

test('columns of several inputs are named with their input, and a list of names ends after 20', async () => {
  const rows = Array.from({ length: 50 }, (_, row) => row);
  const { warnings } = await readJson({
    name: 'two',
    inputs: { left: rows.map(() => Array(30).fill(1)), right: rows.map((row) => [Math.sin(row)]) },
    targets: rows.map((row) => Math.cos(7 * row)),
  });
  assert.deepEqual(codes(warnings), ['constant_column']);
  assert.deepEqual(
    [warnings[0]?.columns?.length, warnings[0]?.columns?.[29 - 10], warnings[0]?.count],
    [20, 'left/19', 30],
  );
});
