import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { npy } from '../array/npy-bytes.js';
import { faultOf, readFiles } from '../ingest-files.js';
import { inDirectory, renamed, zip } from '../zip/zip-bytes.js';
import { plain, png } from './pictures.js';

const A = await plain(8, 8, [255, 0, 0]);
const B = await png(8, 8, Buffer.from(Array.from({ length: 192 }, (_, index) => (index * 37) % 256)));
const JPEG = await (await import('sharp')).default(B).jpeg().toBuffer();
const good = [
  ['a/1.png', A],
  ['b/1.png', B],
] as const;

/** A PNG whose header tells of this many pixels, of which none follow. */
function hugePng(height: number, width: number): Buffer {
  const changed = Buffer.from(A);
  changed.writeUInt32BE(width, 16);
  changed.writeUInt32BE(height, 20);
  changed.writeInt32BE(crc(changed.subarray(12, 29)), 29);
  return changed;
}

function crc(bytes: Buffer): number {
  let all = -1;
  for (const byte of bytes) {
    all ^= byte;
    for (let bit = 0; bit < 8; bit++) all = (all >>> 1) ^ (all & 1 ? 0xedb88320 : 0);
  }
  return ~all;
}

const BROKEN: readonly { what: string; file: Uint8Array; options?: object; pointer?: string; detail: RegExp }[] = [
  { what: 'a ZIP cut off', file: (await zip(good)).subarray(0, 200), detail: /"some": not a whole ZIP/ },
  { what: 'an empty ZIP', file: await zip([]), detail: /"some": the ZIP holds no picture/ },
  { what: 'nothing but hidden files', file: await zip([['.DS_Store', 'x']]), detail: /the ZIP holds no picture/ },
  {
    what: 'pictures in no folder',
    file: await zip([
      ['1.png', A],
      ['2.png', B],
    ]),
    detail: /"some": "1\.png": it lies in no folder; a ZIP is read as pictures in one folder for each class/,
  },
  {
    what: 'one class',
    file: await zip([
      ['a/1.png', A],
      ['a/2.png', B],
    ]),
    detail: /"some": all rows have the same class, "a"/,
  },
  {
    what: 'train and test in one ZIP',
    file: await zip([
      ['train/a/1.png', A],
      ['train/b/1.png', B],
      ['test/a/1.png', A],
    ]),
    detail: /"train\/a\/1\.png": it lies 2 folders deep.* upload parts such as train and test apart/,
  },
  {
    what: 'a table',
    file: await zip([...good, ['b/table.csv', 'a,b\n']]),
    detail: /"b\/table\.csv": expected a PNG or JPEG picture, found bytes that begin with 612c620a/,
  },
  {
    what: 'an empty file',
    file: await zip([...good, ['b/2.png', '']]),
    detail: /"b\/2\.png": expected a PNG or JPEG picture, found nothing/,
  },
  {
    what: 'a GIF',
    file: await zip([...good, ['b/2.png', 'GIF89a...']]),
    detail: /"b\/2\.png": expected a PNG or JPEG picture, found bytes that begin with 474946383961/,
  },
  {
    what: 'an array among the pictures',
    file: await zip([...good, ['b/2.npy', npy('<f4', [1], [0, 0, 0, 0])]]),
    detail: /"b\/2\.npy": expected a PNG or JPEG/,
  },
  {
    what: 'a PNG cut off',
    file: await zip([...good, ['b/2.png', B.subarray(0, B.length - 40)]]),
    detail: /"b\/2\.png": it cannot be decoded: /,
  },
  {
    what: 'a PNG of its magic number',
    file: await zip([...good, ['b/2.png', B.subarray(0, 8)]]),
    detail: /"b\/2\.png": it cannot be decoded: /,
  },
  {
    what: 'a JPEG cut off',
    file: await zip([...good, ['b/2.jpg', JPEG.subarray(0, JPEG.length - 30)]]),
    detail: /"b\/2\.jpg": it cannot be decoded: /,
  },
  {
    what: 'a JPEG of its magic number',
    file: await zip([...good, ['b/2.jpg', JPEG.subarray(0, 3)]]),
    detail: /"b\/2\.jpg": it cannot be decoded: /,
  },
  {
    what: 'a picture of a billion pixels',
    file: await zip([...good, ['b/2.png', hugePng(30_000, 40_000)]]),
    detail: /"b\/2\.png": it has more than 33554432 pixels/,
  },
  {
    what: 'pictures of different sizes',
    file: await zip([...good, ['b/2.png', await plain(8, 9, [1, 2, 3])]]),
    detail: /pixels, "[ab]\/\d\.png" 8 x [89]; name the size for all with `image_size`/,
  },
  {
    what: 'a picture that is too large as a row',
    file: await zip(good),
    options: { image_size: [4096, 4096] },
    detail: /a picture of 4096 x 4096 x 3 takes 50331648 bytes; 16777216 are the most/,
  },
  {
    what: 'a name that climbs',
    file: renamed(await zip([...good, ['aaa/2.png', A]]), 'aaa/2.png', '../aa.png'),
    detail: /not a whole ZIP: invalid relative path: \.\.\/aa\.png/,
  },
  {
    what: 'a name that climbs by backslashes',
    file: renamed(await zip([...good, ['aaa/2.png', A]]), 'aaa/2.png', '..\\aa.png'),
    detail: /not a whole ZIP: invalid relative path/,
  },
  {
    what: 'a name with a drive',
    file: renamed(await zip([...good, ['aaa/2.png', A]]), 'aaa/2.png', 'C:\\aa.png'),
    detail: /not a whole ZIP: absolute path/,
  },
  { what: 'a wrong checksum', file: inDirectory(await zip(good), 16, 1), detail: /"a\/1\.png": its checksum is wrong/ },
  {
    what: 'a picture of 4 GB, as the directory tells',
    file: inDirectory(await zip(good), 24, 0xfffffffe),
    pointer: '',
    detail: /The ZIP unpacks to 4294\d+ bytes; 67108864 are allowed/,
  },
  {
    what: 'regression',
    file: await zip(good),
    options: { task: 'regression' },
    pointer: '/options/task',
    detail: /pictures in folders have classes, their folders/,
  },
  {
    what: 'a target',
    file: await zip(good),
    options: { target: 'a' },
    pointer: '/options/target',
    detail: /means nothing for IMAGES files/,
  },
  {
    what: 'a class that is no name',
    file: await zip([
      ['nan/1.png', A],
      ['b/1.png', B],
    ]),
    detail: /the folder of "nan\/1\.png": found "nan", which is no number and no class/,
  },
];

for (const { what, file, options = {}, pointer = '/file', detail } of BROKEN) {
  test(`${what}: refused, naming the picture and what was found`, async () => {
    const fault = await faultOf(readFiles(options, [['some', file]]));
    assert.deepEqual([fault.status, fault.pointer], [pointer === '' ? 413 : 422, pointer], fault.detail);
    assert.match(fault.detail, detail);
  });
}

test('pictures that would take more than is allowed once they are stretched are refused before one is decoded', async () => {
  const fault = await faultOf(
    readFiles({ image_size: [2000, 2000] }, [['some', await zip(good)]], { limitBytes: 20_000_000 }),
  );
  assert.deepEqual([fault.status, fault.code], [413, 'too_large']);
  assert.match(fault.detail, /2 pictures of 2000 x 2000 x 3 take 24000000 bytes; 20000000 are allowed/);
});

test('a second ZIP is refused', async () => {
  const file = await zip(good);
  const fault = await faultOf(
    readFiles({}, [
      ['a', file],
      ['b', file],
    ]),
  );
  assert.match(fault.detail, /"b": pictures come in one ZIP/);
});

test('a text chunk that unpacks to a hundred megabytes is refused or left alone', async () => {
  const text = deflateSync(Buffer.alloc(100_000_000));
  const body = Buffer.concat([Buffer.from('zTXtkey\0\0', 'latin1'), text]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(body.length - 4, 0);
  body.copy(chunk, 4);
  chunk.writeInt32BE(crc(body), chunk.length - 4);
  const bomb = Buffer.concat([A.subarray(0, 33), chunk, A.subarray(33)]);
  const reading = readFiles({}, [['some', await zip([...good, ['b/2.png', bomb]])]]);
  const outcome = await reading.then(
    ({ spec }) => spec.rows,
    async () => (await faultOf(reading)).detail,
  );
  assert.ok(outcome === 3 || /"b\/2\.png": it cannot be decoded/.test(String(outcome)), String(outcome));
});
