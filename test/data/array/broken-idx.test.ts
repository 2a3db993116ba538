import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { faultOf, readFiles } from '../ingest-files.js';
import { bigEndian, IMAGES, idx, LABELS } from './idx-bytes.js';

const NAN = idx(
  0x0d,
  [3, 1],
  bigEndian(4, [1, Number.NaN, 2], (view, at, value) => view.setFloat32(at, value)),
);
const LARGE = idx(
  0x0e,
  [3, 1],
  bigEndian(8, [1, 2, 1e39], (view, at, value) => view.setFloat64(at, value)),
);
const magic = (bytes: number[]) => Buffer.from(bytes);

const BROKEN: readonly {
  what: string;
  files: readonly Uint8Array[];
  options?: object;
  pointer?: string;
  detail: RegExp;
}[] = [
  { what: 'images without labels', files: [IMAGES], detail: /"0": only images came; IDX takes the file of labels too/ },
  { what: 'labels without images', files: [LABELS], detail: /"0": only labels came; IDX takes the file of images too/ },
  {
    what: 'two files of images',
    files: [IMAGES, IMAGES],
    detail: /"1": byte 3: expected labels \(1 dimension\) after "0", found 3/,
  },
  {
    what: 'two files of labels',
    files: [LABELS, LABELS],
    detail: /"1": byte 3: expected images \(2 dimensions or more\) after "0", found 1/,
  },
  { what: 'three files', files: [IMAGES, LABELS, LABELS], detail: /"2": IDX takes two files/ },
  {
    what: 'fewer labels than images',
    files: [IMAGES, idx(8, [2], [1, 2])],
    detail: /"1": byte 4: 2 rows, but "0" has 3/,
  },
  {
    what: 'more images than labels',
    files: [idx(8, [2], [1, 2]), IMAGES],
    detail: /"1": byte 4: 3 rows, but "0" has 2/,
  },
  {
    what: 'images cut off',
    files: [IMAGES.subarray(0, 20), LABELS],
    detail: /"0": byte 20: the file ends; its header tells of 28 bytes/,
  },
  {
    what: 'labels cut off',
    files: [IMAGES, LABELS.subarray(0, 10)],
    detail: /"1": byte 10: the file ends; its header tells of 11 bytes/,
  },
  {
    what: 'images that go on',
    files: [Buffer.concat([IMAGES, Buffer.alloc(3)]), LABELS],
    detail: /"0": byte 28: the file should end here/,
  },
  {
    what: 'labels that go on',
    files: [IMAGES, Buffer.concat([LABELS, Buffer.alloc(1)])],
    detail: /"1": byte 11: the file should end here/,
  },
  {
    what: 'a header cut off',
    files: [IMAGES.subarray(0, 9), LABELS],
    detail: /"0": byte 9: the file ends within its header of 16 bytes/,
  },
  { what: 'a dimension of 0', files: [idx(8, [3, 0, 2], []), LABELS], detail: /"0": byte 8: dimension 2 has size 0/ },
  { what: 'no rows', files: [idx(8, [0, 2], []), LABELS], detail: /"0": byte 4: dimension 1 has size 0/ },
  {
    what: 'nine dimensions',
    files: [idx(8, [1, 1, 1, 1, 1, 1, 1, 1, 1], [1]), LABELS],
    detail: /"0": byte 3: 9 dimensions; 8 are the most/,
  },
  {
    what: 'a row of 64 MB',
    files: [idx(8, [1, 8192, 8192], []), LABELS],
    detail: /"0": one row of 8192 x 8192 takes 67108864 bytes; 16777216 are the most/,
  },
  {
    what: 'sizes that overflow',
    files: [idx(8, [1, 2 ** 31, 2 ** 31, 2 ** 31], []), LABELS],
    detail: /takes 9.903520314283042e\+27 bytes/,
  },
  {
    what: 'four billion rows',
    files: [idx(8, [2 ** 32 - 1, 1], []), LABELS],
    detail: /"0": byte 4: 4294967295 rows; 2147483647 are the most/,
  },
  {
    what: 'a billion rows that are not there',
    files: [idx(8, [1_000_000_000, 28, 28], []), LABELS],
    detail: /"0": byte 16: the file ends; its header tells of 784000000016 bytes/,
  },
  {
    what: 'an unknown type',
    files: [magic([0, 0, 0x0a, 1, 0, 0, 0, 1, 5])],
    detail: /the content is bytes that begin with 00000a01/,
  },
  {
    what: 'an unknown type, called IDX',
    files: [magic([0, 0, 0x0a, 1, 0, 0, 0, 1, 5])],
    options: { format: 'idx' },
    detail: /byte 0: expected IDX's magic number .* found 00000a01/,
  },
  {
    what: 'no dimension',
    files: [magic([0, 0, 8, 0, 1])],
    options: { format: 'idx' },
    detail: /byte 0: expected IDX's magic number .* found 00000800/,
  },
  {
    what: 'an empty file, called IDX',
    files: [magic([])],
    options: { format: 'idx' },
    detail: /byte 0: expected IDX's magic number .* found nothing/,
  },
  {
    what: 'a table, called IDX',
    files: [Buffer.from('a,b\n1,2\n')],
    options: { format: 'idx' },
    detail: /byte 0: expected IDX's magic number .* found 612c620a/,
  },
  {
    what: 'a table after the images',
    files: [IMAGES, Buffer.from('a,b\n1,2\n')],
    detail: /"1": byte 0: expected IDX's magic number/,
  },
  {
    what: 'NaN in an image',
    files: [NAN, LABELS],
    detail: /"0": byte 16 \(row 2\): expected a finite number that a 32-bit float holds, found NaN/,
  },
  {
    what: 'a double over the range',
    files: [LARGE, LABELS],
    detail: /"0": byte 28 \(row 3\): expected a finite number .* found 1e\+39/,
  },
  {
    what: 'one label for all',
    files: [IMAGES, idx(8, [3], [4, 4, 4])],
    detail: /"1": all rows have the same class, "4"/,
  },
  {
    what: 'gzip cut off',
    files: [gzipSync(IMAGES).subarray(0, 30), LABELS],
    detail: /"0": not whole gzip data: unexpected end of file/,
  },
  {
    what: 'features',
    files: [IMAGES, LABELS],
    options: { features: ['a'] },
    pointer: '/options/features',
    detail: /means nothing for IDX files/,
  },
  {
    what: 'a weight',
    files: [IMAGES, LABELS],
    options: { sample_weight: 'w' },
    pointer: '/options/sample_weight',
    detail: /means nothing for IDX files/,
  },
  {
    what: 'a target that is no file',
    files: [IMAGES, LABELS],
    options: { target: 'labels' },
    pointer: '/options/target',
    detail: /the file of labels is "1"/,
  },
];

for (const { what, files, options = {}, pointer = '/file', detail } of BROKEN) {
  test(`${what}: refused, with the byte and what was found`, async () => {
    const fault = await faultOf(
      readFiles(
        options,
        files.map((file, index) => [String(index), file]),
      ),
    );
    assert.deepEqual([fault.status, fault.pointer], [422, pointer]);
    assert.match(fault.detail, detail);
  });
}
