import assert from 'node:assert/strict';
import { test } from 'node:test';
import { npy } from '../array/npy-bytes.js';
import { faultOf, readFiles } from '../ingest-files.js';
import { inDirectory, renamed, zip } from './zip-bytes.js';

const X = npy('<f4', [3, 2], Float32Array.of(1, 2, 3, 4, 5, 6));
const Y = npy('<f4', [3], Float32Array.of(0.5, 1, 2));
const npz = (arrays: Readonly<Record<string, Uint8Array | string>>) =>
  zip(Object.entries(arrays).map(([name, array]) => [name.includes('.') ? name : `${name}.npy`, array] as const));
const GOOD = await npz({ x: X, y: Y });
const STORED = await zip(
  [
    ['x.npy', X],
    ['y.npy', Y],
  ],
  { compress: false },
);

/** Places in a record of the directory. */
const FLAGS = 8;
const METHOD = 10;
const CHECKSUM = 16;
const UNPACKED = 24;
const ENTRIES_FROM_END = 12;

function flipped(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 0xff;
  return changed;
}

function lyingCount(entries: number): Buffer {
  const changed = Buffer.from(GOOD);
  changed.writeUInt16LE(entries, changed.length - ENTRIES_FROM_END);
  return changed;
}

const BROKEN: readonly { what: string; file: Uint8Array; options?: object; pointer?: string; detail: RegExp }[] = [
  { what: 'a ZIP cut off', file: GOOD.subarray(0, GOOD.length - 30), detail: /"some": not a whole ZIP: / },
  {
    what: 'a ZIP of its magic number',
    file: GOOD.subarray(0, 4),
    options: { format: 'npz' },
    detail: /"some": not a whole ZIP: /,
  },
  { what: 'a directory that tells of more files', file: lyingCount(3), detail: /"some": not a whole ZIP: / },
  {
    what: 'a directory that lies beyond the end',
    file: (() => {
      const changed = Buffer.from(GOOD);
      changed.writeUInt32LE(0x7fffffff, changed.length - 6);
      return changed;
    })(),
    detail: /"some": not a whole ZIP: /,
  },
  {
    what: 'bytes that were changed, stored',
    file: flipped(STORED, 180),
    detail: /"some": "x\.npy": its checksum is wrong|byte 1/,
  },
  { what: 'a wrong checksum', file: inDirectory(GOOD, CHECKSUM, 7), detail: /"some": "x\.npy": its checksum is wrong/ },
  {
    what: 'packed bytes that were changed',
    file: flipped(GOOD, 60),
    detail: /"some": "x\.npy": it cannot be unpacked: |its checksum is wrong|"some\/x\.npy": byte/,
  },
  {
    what: 'more bytes than the directory tells of',
    file: inDirectory(GOOD, UNPACKED, 140),
    detail: /"some": "x\.npy": it cannot be unpacked: too many bytes/,
  },
  {
    what: 'fewer bytes than the directory tells of',
    file: inDirectory(GOOD, UNPACKED, 1000),
    detail: /"some": "x\.npy": it cannot be unpacked: not enough bytes/,
  },
  {
    what: 'an encrypted file',
    file: inDirectory(GOOD, FLAGS, 1, 2),
    detail: /"some": "x\.npy": the file is encrypted/,
  },
  {
    what: 'a file packed by LZMA',
    file: inDirectory(GOOD, METHOD, 14, 2),
    detail: /"some": "x\.npy": it is packed by method 14; deflate is read/,
  },
  {
    what: 'a name that climbs',
    file: renamed(await npz({ 'aaa/x.npy': X, y: Y }), 'aaa/x.npy', '../ax.npy'),
    options: { format: 'npz' },
    detail: /not a whole ZIP: invalid relative path: \.\.\/ax\.npy/,
  },
  {
    what: 'an absolute name',
    file: renamed(await npz({ 'aax.npy': X, y: Y }), 'aax.npy', '/ax.npy'),
    options: { format: 'npz' },
    detail: /not a whole ZIP: absolute path: \/ax\.npy/,
  },
  { what: 'the same array twice', file: renamed(GOOD, 'y.npy', 'x.npy'), detail: /"x\.npy" is in the ZIP twice/ },
  {
    what: 'a file that is no array',
    file: await npz({ x: X, y: Y, 'a.txt': 'hello' }),
    detail: /"a\.txt": an NPZ file holds arrays/,
  },
  {
    what: 'an array that is none',
    file: await npz({ x: 'hello', y: Y }),
    detail: /"some\/x\.npy": byte 0: expected NPY's magic number/,
  },
  {
    what: 'arrays of unknown names',
    file: await npz({ a: X, b: Y }),
    detail: /name the arrays to learn from with `features` and those to predict with `target`; the file has "a", "b"/,
  },
  { what: 'an array beside x and y', file: await npz({ x: X, y: Y, z: Y }), detail: /the file has "x", "y", "z"/ },
  { what: 'one array', file: await npz({ x: X }), detail: /the file has "x"/ },
  { what: 'the only array as target', file: await npz({ x: X }), options: { target: 'x' }, detail: /the file has "x"/ },
  {
    what: 'a target that is not there',
    file: GOOD,
    options: { target: 'z' },
    pointer: '/options/target',
    detail: /there is no array of that name; the file has "x", "y"/,
  },
  {
    what: 'an input that is not there',
    file: GOOD,
    options: { features: ['x', 'z'] },
    pointer: '/options/features',
    detail: /there is no array of that name/,
  },
  {
    what: 'an array as two things',
    file: GOOD,
    options: { target: 'y', features: ['y'] },
    pointer: '/options/target',
    detail: /an array can be one thing only/,
  },
  {
    what: 'fewer targets',
    file: await npz({ x: X, y: npy('<f4', [2], Float32Array.of(1, 2)) }),
    detail: /"some\/y\.npy": byte 61: 2 rows, but "some\/x\.npy" has 3/,
  },
  {
    what: 'NaN',
    file: await npz({ x: npy('<f4', [3], Float32Array.of(1, 2, Number.NaN)), y: Y }),
    detail: /"some\/x\.npy": byte 136 \(row 3\): expected a finite number/,
  },
  {
    what: 'a weight below 0',
    file: await npz({ x: X, y: Y, w: npy('<f4', [3], Float32Array.of(1, -1, 1)) }),
    options: { sample_weight: 'w' },
    detail: /"some\/w\.npy": row 2 \(byte 132\): a weight may not be negative, found -1/,
  },
  {
    what: 'weights that are all 0',
    file: await npz({ x: X, y: Y, w: npy('<f4', [3], Float32Array.of(0, 0, 0)) }),
    options: { sample_weight: 'w' },
    detail: /"some\/w\.npy": all weights are 0/,
  },
  {
    what: 'two weights for each row',
    file: await npz({ x: X, y: Y, w: X }),
    options: { sample_weight: 'w' },
    detail: /"some\/w\.npy": expected one value for each row, found 3 x 2/,
  },
  {
    what: 'names that no input can have',
    file: await npz({ '1': X, '2': X, y: Y }),
    options: { target: 'y' },
    detail: /"1", "2": a name must begin with a letter/,
  },
];

for (const { what, file, options = {}, pointer = '/file', detail } of BROKEN) {
  test(`${what}: refused, saying where and what was found`, async () => {
    const fault = await faultOf(readFiles(options, [['some', file]]));
    assert.deepEqual([fault.status, fault.pointer], [422, pointer], fault.detail);
    assert.match(fault.detail, detail);
  });
}

test('a second file is refused', async () => {
  const fault = await faultOf(
    readFiles({}, [
      ['a', GOOD],
      ['b', GOOD],
    ]),
  );
  assert.match(fault.detail, /"b": NPZ takes one file only/);
});

test('a ZIP that unpacks to more than is allowed is refused before it is unpacked', async () => {
  const bomb = await npz({ x: npy('|u1', [1000, 20_000], Buffer.alloc(20_000_000)), y: Y });
  assert.ok(bomb.length < 100_000);
  const fault = await faultOf(readFiles({}, [['some', bomb]], { limitBytes: 10_000_000 }));
  assert.deepEqual([fault.status, fault.code], [413, 'too_large']);
  assert.match(fault.detail, /The ZIP unpacks to 20000\d+ bytes; 10000000 are allowed/);
});
