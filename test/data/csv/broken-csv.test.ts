import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { faultOf, readCsv, readFiles } from '../ingest-files.js';
import { zip } from '../zip/zip-bytes.js';

const GOOD = 'a,b,y\n1,2,x\n3,4,z\n';
const TARGET = { target: 'y' };

interface Broken {
  readonly what: string;
  readonly file: string | Uint8Array;
  readonly options?: object;
  /** `/file` unless said. */
  readonly pointer?: string;
  readonly detail: RegExp;
}

const BROKEN: readonly Broken[] = [
  { what: 'an empty file', file: '', detail: /the file is empty/ },
  { what: 'an empty gzip file', file: gzipSync(''), detail: /the file is empty/ },
  { what: 'only a byte-order mark', file: '\ufeff', detail: /the first line must name at least two columns/ },
  { what: 'only blank lines', file: '\n\n\n', detail: /the first line must name at least two columns/ },
  { what: 'a header and no rows', file: 'a,b,y\n', detail: /there are no rows/ },
  { what: 'a header without a line end', file: 'a,b,y', detail: /there are no rows/ },
  { what: 'a header and blank lines', file: 'a,b,y\n\n\n', detail: /there are no rows/ },
  { what: 'one column', file: 'y\n1\n2\n', detail: /the first line must name at least two columns/ },
  {
    what: 'no header',
    file: '1,2,3\n4,5,6\n',
    detail: /the header \(line 1\) must name the columns, found only numbers: "1", "2", "3"/,
  },
  { what: 'a column named twice', file: 'a,a,y\n1,2,x\n', detail: /line 1\) names columns 1 and 2 both "a"/ },
  { what: 'a column named twice but for blanks', file: 'a, a ,y\n1,2,x\n', detail: /names columns 1 and 2 both "a"/ },
  { what: 'a column without a name', file: 'a,,y\n1,2,x\n', detail: /line 1\) has no name for column 2/ },
  { what: 'a trailing delimiter in the header', file: 'a,b,y,\n1,2,x,\n', detail: /has no name for column 4/ },
  { what: 'a long column name', file: `${'a'.repeat(1001)},y\n1,x\n`, detail: /names column 1 with 1001 characters/ },
  {
    what: '20,000 columns',
    file: `${Array.from({ length: 20_000 }, (_, index) => `c${index}`).join(',')}\n`,
    detail: /names 20000 columns; 16384 are the most/,
  },
  {
    what: 'a short row',
    file: 'a,b,y\n1,2,x\n3,4\n',
    detail: /row 2 \(line 3\) has 2 cells, the header 3: "3 \| 4"/,
  },
  { what: 'a long row', file: 'a,b,y\n1,2,x,9\n', detail: /row 1 \(line 2\) has 4 cells, the header 3/ },
  {
    what: 'a blank line between rows',
    file: 'a,b,y\n1,2,x\n\n3,4,z\n',
    detail: /line 3 is blank, and row 2 \(line 4\)/,
  },
  {
    what: 'text in a feature',
    file: 'a,b,y\n1,2,x\n3,four,z\n',
    detail: /row 2 \(line 3\), column "b": expected a number, found "four"/,
  },
  {
    what: 'an empty feature',
    file: 'a,b,y\n1,,x\n',
    detail: /row 1 \(line 2\), column "b": expected a number, found nothing/,
  },
  { what: 'a feature of blanks', file: 'a,b,y\n1,  ,x\n', detail: /column "b": expected a number, found nothing/ },
  { what: 'NaN', file: 'a,b,y\n1,NaN,x\n', detail: /row 1 \(line 2\), column "b": expected a number, found "NaN"/ },
  { what: 'infinity', file: 'a,b,y\n1,-Infinity,x\n', detail: /column "b": expected a number, found "-Infinity"/ },
  { what: 'inf', file: 'a,b,y\ninf,2,x\n', detail: /column "a": expected a number, found "inf"/ },
  { what: 'a missing mark', file: 'a,b,y\n1,NA,x\n', detail: /found "NA", which marks a missing value/ },
  { what: 'a hexadecimal number', file: 'a,b,y\n1,0x10,x\n', detail: /expected a number, found "0x10"/ },
  { what: 'a binary number', file: 'a,b,y\n1,0b1,x\n', detail: /expected a number, found "0b1"/ },
  {
    what: 'a grouped number',
    file: 'a;b;y\n1;1,5;x\n',
    detail: /row 1 \(line 2\), column "b": expected a number, found "1,5"/,
  },
  { what: 'underscores', file: 'a,b,y\n1,1_000,x\n', detail: /expected a number, found "1_000"/ },
  {
    what: 'a boolean among numbers',
    file: 'a,b,y\n1,2,x\n1,true,x\n',
    detail: /row 2 \(line 3\), column "b": expected a number, found "true"/,
  },
  {
    what: 'a number among booleans',
    file: 'a,b,y\n1,True,x\n1,1,x\n',
    detail: /row 2 \(line 3\), column "b": expected true or false as in the rows before, found "1"/,
  },
  { what: 'a sep line alone', file: 'sep=;\n', detail: /nothing follows the line that tells the delimiter/ },
  { what: 'an unknown sep', file: 'sep=:\na:y\n1:2\n', detail: /line 1: the cells are parted by ":", not by a comma/ },
  {
    what: 'a row after a sep line',
    file: 'sep=;\na;y\n1;x\n2\n',
    detail: /row 2 \(line 4\) has 1 cells, the header 2/,
  },
  { what: 'a date', file: 'a,b,y\n1,2026-11-23,x\n', detail: /expected a number, found "2026-11-23"/ },
  { what: 'a lonely exponent', file: 'a,b,y\n1,e5,x\n', detail: /expected a number, found "e5"/ },
  {
    what: 'a number over the range',
    file: 'a,b,y\n1,1e39,x\n',
    detail: /column "b": 1e39 is too large for a 32-bit float/,
  },
  {
    what: 'a number over double range',
    file: 'a,b,y\n1,1e999,x\n',
    detail: /column "b": expected a number, found "1e999"/,
  },
  {
    what: 'a fault after quoted line ends',
    file: 'a,b,y\n1,2,"x\n\n1"\n3,4,"z\n"\n5,oops,x\n',
    detail: /row 3 \(line 7\), column "b": expected a number, found "oops"/,
  },
  {
    what: 'a quote that is never closed',
    file: 'a,b,y\n1,2,"x\n3,4,z\n',
    detail: /a quote that opens in the record at line 2 is never closed/,
  },
  {
    what: 'text after a closing quote',
    file: 'a,b,y\n1,2,x\n3,4,"z"z\n',
    detail: /in the record at line 3 a closing quote is not followed by a delimiter/,
  },
  {
    what: 'a quote inside a cell',
    file: 'a,b,y\n1,2,x"x\n',
    detail: /in the record at line 2 a quote stands inside a cell that does not begin with one/,
  },
  {
    what: 'a cell of 5 MB',
    file: `a,b,y\n1,2,${'x'.repeat(5_000_000)}\n`,
    detail: /the record that begins at line 2 is longer than 4194304 bytes/,
  },
  {
    what: '5 MB of delimiters',
    file: `a,b,y\n1,2,x\n${','.repeat(5_000_000)}\n`,
    detail: /the record that begins at line 3 is longer than 4194304 bytes/,
  },
  {
    what: 'a class that is no UTF-8',
    file: Buffer.from('a,y\n1,\xe9t\xe9\n2,x\n', 'latin1'),
    detail: /row 1 \(line 2\), column "y": found .* not UTF-8/,
  },
  {
    what: 'a header that is no UTF-8',
    file: Buffer.from('\xe9,y\n1,x\n', 'latin1'),
    detail: /is not UTF-8 text at column 1/,
  },
  {
    what: 'half a surrogate pair in UTF-16',
    file: Buffer.from('\ufeffa,y\n1,\ud83d\n', 'utf16le'),
    detail: /between byte 0 and byte 18: found what is no UTF-16 text/,
  },
  { what: 'a zero byte', file: 'a,b,y\n1,2,x\0\n', options: { ...TARGET, format: 'csv' }, detail: /byte 11 is 0/ },
  {
    what: 'bytes of no format',
    file: Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8]),
    detail: /the content is bytes that begin with 0001020304050607; the formats read are csv, jsonl, parquet, idx/,
  },
  {
    what: 'a PNG',
    file: Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'),
    detail: /the content is PNG; the formats read are/,
  },
  { what: 'gzip inside gzip', file: gzipSync(gzipSync(GOOD)), detail: /the content is gzip inside gzip/ },
  { what: 'Feather', file: 'ARROW1\0\0', detail: /the content is Arrow \(Feather\); the formats read are/ },
  {
    what: 'an Excel workbook',
    file: await zip([['[Content_Types].xml', '<Types/>']]),
    detail: /the content is an Excel workbook \(save the sheet as CSV\)/,
  },
  {
    what: 'a ZIP of a table',
    file: await zip([['table.csv', GOOD]]),
    detail: /the content is a ZIP of "table\.csv" \(upload the file itself, gzipped or not\)/,
  },
  {
    what: 'gzip cut off',
    file: gzipSync(GOOD.repeat(50)).subarray(0, 40),
    detail: /not whole gzip data: unexpected end of file \(at byte 40\)/,
  },
  {
    what: 'gzip with garbage behind',
    file: Buffer.concat([gzipSync(GOOD), Buffer.from('garbage')]),
    detail: /not whole gzip data: incorrect header check/,
  },
  {
    what: 'gzip with zeros behind',
    file: Buffer.concat([gzipSync(GOOD), Buffer.alloc(5)]),
    detail: /5 bytes follow the end of the gzip data at byte \d+/,
  },
  {
    what: 'no target',
    file: GOOD,
    options: {},
    pointer: '/options/target',
    detail: /name the column to learn, in the part `options` before the files; the file has "a", "b", "y"/,
  },
  {
    what: 'an unknown target',
    file: GOOD,
    options: { target: 'Y' },
    pointer: '/options/target',
    detail: /there is no column "Y"; the file has "a", "b", "y"/,
  },
  {
    what: 'a target named like a method',
    file: GOOD,
    options: { target: 'toString' },
    pointer: '/options/target',
    detail: /there is no column "toString"/,
  },
  {
    what: 'one unknown target of two',
    file: GOOD,
    options: { target: ['a', 'q'] },
    pointer: '/options/target',
    detail: /there is no column "q"/,
  },
  {
    what: 'an unknown feature',
    file: GOOD,
    options: { ...TARGET, features: ['a', 'q'] },
    pointer: '/options/features',
    detail: /there is no column "q"/,
  },
  {
    what: 'an unknown weight',
    file: GOOD,
    options: { ...TARGET, sample_weight: 'w' },
    pointer: '/options/sample_weight',
    detail: /there is no column "w"/,
  },
  {
    what: 'a feature that is the target',
    file: GOOD,
    options: { ...TARGET, features: ['a', 'y'] },
    pointer: '/options/features',
    detail: /is the target, the sample weight or the group/,
  },
  {
    what: 'a weight that is the target',
    file: GOOD,
    options: { ...TARGET, sample_weight: 'y' },
    pointer: '/options/sample_weight',
    detail: /is a target already/,
  },
  {
    what: 'only targets',
    file: 'a,b\n1,2\n',
    options: { target: ['a', 'b'] },
    pointer: '/options/target',
    detail: /no column is left to learn from/,
  },
  {
    what: 'text in one of two targets',
    file: 'a,p,q\n1,2,z\n',
    options: { target: ['p', 'q'] },
    detail: /row 1 \(line 2\), column "q": expected a number, as several targets make a vector, found "z"/,
  },
  {
    what: 'a negative weight',
    file: 'a,w,y\n1,-1,x\n',
    options: { ...TARGET, sample_weight: 'w' },
    detail: /row 1 \(line 2\), column "w": a weight may not be negative, found -1/,
  },
  {
    what: 'a weight that is missing',
    file: 'a,w,y\n1,,x\n',
    options: { ...TARGET, sample_weight: 'w' },
    detail: /row 1 \(line 2\), column "w": expected a number, found nothing/,
  },
  {
    what: 'weights of 0 alone',
    file: 'a,w,y\n1,0,x\n2,0,z\n',
    options: { ...TARGET, sample_weight: 'w' },
    detail: /column "w": all weights are 0/,
  },
];

for (const { what, file, options = TARGET, pointer = '/file', detail } of BROKEN) {
  test(`${what} is refused, with the place and what was found`, async () => {
    const fault = await faultOf(readCsv(options, file));
    assert.deepEqual([fault.status, fault.code, fault.pointer], [422, 'invalid_request', pointer]);
    assert.match(fault.detail, detail);
    assert.ok(fault.detail.length < 700, `${fault.detail.length} characters`);
  });
}

test('a second CSV file is refused', async () => {
  const fault = await faultOf(
    readFiles(TARGET, [
      ['one.csv', GOOD],
      ['two.csv', GOOD],
    ]),
  );
  assert.deepEqual([fault.pointer, fault.detail], ['/file', '"two.csv": a table is one file; there may be no second']);
});

test('a file that unpacks to more than is allowed is too large, however small it comes', async () => {
  const bomb = gzipSync(`a,b,y\n${'1,2,x\n3,4,z\n'.repeat(1_000_000)}`);
  assert.ok(bomb.length < 64 * 1024);
  const fault = await faultOf(readFiles(TARGET, [['bomb.csv', bomb]], { limitBytes: 2 ** 20 }));
  assert.deepEqual(
    [fault.status, fault.detail],
    [413, 'The content of a file is larger than the 1048576 bytes allowed.'],
  );
});
