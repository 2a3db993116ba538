import { INPUTS, npy, npyOf, TARGETS, wideText } from '../array/npy-bytes.js';
import { type BrokenUpload, cut, patched } from './broken-file.js';

/** An array of inputs that is refused beside targets that are right. */
const inputs = (name: string, content: Uint8Array, detail: RegExp, options: object = {}): BrokenUpload => ({
  name: `NPY: ${name}`,
  files: () => [
    ['x.npy', content],
    ['y.npy', TARGETS],
  ],
  options,
  detail,
});
/** Targets that are refused beside inputs that are right. */
const targets = (name: string, content: Uint8Array, detail: RegExp, options: object = {}): BrokenUpload => ({
  name: `NPY: ${name}`,
  files: () => [
    ['x.npy', INPUTS],
    ['y.npy', content],
  ],
  options,
  detail,
});

const header = (text: string) => npyOf(text, [0, 0, 0, 0, 0, 0]);
const FLOATS = Float32Array.of(1, 2, 3, 4, 5, 6);
/** What numpy.save writes of objects: a pickle follows the header. */
const PICKLE = Buffer.from('\x80\x04\x95\x1a\0\0\0\0\0\0\0\x8c\x02os\x8c\x06system\x93\x8c\x04true\x85R.', 'latin1');

/** NumPy's arrays. */
export const BROKEN_NPY: readonly BrokenUpload[] = [
  inputs('a magic number cut off', cut(INPUTS, 5), /byte 0: expected NPY's magic number/, { format: 'npy' }),
  inputs('nothing behind the magic number', cut(INPUTS, 6), /byte 6: the file ends within its header/),
  inputs('a header cut off', cut(INPUTS, 70), /byte 70: the file ends within its header of 128 bytes/),
  inputs('a header alone', cut(INPUTS, 128), /byte 128: the file ends/),
  inputs('elements cut off', cut(INPUTS, 133), /byte 133: the file ends; its header tells of 134 bytes/),
  inputs('elements that go on', Buffer.concat([INPUTS, INPUTS]), /byte 134: the file should end here/),
  inputs('version 0', patched(INPUTS, 6, 0), /byte 6: expected version 1, 2 or 3 of NPY, found 0/),
  inputs(
    'a header length that lies',
    patched(INPUTS, 8, 255, 255),
    /byte 8: a header of 65535 bytes; 10000 are the most/,
  ),
  inputs('a header length that is too small', patched(INPUTS, 8, 20, 0), /byte 10: expected a dict/),
  inputs(
    'a shape that lies upwards',
    npy('|u1', [4, 2], [1, 2, 3, 4, 5, 6]),
    /byte 134: the file ends; its header tells of 136/,
  ),
  inputs('a shape that lies downwards', npy('|u1', [2, 2], [1, 2, 3, 4, 5, 6]), /byte 132: the file should end here/),
  inputs(
    'a shape of 10^30 rows',
    header(`{'descr': '<f4', 'fortran_order': False, 'shape': (1${'0'.repeat(30)}, 1), }`),
    /1e\+30 rows; 2147483647 are the most/,
  ),
  inputs(
    'a shape below 0',
    header("{'descr': '<f4', 'fortran_order': False, 'shape': (-3, 2), }"),
    /byte 10: expected a dict/,
  ),
  inputs(
    'a shape of fractions',
    header("{'descr': '<f4', 'fortran_order': False, 'shape': (1.5, 2), }"),
    /byte 10: expected a dict/,
  ),
  inputs('no rows', npy('<f4', [0, 2], []), /byte 61: dimension 1 has size 0/),
  inputs('no dimension', npy('<f4', [], [0, 0, 0, 0]), /the array has no dimension/),
  inputs('objects', npy('|O', [3, 2], PICKLE), /byte 11: .*found the type "\|O": Python objects/),
  inputs('a pickle without a header', PICKLE, /the content is a Python pickle; the formats read are/),
  inputs(
    'a header that is Python code',
    header("__import__('os').system('true')"),
    /byte 10: expected a dict .*__import__/,
  ),
  inputs('a header of nested brackets', header('('.repeat(5000)), /byte 10: expected a dict/),
  inputs('records', npy("[('a', '<f4'), ('b', '<f4')]", [3], FLOATS), /byte 11: .*found records/),
  inputs('complex numbers', npy('<c8', [3, 1], FLOATS), /byte 11: .*complex numbers/),
  inputs(
    'Fortran order cut short',
    npy('<f4', [3, 2], FLOATS, { fortran: true }).subarray(0, -4),
    /byte 148: the file ends/,
  ),
  inputs('NaN', npy('<f4', [3, 2], Float32Array.of(1, 2, 3, Number.NaN, 5, 6)), /byte 140 \(row 2\): .*found NaN/),
  inputs('infinity', npy('<f8', [3, 1], Float64Array.of(1, 2, Infinity)), /byte 144 \(row 3\): .*found Infinity/),
  inputs(
    'NaN in big-endian floats',
    npy('>f4', [3, 1], [0, 0, 0, 0, 0x7f, 0xc0, 0, 0, 0, 0, 0, 0]),
    /byte 132 \(row 2\): .*found NaN/,
  ),
  inputs(
    'little-endian floats said to be big-endian',
    npy('>f8', [3, 1], Float64Array.of(0.1, 0.2, 1 / 3)),
    /row \d\): expected a finite number.*found/,
  ),
  inputs(
    'integers beyond 32 bits',
    npy('<i8', [3, 1], BigInt64Array.of(1n, 2n, 2n ** 40n)),
    /byte 144 \(row 3\): .*found 1099511627776/,
  ),
  inputs('text', npy('<U1', [3, 1], wideText(['a', 'b', 'c'], 1)), /the array holds text, which only targets can be/),
  inputs(
    '100,000 dimensions',
    header(`{'descr': '|u1', 'fortran_order': False, 'shape': (${'1,'.repeat(3000)}), }`),
    /3000 dimensions; 8 are the most/,
  ),
  targets('targets that do not match', npy('|u1', [4], [1, 2, 1, 2]), /4 rows, but "x\.npy" has 3/),
  targets('targets cut off', cut(TARGETS, TARGETS.length - 3), /byte \d+: the file ends/),
  targets('targets that are NaN', npy('<f4', [3], Float32Array.of(1, Number.NaN, 2)), /row 2\): .*found NaN/),
  targets('targets of one class', npy('<U1', [3], wideText(['a', 'a', 'a'], 1)), /all rows have the same class, "a"/),
  targets('targets of no text', npy('<U2', [3], wideText(['a', '', 'b'], 2)), /row 2 \(byte 136\): found nothing/),
  targets(
    'targets of half a character',
    npy('<U1', [3], Uint32Array.of(97, 0xd800, 98)),
    /row 2 \(byte 132\): found .* not UTF-8/,
  ),
  targets(
    'targets beyond Unicode',
    npy('<U1', [3], Uint32Array.of(97, 0x110000, 98)),
    /byte 132: found what is no Unicode text/,
  ),
  targets('a CSV of targets', Buffer.from('y\n1\n2\n3\n'), /"y\.npy": byte 0: expected NPY's magic number/),
  {
    name: 'NPY: inputs alone',
    files: () => [['x.npy', INPUTS]],
    options: {},
    detail: /only inputs came; NPY takes the file of targets too/,
  },
  {
    name: 'NPY: a column that the table does not have',
    files: () => [['t.npy', npy('<f4', [3, 2], FLOATS)]],
    options: { target: 2 },
    pointer: '/options/target',
    detail: /2/,
  },
];
