import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOf, floats, ints, readCsv } from './ingest-files.js';

/** Reads a table whose rows have these targets. */
function read(targets: readonly (string | number)[], options: object = {}) {
  return readCsv({ target: 'y', ...options }, `a,y\n${targets.map((target) => `1,${target}`).join('\n')}\n`);
}

async function classesOf(targets: readonly (string | number)[], options: object = {}) {
  const { spec } = await read(targets, options);
  return spec.targets[0]?.classes;
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

test('text is classes, in the order of its code units', async () => {
  assert.deepEqual(await classesOf(['b', 'a', 'B', 'ä', 'b']), ['B', 'a', 'b', 'ä']);
});

test('up to 20 different whole numbers, with two rows for each, are classes in their numerical order', async () => {
  assert.deepEqual(await classesOf([10, 9, -1, 10, 9, -1]), ['-1', '9', '10']);
  assert.deepEqual(ints((await read([10, 9, -1, 10, 9, -1])).tensors[1] ?? Buffer.alloc(0)), [2, 1, 0, 2, 1, 0]);
  assert.equal((await classesOf([...range(20), ...range(20)]))?.length, 20);
  assert.deepEqual(await classesOf(['1.0', '1', '2', '2.00']), ['1', '2']);
});

test('21 different whole numbers, or fewer than two rows for each, are a measure', async () => {
  assert.equal((await read([...range(21), ...range(21)])).spec.task, 'regression');
  assert.equal((await read([1, 3, 5, 7])).spec.task, 'regression');
  assert.deepEqual(floats((await read([1, 3, 5, 7])).tensors[1] ?? Buffer.alloc(0)), [1, 3, 5, 7]);
});

test('one number that is not whole makes all of them a measure', async () => {
  assert.equal((await read([1, 1, 2, 2, 2.5])).spec.task, 'regression');
});

test('the task that a client names counts, not the guess', async () => {
  assert.equal((await read([0, 1, 0, 1], { task: 'regression' })).spec.targets[0]?.dtype, 'float32');
  assert.equal((await classesOf(range(100), { task: 'classification' }))?.length, 100);
  assert.deepEqual(await classesOf([2.5, 1.5], { task: 'classification' }), ['1.5', '2.5']);
});

test('digits and letters may be classes of one dataset', async () => {
  assert.deepEqual(await classesOf(['A', '7', '0', 'b', '10']), ['0', '7', '10', 'A', 'b']);
});

test('15,000 different numbers are a measure, those before the ten thousandth included', async () => {
  const { spec, tensors } = await read(range(15_000));
  assert.equal(spec.task, 'regression');
  assert.deepEqual(floats(tensors[1] ?? Buffer.alloc(0)), range(15_000));
});

test('targets that are a slip are refused with the row where they stand', async () => {
  const cases: [targets: (string | number)[], options: object, detail: RegExp][] = [
    [[1, 2, 'NA', 1], {}, /row 3 \(line 4\), column "y": expected a number as in other rows, found "NA"/],
    [[1, '?', 2, 1], {}, /row 2 \(line 3\), column "y": expected a number as in other rows, found "\?"/],
    [[1.5, 'high', 2, 1], {}, /row 2 \(line 3\), column "y": expected a number as in other rows, found "high"/],
    [['a', 'NaN', 'b'], {}, /row 2 \(line 3\), column "y": found "NaN", which is no number and no class/],
    [[1, '-Infinity'], {}, /row 2 .* found "-Infinity"/],
    [['a', ' ', 'b'], {}, /row 2 \(line 3\), column "y": found nothing/],
    [['a', 'a'], {}, /column "y": all rows have the same class, "a"/],
    [[3, 3, 3], {}, /column "y": all rows have the same class, "3"/],
    [[1, 'x'], { task: 'regression' }, /row 2 \(line 3\), column "y": expected a number, found "x"/],
    [['1e39', 2], {}, /row 1 \(line 2\), column "y": 1e\+39 is too large for a 32-bit float/],
    [
      range(10_001).map((row) => `id${row}`),
      {},
      /row 10001 \(line 10002\), column "y": more than 10000 different classes/,
    ],
    [
      range(10_001),
      { task: 'classification' },
      /row 10001 \(line 10002\), column "y": more than 10000 different classes/,
    ],
    [['a', 'x'.repeat(201)], {}, /row 2 \(line 3\), column "y": a class may have 200 characters/],
  ];
  for (const [targets, options, detail] of cases) {
    const fault = await faultOf(read(targets, options));
    assert.deepEqual([fault.status, fault.pointer], [422, '/file']);
    assert.match(fault.detail, detail);
  }
});
