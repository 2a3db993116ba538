import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOf, readFiles } from '../ingest-files.js';

const BROKEN: readonly [what: string, text: string, detail: RegExp][] = [
  ['a key twice', '{"a":1,"y":1}\n{"a":1,"y":1,"a":2}\n', /row 2 \(line 2\) has the key "a" twice/],
  [
    'a key twice, once with escapes',
    '{"a":1,"\\u0061":2,"y":"b:\\""}\n{"a":2,"y":"c"}\n',
    /row 1 \(line 1\) has the key "a" twice/,
  ],
  ['an empty file', '', /the file is empty/],
  [
    'an array of objects',
    '[{"a":1,"y":2}]',
    /line 1: expected one object on each line, found an array that holds them all/,
  ],
  ['an object on several lines', '{\n"a":1,\n"y":2\n}\n', /row 1 \(line 1\) is not one whole JSON object: "\{"/],
  ['two objects on a line', '{"a":1,"y":2}{"a":1,"y":2}\n', /row 1 \(line 1\) is not one whole JSON object/],
  [
    'an object that is cut off',
    '{"a":1,"y":2}\n{"a":1,"y"',
    /row 2 \(line 2\) is not one whole JSON object: "\{\\"a\\":1,\\"y\\""/,
  ],
  ['NaN, which no JSON is', '{"a":NaN,"y":2}\n', /row 1 \(line 1\) is not one whole JSON object/],
  ['a number on a line', '{"a":1,"y":2}\n7\n', /row 2 \(line 2\): expected an object, found "7"/],
  ['an array on a line', '{"a":1,"y":2}\n[1,2]\n', /row 2 \(line 2\): expected an object, found an array of 2/],
  ['null on a line', '{"a":1,"y":2}\nnull\n', /row 2 \(line 2\): expected an object, found "null"/],
  ['a blank line between rows', '{"a":1,"y":2}\n\n{"a":1,"y":2}\n', /line 2 is blank, and row 2 \(line 3\) follows it/],
  [
    'a key that the first row has not',
    '{"a":1,"y":2}\n{"a":1,"y":2,"z":3}\n',
    /row 2 \(line 2\) has the key "z", which the first row has not/,
  ],
  [
    'a key that is missing',
    '{"a":1,"y":2}\n{"y":2}\n',
    /row 2 \(line 2\), column "a": expected a number, found nothing/,
  ],
  [
    'null in a feature',
    '{"a":1,"y":2}\n{"a":null,"y":2}\n',
    /row 2 \(line 2\), column "a": expected a number, found nothing/,
  ],
  [
    'text in a feature',
    '{"a":1,"y":2}\n{"a":"1","y":2}\n',
    /row 2 \(line 2\), column "a": expected a number, found "1"/,
  ],
  ['a number too large', '{"a":1e39,"y":2}\n', /column "a": 1e\+39 is too large for a 32-bit float/],
  ['a number too large for JSON', '{"a":1e999,"y":2}\n', /column "a": expected a number, found Infinity/],
  [
    'a fault before broken JSON',
    '{"a":1,"y":2}\n{"a":"x","y":2}\n{"a"\n',
    /row 2 \(line 2\), column "a": expected a number, found "x"/,
  ],
  [
    'an object in a column',
    '{"a":1,"y":2}\n{"a":{"b":1},"y":2}\n',
    /row 2 \(line 2\), column "a": expected .* found an object/,
  ],
  [
    'an array in a column',
    '{"a":1,"y":2}\n{"a":[1],"y":2}\n',
    /row 2 \(line 2\), column "a": expected .* found an array of 1/,
  ],
  [
    'an array of another length',
    '{"a":[1,2],"y":2}\n{"a":[1],"y":2}\n',
    /row 2 \(line 2\), column "a": expected an array of 2, as in the first row, found an array of 1/,
  ],
  [
    'an array within an array',
    '{"a":[[1],[2]],"y":2}\n',
    /row 1 \(line 1\), column "a\[0\]": expected .* found an array of 1/,
  ],
  ['an empty array', '{"a":[],"y":2}\n', /row 1 \(line 1\), column "a": the array is empty/],
  [
    'an array of 20,000',
    `{"a":[${'0,'.repeat(19_999)}0],"y":2}\n`,
    /the first object \(line 1\) names 20001 columns; 16384 are the most/,
  ],
  ['a line of 5 MB', `{"a":1,"y":2}\n{"a":${'1'.repeat(5_000_000)}`, /line 2 is longer than 4194304 bytes/],
  ['a zero byte', '{"a":1,"y":2}\n\0\n', /byte 14 is 0, which text does not hold/],
  ['a million brackets', `{"a":1,"y":2}\n${'['.repeat(1_000_000)}\n`, /row 2 \(line 2\) is not one whole JSON object/],
];

for (const [what, text, detail] of BROKEN) {
  test(`${what} is refused, with the line and what was found`, async () => {
    const options = { target: 'y', ...(text.startsWith('{') || text.startsWith('[') ? {} : { format: 'jsonl' }) };
    const fault = await faultOf(readFiles(options, [['t.jsonl', text]]));
    assert.deepEqual([fault.status, fault.pointer], [422, '/file']);
    assert.match(fault.detail, detail);
    assert.ok(fault.detail.length < 700);
  });
}
