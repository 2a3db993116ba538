import { crc32, deflateSync } from 'node:zlib';
import { type BrokenUpload, cut, patched } from './broken-file.js';
import { type MadeEntry, madeZip } from './made-zip.js';

const MEBIBYTE = 2 ** 20;
const MAGIC = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

interface PngParts {
  readonly height?: number;
  readonly width?: number;
  readonly depth?: number;
  /** 0 grey, 2 red, green and blue, 3 by a palette. */
  readonly color?: number;
  readonly data?: Uint8Array;
  /** Chunks between the header and the data. */
  readonly before?: Uint8Array;
}

/** A PNG of 4 x 4 grey pixels, or of what the parts say. */
function png({
  height = 4,
  width = 4,
  depth = 8,
  color = 0,
  data = Buffer.alloc(20, 1),
  before,
}: PngParts = {}): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, color], 8);
  return Buffer.concat([
    MAGIC,
    chunk('IHDR', header),
    before ?? Buffer.alloc(0),
    chunk('IDAT', deflateSync(data)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + content.length);
  bytes.writeUInt32BE(content.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(content, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + content.length)), 8 + content.length);
  return bytes;
}

const GOOD: readonly MadeEntry[] = [
  { name: 'a/1.png', content: png({ data: Buffer.alloc(20) }) },
  { name: 'b/1.png', content: png() },
];
const last = (content: Uint8Array | string, more: Partial<MadeEntry> = {}): MadeEntry[] => [
  ...GOOD,
  { name: 'b/2.png', content, ...more },
];

const pictures = (
  name: string,
  entries: readonly MadeEntry[] | (() => readonly MadeEntry[]),
  detail: RegExp,
  more: Partial<BrokenUpload> = {},
): BrokenUpload => ({
  name: `images: ${name}`,
  files: () => [['pictures.zip', madeZip(typeof entries === 'function' ? entries() : entries)]],
  detail,
  ...more,
});
const undecodable = /"pictures\.zip": "b\/2\.png": it cannot be decoded: /;
const noPicture = /"b\/2\.png": expected a PNG or JPEG picture, found /;
const TOO_LARGE = { status: 413, pointer: null };

/** ZIPs of pictures in folders. */
export const BROKEN_IMAGES: readonly BrokenUpload[] = [
  {
    ...pictures('a ZIP cut off', [], /not a whole ZIP/),
    files: () => [['pictures.zip', cut(madeZip(GOOD), 150)]],
  },
  pictures('no file', [], /the ZIP holds no picture/),
  pictures(
    'folders alone',
    [
      { name: 'a/', content: '' },
      { name: 'b/', content: '' },
    ],
    /the ZIP holds no picture/,
  ),
  pictures('pictures in no folder', [{ name: '1.png', content: png() }, ...GOOD], /"1\.png": it lies in no folder/),
  pictures('one class', [GOOD[0] ?? { name: '', content: '' }], /all rows have the same class, "a"/),
  pictures(
    'parts in one ZIP',
    [
      { name: 'train/a/1.png', content: png() },
      { name: 'test/b/1.png', content: png() },
    ],
    /it lies 2 folders deep/,
  ),
  pictures(
    'a name that climbs',
    [...GOOD, { name: '../../b/2.png', content: png() }],
    /invalid relative path: \.\.\/\.\.\/b\/2\.png/,
  ),
  pictures('an absolute name', [...GOOD, { name: '/b/2.png', content: png() }], /absolute path: \/b\/2\.png/),
  pictures('a name with a drive', [...GOOD, { name: 'C:/b/2.png', content: png() }], /absolute path: C:\/b\/2\.png/),
  pictures('a symbolic link', last('../../../etc/passwd', { mode: 0o120777 }), noPicture),
  pictures('a symbolic link to a picture', last('1.png', { mode: 0o120777 }), noPicture),
  pictures(
    'a class that is no text',
    [...GOOD, { name: Buffer.from('\xff\xfe\xfd/1.png', 'latin1'), content: png(), flags: 0x800 }],
    /./,
  ),
  pictures(
    'a class of 300 characters',
    [...GOOD, { name: `${'c'.repeat(300)}/1.png`, content: png() }],
    /a class may have 200 characters/,
  ),
  pictures(
    'a class of a NUL',
    [...GOOD, { name: 'c\0/1.png', content: png() }],
    /not UTF-8 text|invalid characters|null/i,
  ),
  pictures('an encrypted picture', last(png(), { flags: 1 }), /"b\/2\.png": the file is encrypted/),
  pictures('a wrong checksum', last(png(), { checksum: 1 }), /"b\/2\.png": its checksum is wrong/),
  pictures('a size that lies', last(png(), { unpackedSize: 40 }), /"b\/2\.png": it cannot be unpacked: too many bytes/),
  pictures(
    'pictures that are the same bytes, 3 GB of them',
    () => {
      const large = Buffer.concat([png(), Buffer.alloc(3 * MEBIBYTE)]);
      return [
        { name: 'a/0.png', content: large },
        ...Array.from({ length: 1000 }, (_, index) => ({ name: `b/${index}.png`, content: large, offset: 0 })),
      ];
    },
    /unpacks to \d+ bytes; 67108864 are allowed/,
    TOO_LARGE,
  ),
  pictures('a text', last('hello, I am a picture'), noPicture),
  pictures('nothing', last(''), /"b\/2\.png": expected a PNG or JPEG picture, found nothing/),
  pictures(
    'a GIF',
    last(Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1')),
    /found bytes that begin with 4749463839610100/,
  ),
  pictures(
    'an SVG that reads a file',
    last('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
    noPicture,
  ),
  pictures('a ZIP in the ZIP', last(madeZip(GOOD)), noPicture),
  pictures('a PNG of its magic number', last(MAGIC), undecodable),
  pictures('a PNG cut off in its header', last(cut(png(), 20)), undecodable),
  pictures('a PNG cut off in its data', last(cut(png(), 50)), undecodable),
  pictures(
    'a PNG without data',
    last(Buffer.concat([MAGIC, png().subarray(8, 33), chunk('IEND', Buffer.alloc(0))])),
    undecodable,
  ),
  pictures('a PNG of too little data', last(png({ data: Buffer.alloc(9) })), undecodable),
  pictures('a PNG with a wrong checksum in its header', last(patched(png(), 29, 1, 2, 3, 4)), undecodable),
  pictures('a PNG with a wrong checksum in its data', last(patched(png(), -16, 1, 2, 3, 4)), undecodable),
  pictures('a PNG of no height', last(png({ height: 0 })), undecodable),
  pictures('a PNG of 3 bits', last(png({ depth: 3 })), undecodable),
  pictures('a PNG of a palette that is missing', last(png({ color: 3 })), undecodable),
  pictures(
    'a PNG of four billion pixels',
    last(png({ height: 65_535, width: 65_535 })),
    /"b\/2\.png": it has more than 33554432 pixels/,
  ),
  pictures('a PNG of 30 million pixels', last(png({ height: 5000, width: 6000 })), /"b\/2\.png": /),
  pictures('a JPEG of its magic number', last(Buffer.from([0xff, 0xd8, 0xff])), undecodable),
  pictures(
    'a JPEG of noise',
    last(Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...Array.from({ length: 500 }, (_, index) => (index * 7919) % 256)])),
    undecodable,
  ),
  pictures(
    'pictures of different sizes',
    last(png({ height: 5, data: Buffer.alloc(25) })),
    /pixels, "[ab]\/\d\.png" [45] x 4; name the size for all/,
  ),
  pictures('a target', GOOD, /means nothing for/, { options: { target: 'a' }, pointer: '/options/target' }),
  pictures(
    'pictures stretched beyond the limit',
    GOOD,
    /2 pictures of 2300 x 2300 x 3 take \d+ bytes|takes \d+ bytes/,
    { options: { image_size: [4096, 4096] } },
  ),
];
