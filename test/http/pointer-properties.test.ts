import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { InvalidError, toPointer } from '../../src/errors.js';
import { isNestedDeeper } from '../../src/http/json-body.js';
import { valueAt } from '../../src/http/received.js';
import { parsePart } from '../../src/http/validation.js';
import { resolvePointer } from '../support/properties/pointers.js';
import { runs } from '../support/properties/settings.js';

const keys = fc.oneof(
  fc.string({ unit: fc.constantFrom('~', '/', '0', '1', ' ', '"', '%', 'ü'), maxLength: 5 }),
  fc.constantFrom('__proto', 'constructor', 'toString', 'length', ''),
);
const values = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.integer(),
    fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
    fc.array(tie('value'), { maxLength: 4 }),
  ),
})).value;

/** Each place in a value, by its path. */
function pathsIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value)
    ? value.flatMap((item, index) => pathsIn(item, [...path, index]))
    : Object.entries(value).flatMap(([key, item]) => pathsIn(item, [...path, key]));
  return [path, ...inner];
}

test('a pointer leads to the value that stands at its path, whatever the keys are made of', () => {
  const leads = fc.property(values, (root) => {
    for (const path of pathsIn(root)) {
      const { found, value } = resolvePointer(root, toPointer(path));
      assert.ok(found);
      assert.equal(value, valueAt(root, path));
    }
  });
  fc.assert(leads, runs(1_000));
});

const bodySchema = z.record(z.string(), z.record(z.string(), z.array(z.int())));
const bodies = fc.dictionary(keys, fc.dictionary(keys, fc.array(fc.oneof(fc.integer(), fc.constant('wrong')))));

test('the faults of a body point to all that is wrong in it, and to nothing else', () => {
  const pointed = fc.property(bodies, (body) => {
    const wrong = pathsIn(body).filter((path) => valueAt(body, path) === 'wrong');
    const expected = wrong.map((path) => toPointer(path));
    let found: string[] = [];
    try {
      parsePart(bodySchema, body, 'body');
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error;
      found = (error.errors ?? []).map(({ pointer, received }) => {
        assert.equal(received, 'wrong');
        return pointer;
      });
    }
    assert.deepEqual(found.sort(), expected.slice(0, 100).sort());
  });
  fc.assert(pointed, runs(1_000));
});

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

test('how deep JSON is nested is counted right, whatever its texts hold', () => {
  const counted = fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 1), (value, indent) => {
    const json = Buffer.from(JSON.stringify(value, null, indent));
    const depth = depthOf(value);
    assert.equal(isNestedDeeper(json, depth), false);
    if (depth > 0) assert.equal(isNestedDeeper(json, depth - 1), true);
  });
  fc.assert(counted, runs(1_000));
});
