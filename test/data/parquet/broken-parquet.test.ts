import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageRoot } from '../../../src/database/package-root.js';
import { ServiceError } from '../../../src/errors.js';
import { faultOf, readFiles } from '../ingest-files.js';
import { randomNumbers } from '../random-numbers.js';

const fixture = (name: string) => readFile(join(packageRoot, 'test/data/parquet/fixtures', `${name}.parquet`));
const whole = await fixture('snappy');
const plain = await fixture('none');
const footerBytes = whole.readUInt32LE(whole.length - 8);

function read(bytes: Uint8Array, features?: readonly string[]) {
  return readFiles({ target: 'y', format: 'parquet', ...(features && { features }) }, [['t.parquet', bytes]]);
}

/** The file with other bytes at a place. */
function changed(at: number, bytes: readonly number[]): Buffer {
  const copy = Buffer.from(whole);
  copy.set(bytes, at);
  return copy;
}

const lie = Buffer.alloc(4);
lie.writeUInt32LE(0x7fffffff);

const BROKEN: readonly [what: string, bytes: Uint8Array, detail: RegExp][] = [
  ['a magic number alone', Buffer.from('PAR1'), /a Parquet file has more than 4 bytes/],
  ['two magic numbers', Buffer.from('PAR1\0\0\0\0PAR1'), /the directory at the end of the file cannot be read/],
  ['a file that was cut off', whole.subarray(0, -10), /expected PAR1, with which a whole Parquet file ends, found/],
  ['half a file', whole.subarray(0, whole.length / 2), /byte \d+: expected PAR1/],
  [
    'a file that ends as encrypted ones do',
    changed(whole.length - 4, [...Buffer.from('PARE')]),
    /found PARE, of an encrypted file/,
  ],
  ['a directory of 2 GB', changed(whole.length - 8, [...lie]), /a directory of 2147483647 bytes; the file has \d+/],
  [
    'a directory of no bytes',
    changed(whole.length - 8, [0, 0, 0, 0]),
    /the directory at the end of the file cannot be read/,
  ],
  [
    'a directory of zeros',
    changed(whole.length - 8 - footerBytes, Array(footerBytes).fill(0)),
    /directory at the end of the file cannot be read/,
  ],
  [
    'pages of zeros',
    changed(4, Array(whole.length - 12 - footerBytes).fill(0)),
    /row group 1, column "a": (its pages|the page at byte)/,
  ],
  [
    'a file without its beginning',
    Buffer.concat([whole.subarray(0, 4), whole.subarray(400)]),
    /row group 1, column "a"/,
  ],
];

for (const [what, bytes, detail] of BROKEN) {
  test(`${what} is refused, with the place and what was found`, async () => {
    const fault = await faultOf(read(bytes));
    assert.deepEqual([fault.status, fault.pointer], [422, '/file']);
    assert.match(fault.detail, detail);
    assert.ok(fault.detail.length < 700);
  });
}

test('a run of more values than the page has is refused before it fills the memory', async () => {
  // The nulls of the first 300 rows: one run of 300 ones, which becomes one of 8191.
  const at = plain.indexOf(Buffer.from([0xd8, 0x04, 0x01]));
  const copy = Buffer.from(plain);
  copy.set([0xfe, 0x7f], at);
  const fault = await faultOf(read(copy));
  assert.match(
    fault.detail,
    /row group 1, column "a": the page at byte \d+ of its part: a run of 8191 values comes after 0 of 300/,
  );
});

for (const name of ['snappy', 'none', 'pages-v2', 'lists', 'lists-v2']) {
  test(`300 files like ${name} with some bytes overwritten are read or refused, and nothing breaks`, async () => {
    const original = await fixture(name);
    const directory = original.length - 8 - original.readUInt32LE(original.length - 8);
    const random = randomNumbers(4);
    let refused = 0;
    for (let file = 0; file < 300; file++) {
      const copy = Buffer.from(original);
      const [begin, end] = file % 3 === 0 ? [directory, copy.length] : [4, directory];
      for (let count = 0; count < 3; count++) {
        copy[begin + Math.floor(random() * (end - begin))] = Math.floor(random() * 256);
      }
      try {
        await read(copy, name.startsWith('lists') ? ['v', 'fixed', 'required'] : undefined);
      } catch (error) {
        assert.ok(error instanceof ServiceError, String(error));
        assert.ok([422, 413].includes(error.status));
        refused++;
      }
    }
    assert.ok(refused > 50, `${refused} were refused`);
  });
}
