import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNestedDeeper } from '../../src/http/json-body.js';

const deeper = (json: string, limit: number) => isNestedDeeper(Buffer.from(json), limit);

test('arrays and objects count alike, side by side they do not', () => {
  assert.equal(deeper('[{"a":[1]}]', 3), false);
  assert.equal(deeper('[{"a":[1]}]', 2), true);
  assert.equal(deeper('[[],[],{},{}]', 2), false);
});

test('brackets in strings do not count, whatever is escaped there', () => {
  assert.equal(deeper('["[[[[", "\\"[[[[", "\\\\"]', 1), false);
  assert.equal(deeper('["\\\\", [[]]]', 2), true);
  assert.equal(deeper('["never ends [[[[[[', 1), false);
  assert.equal(deeper('["ends in an escape \\', 1), false);
});
