import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromJsonNumber, jsonNumberSchema, toJsonNumber, toJsonNumbers } from '../../src/http/json-number.js';

test('every 64-bit float survives the way through JSON', () => {
  const values = [0, -0.1, 1e-320, Number.MAX_VALUE, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    const wire: unknown = JSON.parse(JSON.stringify(toJsonNumber(value)));
    assert.equal(fromJsonNumber(jsonNumberSchema.parse(wire)), value);
  }
});

test('what JSON cannot hold is a string', () => {
  assert.deepEqual(toJsonNumbers({ loss: Number.NaN, best: Number.NEGATIVE_INFINITY, accuracy: 0.5 }), {
    loss: 'NaN',
    best: '-Infinity',
    accuracy: 0.5,
  });
});

test('other strings are no numbers', () => {
  for (const wrong of ['nan', '1', '', 'inf']) assert.equal(jsonNumberSchema.safeParse(wrong).success, false);
});
