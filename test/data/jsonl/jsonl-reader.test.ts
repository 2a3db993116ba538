import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { floats, ints, readFiles } from '../ingest-files.js';

function read(options: object, text: string | Uint8Array, pieceBytes = 65_536) {
  return readFiles(options, [['rows.jsonl', text]], { pieceBytes });
}

const ROWS = '{"a":1,"b":2.5,"y":"x"}\n{"a":-3,"b":4e2,"y":"z"}\n{"y":"x","b":true,"a":0}\n';

test('each line is a row, and the keys of the first one are the columns', async () => {
  const { format, name, spec, tensors } = await read({ target: 'y' }, ROWS);
  assert.deepEqual([format, name, spec.task, spec.rows], ['jsonl', 'rows', 'classification', 3]);
  assert.deepEqual(spec.inputs, [{ name: 'inputs', dtype: 'float32', shape: [2], columns: ['a', 'b'] }]);
  assert.deepEqual(spec.targets[0]?.classes, ['x', 'z']);
  assert.deepEqual(floats(tensors[0] ?? Buffer.alloc(0)), [1, 2.5, -3, 400, 0, 1]);
  assert.deepEqual(ints(tensors[1] ?? Buffer.alloc(0)), [0, 1, 0]);
});

test('the same rows are read with a byte-order mark, CRLF, blanks, gzip, and without a last line end', async () => {
  const expected = await read({ target: 'y' }, ROWS);
  const variants = [
    `\ufeff${ROWS}`,
    ROWS.replaceAll('\n', '\r\n'),
    ROWS.replaceAll(/[:,{}]/g, ' $& '),
    gzipSync(ROWS),
    ROWS.trimEnd(),
    `${ROWS}\n \n`,
  ];
  for (const variant of variants) assert.equal((await read({ target: 'y' }, variant)).sha256, expected.sha256);
  for (const pieceBytes of [1, 7, 30])
    assert.equal((await read({ target: 'y' }, ROWS, pieceBytes)).sha256, expected.sha256);
});

test('an array is as many columns, which its key names together', async () => {
  const text = '{"id":"p","v":[1,2,3],"t":[0,1]}\n{"id":"q","v":[4,5,6],"t":[1,0]}\n';
  const { spec, tensors } = await read({ features: ['v'], target: 't' }, text);
  assert.deepEqual(spec.inputs[0], { name: 'inputs', dtype: 'float32', shape: [3], columns: ['v[0]', 'v[1]', 'v[2]'] });
  assert.deepEqual(spec.targets[0], { name: 'targets', dtype: 'float32', shape: [2], columns: ['t[0]', 't[1]'] });
  assert.equal(spec.task, 'classification');
  assert.deepEqual(tensors.map(floats), [
    [1, 2, 3, 4, 5, 6],
    [0, 1, 1, 0],
  ]);
  const single = await read({ features: ['v[1]'], target: 'id' }, text);
  assert.deepEqual(floats(single.tensors[0] ?? Buffer.alloc(0)), [2, 5]);
});

test('booleans are classes, and text that looks like a number is a class as in CSV', async () => {
  const classes = async (first: string, second: string) =>
    (await read({ target: 'y' }, `{"a":1,"y":${first}}\n{"a":2,"y":${second}}\n`)).spec.targets[0]?.classes;
  assert.deepEqual(await classes('true', 'false'), ['false', 'true']);
  assert.deepEqual(await classes('"größer"', '"🙂"'), ['größer', '🙂']);
});

test('100,000 rows are read in pieces', async () => {
  const text = Array.from({ length: 100_000 }, (_, row) => `{"a":${row},"b":0.5,"y":${row % 3}}\n`).join('');
  const { spec, tensors } = await read({ target: 'y' }, text);
  assert.equal(spec.rows, 100_000);
  assert.deepEqual(floats(tensors[0] ?? Buffer.alloc(0)).slice(-4), [99_998, 0.5, 99_999, 0.5]);
});
