import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOf, readFiles } from '../ingest-files.js';
import { INPUTS, npy, npyOf, TARGETS, wideText } from './npy-bytes.js';

const FLOATS = Float32Array.of(1, Number.NaN, 3, 4, 5, 6);
const header = (text: string) => npyOf(text, [1]);

/** Inputs that are refused, whatever the targets. */
const BROKEN_INPUTS: readonly (readonly [what: string, file: Uint8Array, detail: RegExp])[] = [
  [
    'a magic number cut off',
    INPUTS.subarray(0, 4),
    /byte 0: expected NPY's magic number \(934e554d5059\), found 934e554d/,
  ],
  ['a header cut off', INPUTS.subarray(0, 40), /byte 40: the file ends within its header of 128 bytes/],
  ['a length cut off', INPUTS.subarray(0, 9), /byte 9: the file ends within its header/],
  ['nothing but a magic number', INPUTS.subarray(0, 6), /byte 6: the file ends within its header/],
  ['elements cut off', INPUTS.subarray(0, 132), /byte 132: the file ends; its header tells of 134 bytes/],
  ['elements that go on', Buffer.concat([INPUTS, Buffer.alloc(1)]), /byte 134: the file should end here/],
  ['an unknown version', npyOf('{}', [], 9), /byte 6: expected version 1, 2 or 3 of NPY, found 9/],
  [
    'a header of 4 GB',
    Buffer.concat([INPUTS.subarray(0, 6), Buffer.of(2, 0, 255, 255, 255, 255), INPUTS]),
    /byte 8: a header of 4294967295 bytes; 10000 are the most/,
  ],
  [
    'a header that is no dict',
    header('hello'),
    /byte 10: expected a dict of 'descr', 'fortran_order' and 'shape', found "hello"/,
  ],
  ['no shape', header("{'descr': '<f4', 'fortran_order': False, }"), /byte 10: expected a dict/],
  [
    'a shape of words',
    header("{'descr': '<f4', 'fortran_order': False, 'shape': (three, 2), }"),
    /byte 10: expected a dict/,
  ],
  ['no dimension', npy('<f4', [], FLOATS.subarray(0, 1)), /byte 61: the array has no dimension/],
  ['no rows', npy('<f4', [0, 2], []), /byte 61: dimension 1 has size 0/],
  ['a dimension of 0', npy('<f4', [3, 0], []), /byte 64: dimension 2 has size 0/],
  ['nine dimensions', npy('<f4', [1, 1, 1, 1, 1, 1, 1, 1, 1], FLOATS), /byte 61: 9 dimensions; 8 are the most/],
  ['a row of 64 MB', npy('<f4', [1, 4096, 4096], FLOATS), /one row of 4096 x 4096 takes 67108864 bytes/],
  ['ten billion rows', npy('<f4', [1e10, 1], FLOATS), /byte 61: 10000000000 rows; 2147483647 are the most/],
  ['objects', npy('|O', [3, 1], []), /byte 11: .* found the type "\|O": Python objects/],
  ['records', npy("[('a', '<f4')]", [3], []), /byte 11: .* found records/],
  ['complex numbers', npy('<c8', [3, 1], []), /byte 11: .* found the type "<c8": complex numbers/],
  ['dates', npy('<M8[s]', [3, 1], []), /byte 11: .* found the type "<M8\[s\]": dates/],
  ['long doubles', npy('<f16', [3, 1], []), /byte 11: .* found the type "<f16"/],
  ['text of no character', npy('<U0', [3], []), /byte 11: .* text of no character/],
  ['text of a million characters', npy('<U1000000', [3], []), /text of 1000000 characters; 1000 are the most/],
  [
    'Fortran order cut short',
    npy('<f4', [3, 2], FLOATS, { fortran: true }).subarray(0, -4),
    /byte 148: the file ends; its header tells of 152 bytes/,
  ],
  [
    'Fortran order with more than there should be',
    Buffer.concat([npy('<f4', [3, 2], FLOATS, { fortran: true }), Buffer.alloc(4)]),
    /byte 152: the file should end here/,
  ],
  [
    'NaN in Fortran order',
    npy('<f4', [3, 2], Float32Array.of(1, 2, 3, 4, Number.NaN, 6), { fortran: true }),
    /: row 2: expected a finite number that a 32-bit float holds, found NaN/,
  ],
  [
    'text as inputs',
    npy('<U1', [3, 1], wideText(['a', 'b', 'c'], 1)),
    /the array holds text, which only targets can be/,
  ],
  [
    'NaN',
    npy('<f4', [3, 2], FLOATS),
    /byte 132 \(row 1\): expected a finite number that a 32-bit float holds, found NaN/,
  ],
  [
    'infinity',
    npy('<f8', [3, 1], Float64Array.of(1, 2, -1 / 0)),
    /byte 144 \(row 3\): expected a finite .* found -Infinity/,
  ],
  ['a double over the range', npy('<f8', [3, 1], Float64Array.of(1, 1e39, 2)), /byte 136 \(row 2\): .* found 1e\+39/],
  ['an infinite half', npy('<f2', [3, 1], Uint16Array.of(0, 0, 0x7c00)), /byte 132 \(row 3\): .* found Infinity/],
  [
    'an unsigned integer over the range',
    npy('<u4', [3, 1], Uint32Array.of(1, 2 ** 31, 2)),
    /byte 132 \(row 2\): expected an integer that 32 bits hold, found 2147483648/,
  ],
  [
    'a long integer over the range',
    npy('<i8', [3, 1], BigInt64Array.of(1n, 2n ** 31n, 2n)),
    /byte 136 \(row 2\): .* found 2147483648/,
  ],
  [
    'a long integer below the range',
    npy('<i8', [3, 1], BigInt64Array.of(1n, 2n, -(2n ** 31n) - 1n)),
    /byte 144 \(row 3\): .* found -2147483649/,
  ],
  [
    'a long unsigned integer over the range',
    npy('<u8', [3, 1], BigUint64Array.of(1n, 2n, 2n ** 63n)),
    /byte 144 \(row 3\): .* found 9223372036854775808/,
  ],
  ['a boolean that is none', npy('|b1', [3, 1], [0, 1, 2]), /byte 130 \(row 3\): expected 0 or 1, found 2/],
];

for (const [what, file, detail] of BROKEN_INPUTS) {
  test(`${what}: refused, with the byte and what was found`, async () => {
    const fault = await faultOf(
      readFiles({ format: 'npy' }, [
        ['x.npy', file],
        ['y.npy', TARGETS],
      ]),
    );
    assert.deepEqual([fault.status, fault.pointer], [422, '/file']);
    assert.match(fault.detail, /^"x\.npy": /);
    assert.match(fault.detail, detail);
  });
}

const TABLE = npy('<f4', [2, 3], Float32Array.of(1, 2, 3, 4, 5, 6));
const BROKEN_UPLOADS: readonly {
  what: string;
  files: readonly Uint8Array[];
  options?: object;
  pointer?: string;
  detail: RegExp;
}[] = [
  {
    what: 'inputs alone',
    files: [INPUTS],
    detail: /"0": only inputs came; NPY takes the file of targets too, as a second part `file`, or `target`/,
  },
  { what: 'targets alone', files: [TARGETS], detail: /"0": only targets came; NPY takes the file of inputs too/ },
  {
    what: 'three files',
    files: [INPUTS, TARGETS, TARGETS],
    detail: /"2": NPY takes two files, one of inputs and one of targets/,
  },
  {
    what: 'fewer targets',
    files: [INPUTS, npy('<i4', [2], Int32Array.of(1, 2))],
    detail: /"1": byte 61: 2 rows, but "0" has 3/,
  },
  {
    what: 'a table after the inputs',
    files: [INPUTS, Buffer.from('a,b\n1,2\n')],
    detail: /"1": byte 0: expected NPY's magic number/,
  },
  {
    what: 'NaN as a target',
    files: [INPUTS, npy('<f4', [3], Float32Array.of(1, 2, Number.NaN))],
    detail: /"1": byte 136 \(row 3\): expected a finite/,
  },
  {
    what: 'no text as a target',
    files: [INPUTS, npy('<U2', [3], wideText(['a', '', 'b'], 2))],
    detail: /"1": row 2 \(byte 136\): found nothing/,
  },
  {
    what: 'text beyond Unicode',
    files: [INPUTS, npy('<U1', [3], Uint32Array.of(97, 98, 0x110000))],
    detail: /"1": byte 136: found what is no Unicode text/,
  },
  {
    what: 'vectors of text',
    files: [INPUTS, npy('<U1', [3, 2], wideText(['a', 'b', 'c', 'd', 'e', 'f'], 1))],
    detail: /"1": the array holds text/,
  },
  {
    what: 'one class for all',
    files: [INPUTS, npy('|u1', [3], [4, 4, 4])],
    detail: /"1": all rows have the same class, "4"/,
  },
  {
    what: 'a target that is no file',
    files: [INPUTS, TARGETS],
    options: { target: 'labels' },
    pointer: '/options/target',
    detail: /the file of targets is "1"/,
  },
  {
    what: 'several targets',
    files: [INPUTS, TARGETS],
    options: { target: ['1', '2'] },
    pointer: '/options/target',
    detail: /must name the file of targets/,
  },
  {
    what: 'a column that is not there',
    files: [TABLE],
    options: { target: 3 },
    pointer: '/options/target',
    detail: /must be a column from 0 to 2, or from the end -1 to -3/,
  },
  {
    what: 'a column of images',
    files: [npy('<f4', [1, 2, 2], Float32Array.of(1, 2, 3, 4))],
    options: { target: -1 },
    detail: /"0": a target by its column needs a table of at least two columns, found 1 x 2 x 2/,
  },
  {
    what: 'a column and a second file',
    files: [TABLE, TABLE],
    options: { target: -1 },
    detail: /"1": an NPY table with its target as a column is one file/,
  },
  {
    what: 'features',
    files: [INPUTS, TARGETS],
    options: { features: ['a'] },
    pointer: '/options/features',
    detail: /means nothing for NPY files/,
  },
];

for (const { what, files, options = {}, pointer = '/file', detail } of BROKEN_UPLOADS) {
  test(`${what}: refused, saying what was found`, async () => {
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
