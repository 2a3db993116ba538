import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BROKEN, XOR } from './broken-json-bodies.js';
import { faultOf, readJson } from './ingest-files.js';

for (const { what, body, pointer, detail, ...rest } of BROKEN) {
  test(`${what} is refused with a pointer to it`, async () => {
    const fault = await faultOf(readJson(body));
    assert.deepEqual([fault.status, fault.pointer], [422, pointer]);
    assert.match(fault.detail, detail);
    if ('received' in rest) assert.deepEqual(fault.received, rest.received);
  });
}

test('what is no JSON at all is malformed', async () => {
  for (const body of ['', ' \n', '{', '{"name":NaN}', `${JSON.stringify(XOR)}x`]) {
    assert.deepEqual([body, (await faultOf(readJson(body))).status], [body, 400]);
  }
});

test('a body of millions of arrays or thousands of fields is too large to be parsed', async () => {
  const nothings = `{"name":"x","targets":[1],"inputs":[${'[],'.repeat(2_000_001)}[]]}`;
  const fields = `{"name":"x","targets":[1],"inputs":{${Array.from({ length: 1001 }, (_, index) => `"a${index}":[]`).join()}}}`;
  const text = `{"name":${JSON.stringify('[:"\\'.repeat(1001))},"inputs":[[1]],"targets":[1]}`;
  assert.deepEqual((await faultOf(readJson(nothings))).status, 413);
  assert.deepEqual((await faultOf(readJson(fields))).status, 413);
  assert.deepEqual((await faultOf(readJson(text))).pointer, '/name');
});
