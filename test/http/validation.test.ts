import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import type { Fault } from '../../src/errors.js';
import { InvalidError, MalformedError } from '../../src/errors.js';
import { parsePart, serializerCompiler } from '../../src/http/validation.js';
import { postedArchitectureSchema } from '../../src/keras-format/architecture.js';
import { compileSchema } from '../../src/keras-format/compile.js';
import { fitSchema } from '../../src/keras-format/fit.js';

function faultsOf(schema: z.ZodType, value: unknown, part = 'body'): readonly Fault[] {
  try {
    parsePart(schema, value, part);
  } catch (error) {
    if (error instanceof InvalidError) return error.errors ?? [];
    throw error;
  }
  return [];
}

const point = z.strictObject({
  x: z.number().min(0),
  label: z.string().min(2).optional(),
  tags: z.array(z.string()).max(2).default([]),
});

test('each wrong field is told with its pointer, what it must be, and what stood there', () => {
  assert.deepEqual(faultsOf(point, { x: 'one', label: 'a', tags: ['a', 'b', 'c'] }), [
    { pointer: '/x', detail: 'must be a number', received: 'one' },
    { pointer: '/label', detail: 'must have at least 2 characters', received: 'a' },
    { pointer: '/tags', detail: 'must have at most 2 items', received: ['a', 'b', 'c'] },
  ]);
});

test('a field that is missing is told as missing', () => {
  assert.deepEqual(faultsOf(point, {}), [{ pointer: '/x', detail: 'is missing; it must be a number' }]);
});

test('an unknown field is told by its own pointer, escaped, with what is known there', () => {
  assert.deepEqual(faultsOf(point, { x: 1, 'a/b~c': null, toString: 2 }), [
    { pointer: '/a~1b~0c', detail: 'is not known here; what is known is "x", "label", "tags"', received: null },
    { pointer: '/toString', detail: 'is not known here; what is known is "x", "label", "tags"', received: 2 },
  ]);
});

test('what JSON cannot hold is received as a string', () => {
  assert.deepEqual(faultsOf(point, { x: Number.NaN }), [
    { pointer: '/x', detail: 'must be a number', received: 'NaN' },
  ]);
  assert.deepEqual(faultsOf(point, { x: Number.POSITIVE_INFINITY }), [
    { pointer: '/x', detail: 'must be a number', received: 'Infinity' },
  ]);
});

test('a long value is shortened to 200 characters', () => {
  const [text] = faultsOf(point, { x: 'y'.repeat(1000) });
  assert.equal(text?.received, `${'y'.repeat(199)}…`);
  const [list] = faultsOf(point, { x: Array.from({ length: 1_000_000 }, (_, index) => index) });
  assert.equal(String(list?.received).length, 200);
  assert.match(String(list?.received), /^\[0,1,2,3,.*…$/);
});

test('a query parameter is told below /query, a path parameter below /params', () => {
  const schema = z.strictObject({ limit: z.number() });
  assert.equal(faultsOf(schema, { limit: 'x' }, 'querystring')[0]?.pointer, '/query/limit');
  assert.equal(faultsOf(schema, { limit: 'x' }, 'params')[0]?.pointer, '/params/limit');
});

test('a hundred faults are told at most', () => {
  assert.equal(faultsOf(z.array(z.number()), Array(5000).fill('x')).length, 100);
});

test('a body that is not there is malformed, unless the route can do without', () => {
  assert.throws(() => parsePart(point, null, 'body'), MalformedError);
  assert.equal(parsePart(point.optional(), null, 'body'), undefined);
});

test('names that every object inherits are no fields and no values', () => {
  const kinds = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('a') }),
    z.strictObject({ kind: z.literal('b') }),
  ]);
  for (const name of ['toString', '__proto__', 'constructor', 'hasOwnProperty']) {
    assert.deepEqual(faultsOf(kinds, { kind: name }), [
      { pointer: '/kind', detail: 'must be one of "a", "b"', received: name },
    ]);
  }
});

const dense = (config: object) => ({ class_name: 'Dense', config });

test('of a union, the branch that was meant is told: the layer that is wrong, not the form of the model', () => {
  assert.deepEqual(faultsOf(postedArchitectureSchema, { layers: [dense({ units: -1 })] }), [
    { pointer: '/layers/0/config/units', detail: 'must be more than 0', received: -1 },
  ]);
  const posted = { class_name: 'Sequential', config: { layers: [dense({ units: 1.5, unit: 3 })] } };
  const pointers = faultsOf(postedArchitectureSchema, posted).map(({ pointer }) => pointer);
  assert.deepEqual(pointers, ['/config/layers/0/config/units', '/config/layers/0/config/unit']);
});

test('an unknown layer is told at its class_name, with where the layers that there are stand', () => {
  const [fault, ...others] = faultsOf(postedArchitectureSchema, { layers: [{ class_name: 'Dens', config: {} }] });
  assert.equal(others.length, 0);
  assert.equal(fault?.pointer, '/layers/0/class_name');
  assert.equal(fault?.received, 'Dens');
  assert.match(fault?.detail ?? '', /^must be one of the \d+ names that GET \/v1\/catalog lists/);
});

test('where no branch of a union is of the right type, all are told', () => {
  const faults = faultsOf(compileSchema, { optimizer: 5, loss: 'mse' });
  assert.equal(faults.length, 1);
  assert.equal(faults[0]?.pointer, '/optimizer');
  assert.match(faults[0]?.detail ?? '', /^must be one of .* or an object$/);
  assert.equal(faults[0]?.received, 5);
});

test('inside an object of a union, the parameter that is wrong is told', () => {
  const optimizer = { class_name: 'SGD', config: { learning_rate: -1, momentumm: 0.9 } };
  assert.deepEqual(
    faultsOf(compileSchema, { optimizer, loss: 'mse' }).map(({ pointer }) => pointer),
    ['/optimizer/config/learning_rate', '/optimizer/config/momentumm'],
  );
});

test('a fit with callbacks is written as it was read, though its schema transforms them', () => {
  const write = serializerCompiler({ schema: fitSchema, method: 'GET', url: '/', httpStatus: '200' });
  const fit = fitSchema.parse({
    dataset: 'dst_1',
    callbacks: [{ class_name: 'EarlyStopping', config: { patience: 2 } }],
  });
  assert.deepEqual(JSON.parse(write(fit)), JSON.parse(JSON.stringify(fit)));
  assert.equal(fit.callbacks[0]?.class_name, 'EarlyStopping');
});
