import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOf, readJson } from './ingest-files.js';

const XOR = {
  name: 'xor',
  inputs: [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  targets: [0, 1, 1, 0],
};

const ROW = [1, 2];
const at = (inputs: unknown, targets: unknown = [1, 2, 1, 2]) => ({ name: 'x', inputs, targets });

const BROKEN: readonly { what: string; body: unknown; pointer: string; detail: RegExp; received?: unknown }[] = [
  { what: 'a list', body: [1], pointer: '', detail: /must be an object/ },
  { what: 'null', body: null, pointer: '', detail: /must be an object/ },
  { what: 'no name', body: { ...XOR, name: undefined }, pointer: '/name', detail: /is missing; it must be text/ },
  { what: 'a name that is a number', body: { ...XOR, name: 7 }, pointer: '/name', detail: /must be text/, received: 7 },
  {
    what: 'an empty name',
    body: { ...XOR, name: '' },
    pointer: '/name',
    detail: /must be text of 1 to 200 characters/,
  },
  {
    what: 'a name with a zero character',
    body: { ...XOR, name: 'a\0b' },
    pointer: '/name',
    detail: /without the character 0/,
  },
  {
    what: 'half a surrogate pair',
    body: '{"name":"\\ud800","inputs":[[1],[2]],"targets":[1,2]}',
    pointer: '/name',
    detail: /must be text/,
  },
  { what: 'an unknown field', body: { ...XOR, input: [] }, pointer: '/input', detail: /is not known here/ },
  {
    what: '__proto__',
    body: '{"name":"x","inputs":[[1],[2]],"targets":[1,2],"__proto__":{}}',
    pointer: '/__proto__',
    detail: /is not known here/,
  },
  { what: 'a field with a slash', body: { ...XOR, 'a/b~c': 1 }, pointer: '/a~1b~0c', detail: /is not known here/ },
  {
    what: 'an unknown task',
    body: { ...XOR, task: 'ranking' },
    pointer: '/task',
    detail: /must be "classification" or "regression"/,
    received: 'ranking',
  },
  {
    what: 'a scale of 0',
    body: { ...XOR, scale: 0 },
    pointer: '/scale',
    detail: /must be a number other than 0/,
    received: 0,
  },
  {
    what: 'a scale that underflows',
    body: { ...XOR, scale: 1e-60 },
    pointer: '/scale',
    detail: /must be a number other than 0/,
  },
  { what: 'no inputs', body: { ...XOR, inputs: undefined }, pointer: '/inputs', detail: /is missing/ },
  { what: 'no targets', body: { ...XOR, targets: undefined }, pointer: '/targets', detail: /is missing/ },
  {
    what: 'inputs that are text',
    body: at('1,2'),
    pointer: '/inputs',
    detail: /must be an array of rows/,
    received: '1,2',
  },
  {
    what: 'inputs that are null',
    body: at(null),
    pointer: '/inputs',
    detail: /must be an array of rows/,
    received: null,
  },
  { what: 'no rows', body: at([], []), pointer: '/inputs', detail: /has no rows/ },
  { what: 'empty rows', body: at([[], []], [1, 2]), pointer: '/inputs/0', detail: /is empty/ },
  {
    what: 'rows that are numbers',
    body: at([1, 2, 3, 4]),
    pointer: '/inputs/0',
    detail: /a row must be an array of numbers, \[1\]/,
  },
  {
    what: 'a short row',
    body: at([ROW, ROW, [1], ROW]),
    pointer: '/inputs/2',
    detail: /has 1 elements; 2 are needed, as in row 0/,
  },
  {
    what: 'a long row',
    body: at([ROW, [1, 2, 3], ROW, ROW]),
    pointer: '/inputs/1',
    detail: /has 3 elements; 2 are needed/,
  },
  {
    what: 'a row that is a number',
    body: at([ROW, ROW, ROW, 7]),
    pointer: '/inputs/3',
    detail: /must be an array of 2, as in row 0/,
    received: 7,
  },
  {
    what: 'an element that is an array',
    body: at([ROW, [1, [2]], ROW, ROW]),
    pointer: '/inputs/1/1',
    detail: /must be a number, as in row 0; found an array/,
  },
  {
    what: 'an element that is text',
    body: at([ROW, ROW, ROW, ['1', 2]]),
    pointer: '/inputs/3/0',
    detail: /must be a number/,
    received: '1',
  },
  {
    what: 'an element that is null',
    body: at([ROW, [null, 2], ROW, ROW]),
    pointer: '/inputs/1/0',
    detail: /must be a number/,
    received: null,
  },
  {
    what: 'an element that is a boolean',
    body: at([ROW, [true, 2], ROW, ROW]),
    pointer: '/inputs/1/0',
    detail: /must be a number/,
    received: true,
  },
  {
    what: 'an element that is an object',
    body: at([ROW, [{}, 2], ROW, ROW]),
    pointer: '/inputs/1/0',
    detail: /must be a number/,
    received: 'an object',
  },
  {
    what: 'NaN as text',
    body: at([ROW, ['NaN', 2], ROW, ROW]),
    pointer: '/inputs/1/0',
    detail: /must be a number/,
    received: 'NaN',
  },
  {
    what: 'a number over the range',
    body: '{"name":"x","inputs":[[1],[1e400]],"targets":[1,2]}',
    pointer: '/inputs/1/0',
    detail: /must be a finite number/,
    received: 'Infinity',
  },
  {
    what: 'a number over the range of floats',
    body: at([ROW, ROW, ROW, [1, 1e39]]),
    pointer: '/inputs/3/1',
    detail: /must be a finite number that a 32-bit float can hold/,
    received: 1e39,
  },
  {
    what: 'an element deep inside',
    body: at([[[ROW, ROW]], [[ROW, [1, 'x']]]], [1, 2]),
    pointer: '/inputs/1/0/1/1',
    detail: /must be a number/,
    received: 'x',
  },
  {
    what: 'a ragged array deep inside',
    body: at([[[ROW, ROW]], [[ROW, [1]]]], [1, 2]),
    pointer: '/inputs/1/0/1',
    detail: /has 1 elements; 2 are needed/,
  },
  {
    what: 'nine dimensions',
    body: at([[[[[[[[[[1]]]]]]]]]], [1]),
    pointer: '/inputs/0/0/0/0/0/0/0/0/0',
    detail: /has more than 8 dimensions/,
  },
  {
    what: 'fewer targets than inputs',
    body: { ...XOR, targets: [1, 0] },
    pointer: '/targets',
    detail: /has 2 rows, but \/inputs has 4/,
  },
  {
    what: 'fewer weights than inputs',
    body: { ...XOR, sample_weight: [1] },
    pointer: '/sample_weight',
    detail: /has 1 rows, but \/inputs has 4/,
  },
  {
    what: 'a target that is null',
    body: { ...XOR, targets: [0, 1, null, 0] },
    pointer: '/targets/2',
    detail: /must be a number/,
    received: null,
  },
  {
    what: 'text among numbers',
    body: { ...XOR, targets: [0, 1, 'a', 0] },
    pointer: '/targets/2',
    detail: /must be a number/,
    received: 'a',
  },
  {
    what: 'a number among text',
    body: { ...XOR, targets: ['a', 'b', 'a', 0] },
    pointer: '/targets/3',
    detail: /must be text, as in row 0/,
    received: 0,
  },
  {
    what: 'text rows of two',
    body: { ...XOR, targets: [['a'], ['b'], ['a', 'b'], ['a']] },
    pointer: '/targets/2',
    detail: /must be an array of 1/,
  },
  {
    what: 'text for a measure',
    body: { ...XOR, targets: ['a', 'b', 'a', 'b'], task: 'regression' },
    pointer: '/targets/0',
    detail: /expected a number, found "a"/,
  },
  {
    what: 'an empty class',
    body: { ...XOR, targets: ['a', '', 'a', 'b'] },
    pointer: '/targets/1',
    detail: /found nothing/,
  },
  {
    what: 'one class',
    body: { ...XOR, targets: [1, 1, 1, 1] },
    pointer: '/targets',
    detail: /all rows have the same class, "1"/,
  },
  {
    what: 'ragged vectors',
    body: { ...XOR, targets: [ROW, ROW, [1], ROW] },
    pointer: '/targets/2',
    detail: /has 1 elements; 2 are needed/,
  },
  {
    what: 'a negative weight',
    body: { ...XOR, sample_weight: [1, 1, -1, 1] },
    pointer: '/sample_weight/2',
    detail: /must be at least 0/,
    received: -1,
  },
  {
    what: 'weights of 0',
    body: { ...XOR, sample_weight: [0, 0, 0, 0] },
    pointer: '/sample_weight',
    detail: /all weights are 0/,
  },
  {
    what: 'weights that are arrays',
    body: { ...XOR, sample_weight: [[1], [1], [1], [1]] },
    pointer: '/sample_weight/0',
    detail: /must be a number/,
  },
  { what: 'no named inputs', body: at({}), pointer: '/inputs', detail: /names no tensor/ },
  {
    what: 'a name that no layer has',
    body: at({ 'a b': [ROW] }, [1]),
    pointer: '/inputs',
    detail: /a name must begin with a letter/,
    received: 'a b',
  },
  {
    what: 'an input named __proto__',
    body: '{"name":"x","inputs":{"__proto__":[[1]]},"targets":[1]}',
    pointer: '/inputs',
    detail: /a name must begin with a letter/,
    received: '__proto__',
  },
  {
    what: 'named inputs of different lengths',
    body: at({ a: [ROW, ROW], b: [ROW] }, [1, 2]),
    pointer: '/inputs/b',
    detail: /has 1 rows, but \/inputs\/a has 2/,
  },
  {
    what: 'a fault in a named input',
    body: at({ a: [ROW], 'b/c': [[1, 'x']] }, [1]),
    pointer: '/inputs/b~1c/0/1',
    detail: /must be a number/,
    received: 'x',
  },
];

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
