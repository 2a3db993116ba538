import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brokenLine, lineOf, linesOf } from '../../../dashboard/src/models/json-lines.js';

const TEXT = `{
  "name": "a \\"quoted\\" } name",
  "layers": [
    { "units": 3 },
    {
      "a/b": null, "c~d": [1,
        -2.5e3]
    }
  ],
  "empty": {}, "none": []
}`;

test('each value has the line on which it begins, by its pointer', () => {
  assert.deepEqual(
    [...linesOf(TEXT)],
    [
      ['', 1],
      ['/name', 2],
      ['/layers', 3],
      ['/layers/0', 4],
      ['/layers/0/units', 4],
      ['/layers/1', 5],
      ['/layers/1/a~1b', 6],
      ['/layers/1/c~0d', 6],
      ['/layers/1/c~0d/0', 6],
      ['/layers/1/c~0d/1', 7],
      ['/empty', 10],
      ['/none', 10],
    ],
  );
});

test('every value of any JSON is found, however it is laid out', () => {
  const value = { s: '\\', t: '"', deep: [[{ x: [true, false, null, 'é\n'] }], 1e-7], '': 0 };
  const pointers = ['', '/s', '/t', '/deep', '/deep/0', '/deep/0/0', '/deep/0/0/x', '/deep/1', '/'];
  for (const space of [0, 1, 4]) {
    const lines = linesOf(JSON.stringify(value, null, space));
    for (const pointer of pointers) assert.ok(lines.has(pointer), `${pointer} with ${space} spaces`);
    assert.equal(lines.size, pointers.length + 4);
  }
});

test('a field that is not there is shown at what should hold it', () => {
  const lines = linesOf(TEXT);
  assert.equal(lineOf(lines, '/layers/1/config/units'), 5);
  assert.equal(lineOf(lines, '/compile'), 1);
});

test('text that is no JSON is shown where it stops, by line, by place, or else at its end', () => {
  const text = '{\n  "a": 1,\n  b\n}';
  assert.equal(brokenLine(text, 'Expected a name at line 3 column 3'), 3);
  assert.equal(brokenLine(text, `Unexpected token in JSON at position ${text.indexOf('b')}`), 3);
  assert.equal(brokenLine(text, 'Unexpected end of JSON input'), 4);
});
