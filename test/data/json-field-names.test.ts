import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJsonBody } from '../../src/data/json-text.js';
import { InvalidError } from '../../src/errors.js';

async function* bodyOf(text: string) {
  yield Buffer.from(text);
}

test('a field that is given twice is pointed at, in whichever object it stands', async () => {
  const cases = [
    ['{"a":1,"a":2}', '/a'],
    ['{"a":{"b":1,"c":[1,{"x":1}],"b":2}}', '/a/b'],
    ['{"a":{"b":{"c":1}},"d":{"e/f":[],"e\\u002ff":[]}}', '/d/e~1f'],
    ['{"a":"{\\"a\\":1","b":1,"b":1}', '/b'],
  ] as const;
  for (const [text, pointer] of cases) {
    await assert.rejects(parseJsonBody(bodyOf(text)), (error) => {
      assert.ok(error instanceof InvalidError, String(error));
      assert.deepEqual(error.errors, [{ pointer, detail: 'is given twice' }]);
      return true;
    });
  }
});

test('the same field in different objects is no repetition', async () => {
  const text = '{"a":{"a":1},"b":[{"a":1},{"a":2}],"c":{"a":"b","b":"a: \\"a\\""}}';
  assert.deepEqual(await parseJsonBody(bodyOf(text)), JSON.parse(text));
});
