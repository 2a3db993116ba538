import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Json, mutateJson } from '../../drills/mutations/mutate-json.js';
import { InvalidError } from '../../src/errors.js';
import { parsePart } from '../../src/http/validation.js';
import { compileSchema } from '../../src/keras-format/compile.js';
import { withModules } from '../../src/keras-format/keras-modules.js';
import { type Definition, defineModel, planOf } from '../../src/models/definition.js';
import { newModelSchema } from '../../src/models/model-schemas.js';
import { Philox } from '../../src/random/philox.js';
import { arbitraryOf } from '../support/properties/arbitrary-of.js';
import { functionals, neverTaken, sequentials } from '../support/properties/architectures.js';
import { leadsInto, resolvePointer } from '../support/properties/pointers.js';
import { runs } from '../support/properties/settings.js';

const LIMITS = { maxParams: 1_000_000, maxLayers: 20, maxMemoryBytes: 2 ** 30 };
const architectures = fc.oneof(sequentials, functionals);
/** Objects whose keys are names that somebody chose, or whose content is read over. */
const OPEN_OBJECTS = new Set(['build_config', 'compile_config', 'kwargs', 'input_layers', 'output_layers']);

/** What a client gets for a model: its definition, or the refusal. Whatever else is thrown is a fault. */
function definePosted(body: unknown): Definition | InvalidError {
  try {
    return defineModel(parsePart(newModelSchema, body, 'body'), LIMITS);
  } catch (error) {
    if (error instanceof InvalidError) return error;
    throw error;
  }
}

const define = (architecture: unknown) => definePosted({ name: 'm', architecture });
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null');

/** Whether it was accepted; what is answered can then be posted, and is the same model. */
function givesTheSameAgain(architecture: object): boolean {
  const made = define(architecture);
  if (made instanceof InvalidError) return false;
  const again = define(asJson(withModules(made.architecture)));
  if (again instanceof InvalidError) assert.fail(again.message);
  assert.deepEqual(asJson(again.architecture), asJson(made.architecture));
  assert.deepEqual(asJson(planOf(again)), asJson(planOf(made)));
  return true;
}

test('every layer that is accepted, whatever its config, is the same layer when the answer is posted again', () => {
  assert.deepEqual(neverTaken(givesTheSameAgain), [], 'these were never accepted');
});

test('a model of several layers that is accepted is the same model when the answer is posted again', () => {
  let accepted = 0;
  const again = fc.property(architectures, (architecture) => {
    if (givesTheSameAgain(architecture)) accepted++;
  });
  fc.assert(again, runs(1_000));
  assert.ok(accepted > 100, `${accepted} were accepted`);
});

/** Pointers to the objects of a definition whose keys are the service's. */
function objectsIn(value: unknown, pointer = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value)
    .filter(([key]) => !OPEN_OBJECTS.has(key))
    .flatMap(([key, item]) => objectsIn(item, `${pointer}/${key}`));
  return Array.isArray(value) ? inner : [pointer, ...inner];
}

test('an unknown key anywhere in a model that is accepted is refused, and the fault points at it', () => {
  let tried = 0;
  const unknown = fc.property(architectures, fc.nat(), (architecture, draw) => {
    if (define(architecture) instanceof InvalidError) return;
    const spoiled = structuredClone(architecture);
    const places = objectsIn(spoiled);
    const place = places[draw % places.length] ?? '';
    Object.assign(Object(resolvePointer(spoiled, place).value), { surprise: 1 });
    const refused = define(spoiled);
    assert.ok(refused instanceof InvalidError, `taken at ${place}`);
    assert.deepEqual(
      refused.errors?.map(({ pointer, received }) => [pointer, received]),
      [[`/architecture${place}/surprise`, 1]],
    );
    tried++;
  });
  fc.assert(unknown, runs(1_000));
  assert.ok(tried > 100, `${tried} were tried`);
});

/** Parsed JSON, as the service has it. */
const spoiled = fc
  .tuple(architectures, fc.nat({ max: 2 ** 31 - 1 }))
  .map(([architecture, seed]) => JSON.parse(JSON.stringify(mutateJson(architecture as Json, new Philox(seed, 0)))));

test('a spoiled model is accepted or refused with faults that point into it, and nothing else is thrown', () => {
  let refusals = 0;
  const refused = fc.property(spoiled, (architecture: unknown) => {
    const made = define(architecture);
    if (!(made instanceof InvalidError)) return;
    refusals++;
    assert.ok(made.errors && made.errors.length > 0);
    for (const { pointer, detail } of made.errors) {
      assert.ok(leadsInto({ name: 'm', architecture }, pointer), `${pointer}: ${detail}`);
    }
  });
  fc.assert(refused, runs(1_000));
  assert.ok(refusals > 300, `${refusals} were refused`);
});

/** A model of one output, and one of two. */
const ONE = { layers: [{ class_name: 'Dense', config: { units: 3, activation: 'softmax', input_shape: [2] } }] };
const input = { class_name: 'InputLayer', config: { name: 'x', shape: [2] }, name: 'x', inbound_nodes: [] };
const output = (name: string) => ({
  class_name: 'Dense',
  config: { units: 2, name },
  name,
  inbound_nodes: [[['x', 0, 0, {}]]],
});
const TWO = {
  class_name: 'Functional',
  config: {
    layers: [input, output('class_name'), output('a')],
    input_layers: [['x', 0, 0]],
    output_layers: [
      ['class_name', 0, 0],
      ['a', 0, 0],
    ],
  },
};

const compiles = fc
  .tuple(
    arbitraryOf(compileSchema, { overrides: { module: undefined, registered_name: undefined } }),
    fc.nat(2 ** 31 - 1),
    fc.boolean(),
  )
  .map(([compile, seed, isSpoiled]) => (isSpoiled ? mutateJson(compile as Json, new Philox(seed, 0)) : compile));

test('a compile goes with a model of one output or two, or is refused with faults that point into it', () => {
  const outcomes = new Map<string, number>();
  const refused = fc.property(fc.constantFrom(ONE, TWO), compiles, (architecture, compile) => {
    const body = JSON.parse(JSON.stringify({ name: 'm', architecture, compile }));
    const made = definePosted(body);
    const outcome = made instanceof InvalidError ? 'refused' : 'accepted';
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    if (!(made instanceof InvalidError)) return;
    assert.ok(made.errors && made.errors.length > 0);
    for (const { pointer, detail } of made.errors) assert.ok(leadsInto(body, pointer), `${pointer}: ${detail}`);
  });
  fc.assert(refused, runs(1_200));
  assert.ok((outcomes.get('accepted') ?? 0) > 20 && (outcomes.get('refused') ?? 0) > 20, JSON.stringify([...outcomes]));
});
