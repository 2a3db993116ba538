import { gzipSync } from 'node:zlib';
import { IMAGES, idx, LABELS } from '../array/idx-bytes.js';
import { type BrokenUpload, cut, patched } from './broken-file.js';

/** Images that are refused beside labels that are right. */
const images = (name: string, content: Uint8Array, detail: RegExp, options: object = {}): BrokenUpload => ({
  name: `IDX: ${name}`,
  files: () => [
    ['images-idx3-ubyte', content],
    ['labels-idx1-ubyte', LABELS],
  ],
  options,
  detail,
});
/** Labels that are refused beside images that are right. */
const labels = (name: string, content: Uint8Array, detail: RegExp): BrokenUpload => ({
  name: `IDX: ${name}`,
  files: () => [
    ['images-idx3-ubyte', IMAGES],
    ['labels-idx1-ubyte', content],
  ],
  options: {},
  detail,
});

/** Files as MNIST's. */
export const BROKEN_IDX: readonly BrokenUpload[] = [
  images('a magic number cut off', cut(IMAGES, 3), /byte 0: expected IDX's magic number.*found 000008/, {
    format: 'idx',
  }),
  images('sizes cut off', cut(IMAGES, 9), /byte 9: the file ends within its header of 16 bytes/),
  images('a header alone', cut(IMAGES, 16), /byte 16: the file ends/),
  images('pixels cut off', cut(IMAGES, 27), /byte 27: the file ends/),
  images('pixels that go on', Buffer.concat([IMAGES, LABELS]), /byte 28: the file should end here/),
  images('another magic number', patched(IMAGES, 0, 1), /begin with 0100080[0-9a-f]/),
  images('another magic number, said to be IDX', patched(IMAGES, 0, 1), /byte 0: .*found 01000803/, { format: 'idx' }),
  images('an unknown element type', patched(IMAGES, 2, 7), /byte 0: .*found 00000703/, { format: 'idx' }),
  images('no dimensions', patched(IMAGES, 3, 0), /byte 0: .*found 00000800/, { format: 'idx' }),
  images(
    '255 dimensions',
    Buffer.concat([patched(IMAGES, 3, 255), Buffer.alloc(1100, 1)]),
    /byte 3: 255 dimensions; 8 are the most/,
  ),
  images('no rows', idx(8, [0, 2, 2], []), /byte 4: dimension 1 has size 0/),
  images('pictures of no height', idx(8, [3, 0, 2], []), /byte 8: dimension 2 has size 0/),
  images('sizes that lie upwards', patched(IMAGES, 6, 1), /byte 4: 259 rows|byte 28: the file ends/),
  images(
    'four billion rows',
    patched(IMAGES, 4, 255, 255, 255, 255),
    /byte 4: 4294967295 rows; 2147483647 are the most/,
  ),
  images(
    'pictures of four billion rows',
    patched(IMAGES, 8, 255, 255, 255, 255),
    /one row of 4294967295 x 2 takes 8589934590 bytes/,
  ),
  images('little-endian sizes', patched(IMAGES, 4, 3, 0, 0, 0), /50331648 rows|byte 28: the file ends/),
  images(
    'a float that is NaN',
    idx(0x0d, [3, 1], [0, 0, 0, 0, 0x7f, 0xc0, 0, 0, 0, 0, 0, 0]),
    /byte 16 \(row 2\): .*found NaN/,
  ),
  images(
    'an infinite double',
    idx(0x0e, [3, 1], [...Array(16).fill(0), 0x7f, 0xf0, 0, 0, 0, 0, 0, 0]),
    /byte 28 \(row 3\): .*found Infinity/,
  ),
  labels('labels cut off', cut(LABELS, 10), /byte 10: the file ends/),
  labels('more labels than images', idx(8, [4], [1, 2, 1, 2]), /byte 4: 4 rows, but "images-idx3-ubyte" has 3/),
  labels('fewer labels than images', idx(8, [2], [1, 2]), /byte 4: 2 rows, but "images-idx3-ubyte" has 3/),
  labels('images as labels', IMAGES, /./),
  labels(
    'labels that are CSV',
    Buffer.from('y\n1\n2\n3\n'),
    /"labels-idx1-ubyte": byte 0: expected IDX's magic number/,
  ),
  labels('labels of one class', idx(8, [3], [7, 7, 7]), /all rows have the same class, "7"/),
  labels('gzipped labels cut off', cut(gzipSync(LABELS), 20), /not whole gzip data/),
  {
    name: 'IDX: images alone',
    files: () => [['images-idx3-ubyte', IMAGES]],
    options: {},
    detail: /only images came; IDX takes the file of labels too/,
  },
  {
    name: 'IDX: three files',
    files: () => [
      ['images-idx3-ubyte', IMAGES],
      ['labels-idx1-ubyte', LABELS],
      ['more', LABELS],
    ],
    options: {},
    detail: /"more": IDX takes two files/,
  },
];
