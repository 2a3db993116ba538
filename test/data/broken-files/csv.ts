import type { BrokenUpload } from './broken-file.js';

const TARGET = { target: 'y' };
const GOOD = 'a,b,y\n1,2,x\n3,4,z\n';
const HEADER = 'a,b,y\n';

/** A table whose faults are found with `y` as the target. */
const table = (
  name: string,
  content: string | Uint8Array | (() => string | Uint8Array),
  detail: RegExp,
  options: object = TARGET,
): BrokenUpload => ({
  name: `CSV: ${name}`,
  files: () => [['table.csv', typeof content === 'function' ? content() : content]],
  options,
  detail,
});

/** So many rows that the file is read in many pieces. */
const manyRows = (rows: number, row = '1,2,x\n3,4,z\n') => HEADER + row.repeat(rows / 2);

/** Comma-, semicolon- and tab-separated text. */
export const BROKEN_CSV: readonly BrokenUpload[] = [
  table('nothing', '', /the file is empty/),
  table('blanks', '   \n  \n', /the first line must name at least two columns/),
  table('a header alone', HEADER, /there are no rows/),
  table('a row cut off', 'a,b,y\n1,2,x\n3,4', /row 2 \(line 3\) has 2 cells, the header 3: "3 \| 4"/),
  table('a number cut off', 'a,b,y\n1,2,x\n3,4e', /row 2 \(line 3\) has 2 cells/),
  table('a row cut off in a quote', 'a,b,y\n1,2,x\n3,4,"z', /the record at line 3 is never closed/),
  table('a header cut off', 'a,b', /there are no rows/, { target: 'b' }),
  table('a ragged row after many', () => `${manyRows(200_000)}1,2\n`, /row 200001 \(line 200002\) has 2 cells/),
  table('a long row after many', () => `${manyRows(200_000)}1,2,x,4\n`, /row 200001 \(line 200002\) has 4 cells/),
  table('rows that grow', 'a,b,y\n1,2\n1,2,3\n1,2,3,4\n', /row 1 \(line 2\) has 2 cells/),
  table('columns moved by a missing cell', 'a,b,y\n1,x\n', /row 1 \(line 2\) has 2 cells, the header 3: "1 \| x"/),
  table('another delimiter than the header', 'a,b,y\n1;2;x\n', /row 1 \(line 2\) has 1 cells, the header 3: "1;2;x"/),
  table('tabs after a header of commas', 'a,b,y\n1\t2\tx\n', /row 1 \(line 2\) has 1 cells/),
  table('carets', 'a^b^y\n1^2^x\n', /the first line must name at least two columns, parted by a comma/),
  table('a comment before the header', '# made by hand\na,b,y\n1,2,x\n', /must name at least two columns/),
  table('a text before the header', 'Report, 2026\na,b,y\n1,2,x\n', /row 1 \(line 2\) has 3 cells, the header 2/, {
    target: 'Report',
  }),
  table('a foot', `${GOOD}total,6,\n`, /row 3 \(line 4\), column "a": expected a number, found "total"/),
  table('a foot of fewer cells', `${GOOD}(2 rows)\n`, /row 3 \(line 4\) has 1 cells, the header 3: "\(2 rows\)"/),
  table('two tables in one file', `${GOOD}\n${GOOD}`, /line 4 is blank, and row 3 \(line 5\) follows it/),
  table('the header again', GOOD + GOOD, /row 3 \(line 4\), column "a": expected a number, found "a"/),
  table(
    'a quote open over the rest of 40 MB',
    () => `a,b,y\n1,2,"x\n${'3,4,z\n'.repeat(7_000_000)}`,
    /at line 2 is longer than 4194304 bytes/,
  ),
  table('a cell of 20 MB', () => `a,b,y\n1,2,${'x'.repeat(20_000_000)}\n`, /begins at line 2 is longer than 4194304/),
  table(
    'a number of 3 MB',
    () => `a,b,y\n${'1'.repeat(3_000_000)},2,x\n`,
    /row 1 \(line 2\), column "a": .*found "1{80}…/,
  ),
  table('20 MB of commas', () => `${GOOD}${','.repeat(20_000_000)}`, /begins at line 4 is longer than 4194304/),
  table('20 MB without a line end', () => 'x'.repeat(20_000_000), /must name at least two columns|longer than 4194304/),
  table(
    '100,000 columns',
    () => `${columns(100_000)}\n${'1,'.repeat(99_999)}1\n`,
    /names 100000 columns; 16384 are the most/,
    {
      target: 'c0',
    },
  ),
  table('a row of 100,000 cells', () => `${GOOD}${'1,'.repeat(99_999)}1\n`, /row 3 \(line 4\) has 100000 cells/),
  table(
    '20,000 classes',
    () => HEADER + rows(20_000, (row) => `1,2,k${row}`),
    /row 10001 \(line 10002\), column "y": more than 10000 different classes/,
  ),
  table(
    'a class of 1 MB',
    () => `${GOOD}1,2,${'k'.repeat(1_000_000)}\n`,
    /column "y": a class may have 200 characters/,
  ),
  table('NaN', `${GOOD}NaN,2,x\n`, /row 3 \(line 4\), column "a": expected a number, found "NaN"/),
  table('an infinity', `${GOOD}1,Infinity,x\n`, /column "b": expected a number, found "Infinity"/),
  table('a number that overflows', `${GOOD}1,1e39,x\n`, /column "b": 1e39 is too large for a 32-bit float/),
  table('a target that is NaN', 'a,y\n1,0.5\n2,nan\n', /row 2 \(line 3\), column "y": found "nan"/),
  table('a target that is infinite', 'a,y\n1,0.5\n2,-inf\n', /row 2 \(line 3\), column "y": found "-inf"/),
  table('a target left out', 'a,y\n1,x\n2,\n', /row 2 \(line 3\), column "y": found nothing/),
  table(
    'text among real targets',
    'a,y\n1,0.5\n2,1.5\n3,low\n',
    /row 3 \(line 4\), column "y": expected a number as in other rows, found "low"/,
  ),
  table(
    'text where numbers are asked for',
    'a,y\n1,1\n2,two\n',
    /row 2 \(line 3\), column "y": expected a number, found "two"/,
    {
      target: 'y',
      task: 'regression',
    },
  ),
  table('a weight that is text', 'a,w,y\n1,1,x\n2,heavy,z\n', /row 2 \(line 3\), column "w": .*"heavy"/, {
    target: 'y',
    sample_weight: 'w',
  }),
  table('a weight below 0', 'a,w,y\n1,1,x\n2,-1,z\n', /row 2 \(line 3\), column "w": .*-1/, {
    target: 'y',
    sample_weight: 'w',
  }),
  table('one class alone', 'a,y\n1,x\n2,x\n', /column "y": all rows have the same class, "x"/),
  table(
    'UTF-16 cut off in a character',
    Buffer.from(`\ufeff${GOOD}`, 'utf16le').subarray(0, -1),
    /byte 37: the file ends in the middle of a character/,
  ),
  table(
    'UTF-16 of the other order than its mark says',
    Buffer.from(`\ufffe${GOOD}`, 'utf16le'),
    /the first line must name/,
  ),
  table('UTF-16 without a mark', Buffer.from(GOOD, 'utf16le'), /bytes that begin with 61002c/),
  table('UTF-32', Buffer.from('\xff\xfe\0\0a\0\0\0', 'latin1'), /bytes that begin with fffe000061000000/),
  table('NUL in a number', Buffer.from('a,b,y\n1,2\0,x\n'), /byte 9 is 0/, { ...TARGET, format: 'csv' }),
  table('NUL far behind', () => `${manyRows(100_000)}1,2\0,x\n`, /byte 600009 is 0/),
  table('NUL in a class far behind', () => `${manyRows(100_000)}1,2,x\0\n`, /byte 600011 is 0/),
  table(
    'invalid UTF-8 in a class',
    Buffer.from('a,y\n1,caf\xe9\n2,x\n', 'latin1'),
    /row 1 \(line 2\), column "y": .*not UTF-8/,
  ),
  table(
    'invalid UTF-8 in a number',
    Buffer.from('a,y\n1\xff,u\n2,x\n', 'latin1'),
    /row 1 \(line 2\), column "a": expected a number/,
  ),
  table('invalid UTF-8 in the header', Buffer.from('a\xff,y\n1,u\n', 'latin1'), /not UTF-8 text at column 1/),
  {
    ...table('a column that is not there', GOOD, /there is no column "z"/, { target: 'z' }),
    pointer: '/options/target',
  },
  table('a column named twice', 'a,a,y\n1,2,x\n', /names columns 1 and 2 both "a"/),
  table('HTML', '<!DOCTYPE html>\n<html><body>Not found</body></html>\n', /must name at least two columns/),
  table('JSON as CSV', '{"a":1,"b":2}\n', /./, { ...TARGET, format: 'csv' }),
];

const columns = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`).join(',');

function rows(count: number, row: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${row(index)}\n`).join('');
}
