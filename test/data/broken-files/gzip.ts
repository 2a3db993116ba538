import { gzipSync } from 'node:zlib';
import { idx, LABELS } from '../array/idx-bytes.js';
import { INPUTS, TARGETS } from '../array/npy-bytes.js';
import { type BrokenUpload, cut, patched } from './broken-file.js';

const ROWS = `a,b,y\n${Array.from({ length: 5000 }, (_, row) => `${row},${row * 7},${row % 2 ? 'x' : 'z'}\n`).join('')}`;
const PACKED = gzipSync(ROWS);
const TARGET = { target: 'y' };
const MEBIBYTE = 2 ** 20;

const packed = (
  name: string,
  content: Uint8Array | (() => Uint8Array),
  detail: RegExp,
  status = 422,
): BrokenUpload => ({
  name: `gzip: ${name}`,
  files: () => [['table.csv.gz', typeof content === 'function' ? content() : content]],
  options: TARGET,
  status,
  pointer: status === 422 ? '/file' : null,
  detail,
});

/** Many members of zeros, each of them 64 MiB unpacked and 64 KiB packed. */
function bomb(mebibytes: number, first = ''): Buffer {
  const member = gzipSync(Buffer.alloc(64 * MEBIBYTE, 0x30), { level: 1 });
  return Buffer.concat([gzipSync(first), ...Array.from({ length: mebibytes / 64 }, () => member)]);
}

/** Files that are gzip or say that they are. */
export const BROKEN_GZIP: readonly BrokenUpload[] = [
  packed('nothing', gzipSync(''), /the file is empty/),
  packed('two bytes of it', cut(PACKED, 2), /not whole gzip data/),
  packed('a header cut off', cut(PACKED, 9), /not whole gzip data: .*\(at byte 9\)/),
  packed('data cut off', cut(PACKED, PACKED.length >> 1), /not whole gzip data: unexpected end of file/),
  packed('a trailer cut off', cut(PACKED, PACKED.length - 4), /not whole gzip data: unexpected end of file/),
  packed('a checksum that is wrong', patched(PACKED, -8, 1, 2, 3, 4), /not whole gzip data: incorrect data check/),
  packed('a length that is wrong', patched(PACKED, -4, 1, 2, 3, 4), /not whole gzip data: incorrect length check/),
  packed('an unknown method', patched(PACKED, 2, 7), /not whole gzip data: unknown compression method/),
  packed('a broken stream', patched(PACKED, 200, ...Array(40).fill(0xff)), /not whole gzip data/),
  packed(
    'rubbish behind it',
    Buffer.concat([PACKED, Buffer.from('and more')]),
    /not whole gzip data: incorrect header check \(between byte \d+ and byte \d+\)/,
  ),
  packed('a second member cut off', Buffer.concat([PACKED, cut(PACKED, 100)]), /not whole gzip data/),
  packed('gzip inside gzip', gzipSync(PACKED), /the content is gzip inside gzip/),
  packed('a bomb of 2 GiB', () => bomb(2048, 'a,b,y\n'), /longer than 4194304 bytes|larger than the \d+ bytes allowed/),
  packed(
    'a bomb of rows',
    () => gzipSync(`a,b,y\n${'1,2,x\n3,4,z\n'.repeat(7_000_000)}`, { level: 1 }),
    /larger than the \d+ bytes allowed/,
    413,
  ),
  {
    name: 'gzip: a bomb behind the header of an IDX file',
    files: () => [
      ['images.gz', Buffer.concat([gzipSync(idx(8, [1_000_000, 1000], [])), bomb(1024)])],
      ['labels.gz', gzipSync(LABELS)],
    ],
    options: {},
    status: 413,
    pointer: null,
    detail: /larger than the \d+ bytes allowed/,
  },
  {
    name: 'gzip: a bomb behind targets that end',
    files: () => [
      ['x.npy', INPUTS],
      ['y.npy.gz', Buffer.concat([gzipSync(TARGETS), bomb(1024)])],
    ],
    options: {},
    detail: /byte \d+: the file should end here/,
  },
];
