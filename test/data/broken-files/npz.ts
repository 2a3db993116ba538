import { npy, npyOf } from '../array/npy-bytes.js';
import { type BrokenUpload, cut, patched } from './broken-file.js';
import { type MadeEntry, madeZip } from './made-zip.js';

const MEBIBYTE = 2 ** 20;
const X = npy('<f4', [3, 2], Float32Array.of(1, 2, 3, 4, 5, 6));
const Y = npy('<f4', [3], Float32Array.of(0.5, 1, 2));
const x: MadeEntry = { name: 'x.npy', content: X };
const y: MadeEntry = { name: 'y.npy', content: Y };
const GOOD = madeZip([x, y]);

const archive = (
  name: string,
  content: Uint8Array | (() => Uint8Array),
  detail: RegExp,
  more: Partial<BrokenUpload> = {},
): BrokenUpload => ({
  name: `NPZ: ${name}`,
  files: () => [['arrays.npz', typeof content === 'function' ? content() : content]],
  detail,
  ...more,
});
const TOO_LARGE = { status: 413, pointer: null };

/** ZIPs of NumPy's arrays. */
export const BROKEN_NPZ: readonly BrokenUpload[] = [
  archive('half of it', cut(GOOD, GOOD.length >> 1), /not a whole ZIP: end of central directory/i),
  archive('an end cut off', cut(GOOD, GOOD.length - 1), /not a whole ZIP/),
  archive(
    'a directory cut out',
    Buffer.concat([cut(GOOD, 300), GOOD.subarray(400)]),
    /not a whole ZIP|cannot be unpacked/,
  ),
  archive('bytes before it', Buffer.concat([Buffer.from('PK\x03\x04'), GOOD]), /not a whole ZIP/, {
    options: { format: 'npz' },
  }),
  archive('no files', madeZip([]), /./, { options: { format: 'npz' } }),
  archive('an end that tells of 65,534 files', madeZip([x, y], { count: 65_534 }), /not a whole ZIP/),
  archive('a directory that is elsewhere', madeZip([x, y], { directoryAt: 10 }), /not a whole ZIP/),
  archive('several disks', madeZip([x, y], { disk: 3 }), /not a whole ZIP: multi-disk/),
  archive('a name that climbs', madeZip([{ ...x, name: '../x.npy' }, y]), /invalid relative path: \.\.\/x\.npy/),
  archive(
    'a name that climbs from within',
    madeZip([{ ...x, name: 'a/../../x.npy' }, y]),
    /invalid relative path: a\/\.\.\/\.\.\/x\.npy/,
  ),
  archive('an absolute name', madeZip([{ ...x, name: '/etc/x.npy' }, y]), /absolute path: \/etc\/x\.npy/),
  archive('a name that climbs by backslashes', madeZip([{ ...x, name: '..\\x.npy' }, y]), /invalid relative path/),
  archive('a name with NUL', madeZip([{ ...x, name: 'x\0.npy' }, y]), /./),
  archive('an empty name', madeZip([{ ...x, name: '' }, x, y]), /./, { options: { format: 'npz' } }),
  archive(
    'a symbolic link',
    madeZip([{ name: 'x.npy', content: '/etc/passwd', mode: 0o120777 }, y]),
    /"arrays\.npz\/x\.npy": byte 0: expected NPY's magic number/,
  ),
  archive('the same name twice', madeZip([x, y, x]), /"x\.npy" is in the ZIP twice/),
  archive(
    'a directory that calls an array by another name',
    (() => {
      const zip = Buffer.from(GOOD);
      zip.write('q', zip.lastIndexOf('x.npy'));
      return zip;
    })(),
    /"q\.npy": where it begins \(byte 0\) it is called "x\.npy"/,
    { options: { target: 'y' } },
  ),
  archive('an encrypted array', madeZip([{ ...x, flags: 1 }, y]), /"x\.npy": the file is encrypted/),
  archive(
    'strong encryption',
    madeZip([{ ...x, flags: 0x41 }, y]),
    /"x\.npy": the file is encrypted|strong encryption/,
  ),
  archive(
    'an unknown method',
    madeZip([{ ...x, method: 99 }, y]),
    /"x\.npy": it is packed by method 99; deflate is read/,
  ),
  archive(
    'deflate that is none',
    madeZip([{ ...x, stored: true, method: 8, packedSize: X.length }, y]),
    /"x\.npy": it cannot be unpacked/,
  ),
  archive('a wrong checksum', madeZip([{ ...x, checksum: 7 }, y]), /"x\.npy": its checksum is wrong/),
  archive(
    'a size that lies upwards',
    madeZip([{ ...x, unpackedSize: 10_000 }, y]),
    /"x\.npy": it cannot be unpacked: not enough bytes/,
  ),
  archive(
    'a size that lies downwards',
    madeZip([{ ...x, unpackedSize: 10 }, y]),
    /"x\.npy": it cannot be unpacked: too many bytes/,
  ),
  archive(
    'a packed size that lies',
    madeZip([{ ...x, packedSize: 5_000_000 }, y]),
    /not a whole ZIP|"x\.npy": .*(?:cannot be unpacked|overflows)/,
  ),
  archive('an offset beyond the end', madeZip([x, y, { ...y, name: 'z.npy', offset: 50_000_000 }]), /./, {
    options: { features: ['x'], target: 'z' },
  }),
  archive(
    'an offset into the middle',
    madeZip([x, { ...y, offset: 7 }]),
    /"y\.npy": it cannot be unpacked: invalid local file header/,
  ),
  archive(
    'a bomb',
    () =>
      madeZip([
        {
          name: 'x.npy',
          content: Buffer.concat([
            npyOf("{'descr': '|u1', 'fortran_order': False, 'shape': (200, 1048576), }", []),
            Buffer.alloc(200 * MEBIBYTE),
          ]),
        },
        y,
      ]),
    /unpacks to 209715\d+ bytes; 67108864 are allowed/,
    TOO_LARGE,
  ),
  archive(
    'a bomb that says it is small',
    () =>
      madeZip([
        {
          name: 'x.npy',
          content: Buffer.concat([
            npyOf("{'descr': '|u1', 'fortran_order': False, 'shape': (3, 1048576), }", []),
            Buffer.alloc(200 * MEBIBYTE),
          ]),
          unpackedSize: 3 * MEBIBYTE + 128,
        },
        y,
      ]),
    /"x\.npy": it cannot be unpacked: too many bytes/,
  ),
  archive(
    '1,000 files that are the same bytes',
    () =>
      madeZip([
        { name: 'x.npy', content: npy('|u1', [3, 100_000], new Uint8Array(300_000)) },
        ...Array.from({ length: 1000 }, (_, index) => ({
          name: `x${index}.npy`,
          content: npy('|u1', [3, 100_000], new Uint8Array(300_000)),
          offset: 0,
        })),
        y,
      ]),
    /unpacks to 30\d+ bytes; 67108864 are allowed/,
    TOO_LARGE,
  ),
  archive(
    'a file that is no array',
    madeZip([x, y, { name: 'notes.txt', content: 'hello' }]),
    /"notes\.txt": an NPZ file holds arrays/,
  ),
  archive(
    'an array cut off',
    madeZip([{ name: 'x.npy', content: cut(X, X.length - 2) }, y]),
    /"arrays\.npz\/x\.npy": byte 150: the file ends; its header tells of 152/,
  ),
  archive(
    'an array of objects',
    madeZip([{ name: 'x.npy', content: npy('|O', [3], [0x80, 4, 0x4e, 0x2e]) }, y]),
    /"arrays\.npz\/x\.npy": byte 11: .*Python objects/,
  ),
  archive(
    'NaN',
    madeZip([{ name: 'x.npy', content: npy('<f4', [3], Float32Array.of(1, Number.NaN, 2)) }, y]),
    /"arrays\.npz\/x\.npy": byte 132 \(row 2\): .*found NaN/,
  ),
  archive(
    'targets that do not match',
    madeZip([x, { name: 'y.npy', content: npy('<f4', [2], Float32Array.of(1, 2)) }]),
    /"arrays\.npz\/y\.npy": byte 61: 2 rows, but "arrays\.npz\/x\.npy" has 3/,
  ),
  archive(
    'a broken stream',
    patched(
      madeZip([
        {
          name: 'x.npy',
          content: npy(
            '|u1',
            [300, 100],
            Uint8Array.from({ length: 30_000 }, (_, index) => (index * 7919) % 251),
          ),
        },
        y,
      ]),
      200,
      0xff,
      0xff,
      0xff,
      0xff,
    ),
    /"x\.npy": |x\.npy": byte/,
  ),
];
