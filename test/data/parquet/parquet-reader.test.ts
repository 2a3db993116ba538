import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageRoot } from '../../../src/database/package-root.js';
import { faultOf, floats, ints, readFiles } from '../ingest-files.js';

function fixture(name: string): Promise<Buffer> {
  return readFile(join(packageRoot, 'test/data/parquet/fixtures', `${name}.parquet`));
}

async function read(name: string, options: object = { target: 'y' }) {
  return readFiles(options, [[`${name}.parquet`, await fixture(name)]]);
}

for (const name of ['none', 'snappy', 'gzip', 'brotli', 'zstd', 'lz4', 'pages-v2']) {
  test(`a thousand rows in ${name === 'pages-v2' ? 'small pages of version 2' : `pages packed by ${name}`} are read whole`, async () => {
    const { format, spec, tensors } = await read(name);
    assert.deepEqual([format, spec.task, spec.rows], ['parquet', 'classification', 1000]);
    assert.deepEqual(spec.inputs, [{ name: 'inputs', dtype: 'float32', shape: [2], columns: ['a', 'b'] }]);
    assert.deepEqual(spec.targets[0]?.classes, ['cat', 'dog']);
    const rows = Array.from({ length: 1000 }, (_, row) => row);
    assert.deepEqual(
      floats(tensors[0] ?? Buffer.alloc(0)),
      rows.flatMap((row) => [row * 0.5, row % 7]),
    );
    assert.deepEqual(
      ints(tensors[1] ?? Buffer.alloc(0)),
      rows.map((row) => (row % 3 === 0 ? 0 : 1)),
    );
  });
}

test('numbers of any width, booleans and decimals are numbers; 64-bit integers are rounded as floats are', async () => {
  const features = ['int8', 'uint32', 'int64', 'float16', 'float32', 'decimal', 'boolean'];
  const { tensors } = await read('types', { target: 'text', features });
  const expected = [
    [-1, 1, -(2 ** 53), 0.5, 0.1, 1.25, 1],
    [2, 2 ** 32 - 1, 2, 1.5, -1e38, -3.5, 0],
    [3, 3, 2 ** 62, -2, 3, 0.01, 1],
  ];
  assert.deepEqual(floats(tensors[0] ?? Buffer.alloc(0)), expected.flat().map(Math.fround));
});

test('text, categories, booleans and large integers can be classes', async () => {
  const classes = async (target: string, task?: string) =>
    (await read('types', { target, features: ['int8'], ...(task === undefined ? {} : { task }) })).spec.targets[0]
      ?.classes;
  assert.deepEqual(await classes('text'), ['b', 'c', 'ä']);
  assert.deepEqual(await classes('category'), ['x', 'y']);
  assert.deepEqual(await classes('boolean'), ['false', 'true']);
  assert.deepEqual(await classes('int64', 'classification'), ['-9007199254740992', '2', '4611686018427387904']);
});

const REFUSED: readonly [column: string, detail: RegExp][] = [
  ['text', /row 1, column "text": expected a number, found "ä"/],
  ['date', /row 1, column "date": expected a number, found the date 2026-11-24T00:00:00.000Z/],
  ['timestamp', /row 1, column "timestamp": expected a number, found the date 2026-11-24T12:30:00.000Z/],
  ['nanoseconds', /row 1, column "nanoseconds": expected a number, found the date 2026-11-24T12:30:00.000Z/],
  ['missing', /row 2, column "missing": expected a number, found nothing/],
  ['nan', /row 2, column "nan": expected a number, found NaN/],
  ['binary', /row 1, column "binary": expected a number, a text, a boolean or a date, found binary data/],
  ['list', /row 2, column "list": expected a list of 1, as in the first row, found one of 2/],
  ['struct', /column "struct" is nested \(lists in lists, a map or a structure\), which is not read/],
];
for (const [column, detail] of REFUSED) {
  test(`a feature of the type ${column} is refused by its name`, async () => {
    const fault = await faultOf(read('types', { target: 'int8', features: [column] }));
    assert.deepEqual([fault.status, fault.pointer], [422, '/file']);
    assert.match(fault.detail, detail);
  });
}

for (const name of ['lists', 'lists-v2']) {
  test(`lists of one size are vectors of columns: ${name}`, async () => {
    const { spec, tensors } = await read(name, { target: 'y', features: ['v', 'fixed', 'required'] });
    assert.equal(spec.rows, 1000);
    const columns = ['v[0]', 'v[1]', 'v[2]', 'fixed[0]', 'fixed[1]', 'required[0]'];
    assert.deepEqual(spec.inputs, [{ name: 'inputs', dtype: 'float32', shape: [6], columns }]);
    const rows = Array.from({ length: 1000 }, (_, row) => [row * 0.5, row % 7, 0 - row, row, 2 * row, row / 4]);
    assert.deepEqual(floats(tensors[0] ?? Buffer.alloc(0)), rows.flat());
    const alone = await read(name, { target: 'y', features: ['fixed[1]'] });
    assert.deepEqual(
      floats(alone.tensors[0] ?? Buffer.alloc(0)),
      rows.map((row) => row[4]),
    );
  });

  test(`lists that cannot be vectors are refused where they are asked for: ${name}`, async () => {
    const details: readonly [string, RegExp][] = [
      ['ragged', /^[^:]+: row 651, column "ragged": expected a list of 2, as in the first row, found one of 3/],
      ['empty', /row 1, column "empty": expected a list, whose size is that of all others, found an empty list/],
      ['none', /row 1, column "none": expected a list, whose size is that of all others, found nothing/],
      ['inner', /column "inner" is nested/],
      ['missing', /row 501, column "missing\[0\]": expected a number, found nothing/],
      ['words', /row 1, column "words\[0\]": expected a number, found "b"/],
    ];
    for (const [column, detail] of details) {
      const fault = await faultOf(read(name, { target: 'y', features: [column] }));
      assert.deepEqual([fault.status, fault.pointer], [422, '/file']);
      assert.match(fault.detail, detail);
    }
  });
}

test('lists that would be too many columns are refused, but not where nobody asks for them', async () => {
  const fault = await faultOf(read('long-lists', { target: 'y', features: ['long'] }));
  assert.match(fault.detail, /row 1, column "long": a list has more than 16384 elements, which would be columns/);
  const { tensors } = await read('long-lists', { target: 'y', features: ['a'] });
  assert.deepEqual(floats(tensors[0] ?? Buffer.alloc(0)), [1, 2]);
});

test('columns that are not asked for may hold anything', async () => {
  const { spec } = await read('types', { target: 'boolean', features: ['int8'] });
  assert.equal(spec.rows, 3);
});

test('a file of a schema and no rows is refused', async () => {
  const fault = await faultOf(read('empty'));
  assert.match(fault.detail, /there are no rows/);
});

test('20 million equal cells in a few kilobytes are too large where less is allowed', async () => {
  const bomb = await fixture('bomb');
  assert.ok(bomb.length < 256 * 1024, `${bomb.length} bytes`);
  const fault = await faultOf(readFiles({ target: 'y' }, [['bomb.parquet', bomb]], { limitBytes: 2 ** 26 }));
  assert.deepEqual(
    [fault.status, fault.detail],
    [413, 'The 10000000 rows of 2 columns take 80000000 bytes; 67108864 are allowed.'],
  );
});

test('a file may be named as it likes, and gzipped', async () => {
  const { format, spec } = await readFiles({ target: 'y' }, [['table.csv', await fixture('snappy')]]);
  assert.deepEqual([format, spec.rows], ['parquet', 1000]);
});
