import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { toPointer } from '../../src/errors.js';
import { appWithoutEngine } from '../support/app-without-engine.js';
import { describedFieldsSchema, FieldWalk, isBounded, type Place, valuesPast } from './field-walk.js';

// Walks the OpenAPI description, so that no new field can be without a bound, and no bound without effect.

const { app, keys } = await appWithoutEngine('field-limits');
const authorization = `Bearer ${(await keys.create('walker')).key}`;
const { paths, components } = describedFieldsSchema.parse((await app.inject('/openapi.json')).json());

const layers = [{ class_name: 'Dense', config: { units: 1, input_shape: [1] } }];
const made = await app.inject({
  method: 'POST',
  url: '/v1/models',
  headers: { authorization },
  payload: { name: 'walked', architecture: { layers }, compile: { loss: 'mse' } },
});
const model = z.object({ id: z.string() }).parse(made.json()).id;

const methodSchema = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/** Where a field is sent, and what pointers to it begin with. */
const BASES = { json: '', options: '', query: '/query', header: '/headers' } as const;

interface Field {
  readonly operation: string;
  readonly method: z.infer<typeof methodSchema>;
  readonly url: string;
  readonly kind: keyof typeof BASES;
  readonly place: Place;
}

/** Of bodies whose rows are looked at in an order of their own: what has to be right before the rest is looked at. */
const RIGHT: Readonly<Record<string, object>> = { createDataset: { inputs: [[1]], targets: [1] } };

const walk = new FieldWalk(components.schemas);

function* everyField(): Generator<Field> {
  for (const [path, methods] of Object.entries(paths)) {
    const url = path
      .replace('{version}', '1')
      .replace('{label}', 'stable')
      .replace(/\{\w+\}/, model)
      .replace(/\{\w+\}/g, 'x');
    for (const [name, { operationId: operation, parameters, requestBody }] of Object.entries(methods)) {
      const to = { operation, method: methodSchema.parse(name.toUpperCase()), url };
      for (const { in: where, name, schema } of parameters) {
        if (where !== 'query' && where !== 'header') continue;
        for (const place of walk.places(schema, `${operation}?${name}`, [name])) yield { ...to, kind: where, place };
      }
      for (const [type, { schema }] of Object.entries(requestBody?.content ?? {})) {
        for (const place of walk.places(schema, operation)) {
          yield { ...to, kind: type.startsWith('multipart/') ? 'options' : 'json', place };
        }
      }
    }
  }
}
const fields = [...everyField()];
/** Files have their own tests, in upload-limits.test.ts; everything else of a form is in its part `options`. */
const sentFields = fields.filter(({ kind, place }) => kind !== 'options' || place.path[0] === 'options');

async function send({ operation, method, url, kind, place }: Field, value: unknown) {
  const to = { method, url, headers: { authorization } };
  const [name = ''] = place.path;
  if (kind === 'query') return app.inject({ ...to, query: { [name]: String(value) } });
  if (kind === 'header') return app.inject({ ...to, headers: { authorization, [name]: String(value) } });
  if (kind === 'json') {
    const { [name]: own, ...others } = z.record(z.string(), z.unknown()).parse(place.bodyWith(value));
    return app.inject({ ...to, payload: { ...others, ...RIGHT[operation], [name]: own } });
  }
  const { options } = z.object({ options: z.unknown() }).parse(place.bodyWith(value));
  return app.inject({
    ...to,
    headers: { authorization, 'content-type': 'multipart/form-data; boundary=b' },
    payload: `--b\r\ncontent-disposition: form-data; name="options"\r\n\r\n${JSON.stringify(options)}\r\n--b--\r\n`,
  });
}

/** Problems point by `errors`, the two protocols of others by a sentence that begins with the pointer. */
const refusalSchema = z.union([
  z
    .object({ errors: z.array(z.object({ pointer: z.string() })) })
    .transform(({ errors }) => errors.map(({ pointer }) => pointer)),
  z.object({ error: z.string() }).transform(({ error }) => error.split(/: |; /)),
]);

/** Places past whose bound something is refused, but told of at another place: why, and where. */
const TOLD_ELSEWHERE: readonly { place: RegExp; at: (pointer: string) => string; why: string }[] = [
  {
    place: /^InboundNodes\/\*\/\*\/3\//,
    at: (pointer) => pointer.split('/').slice(0, 7).join('/'),
    why: "Keras 2's calls are lists of lists; of several kinds of list none was meant, so that the call is pointed at",
  },
  {
    place: /\/(input|output)_layers\/\*$/,
    at: (pointer) => pointer.slice(0, pointer.lastIndexOf('/')),
    why: 'a list of ports or one port, which is a list too',
  },
  {
    place: /^(Model|Wrapped)Layer\/.*layers$|^(Sequential|Functional)Within\/.*layers$/,
    at: () => '/architecture/layers',
    why: 'the layers of all models in a model count, and are told of where they begin',
  },
  {
    place: /^MissingRule\/constant$/,
    at: () => '/prepare',
    why: 'the fields of a dataset in JSON are looked at on the thread of its rows, which tells of them whole',
  },
];

/** Bodies that cannot have so many fields at all. */
const TOO_LARGE = new Map([['Prepare/columns', 'a dataset in JSON may have 1,000 fields in all']]);

test('whatever goes past a bound of the description is refused with a pointer to its field', async () => {
  let tried = 0;
  const elsewhere = new Set<string>();
  for (const field of sentFields) {
    const { place, kind, operation } = field;
    const own = toPointer(place.path, BASES[kind]);
    const other = TOLD_ELSEWHERE.find((one) => one.place.test(place.name));
    for (const [bound, value] of valuesPast(walk, place.schema)) {
      tried += 1;
      const { statusCode, body } = await send(field, value);
      const told = `${operation}, ${place.name}, ${bound}: ${statusCode} ${body.slice(0, 500)}`;
      const allowed = TOO_LARGE.has(place.name) && bound === 'maxProperties' ? 413 : 422;
      if (statusCode === 413 && allowed === 413) continue;
      assert.ok(statusCode === 422 || (statusCode === 400 && body.startsWith('{"error"')), told);
      const pointers = refusalSchema.parse(JSON.parse(body));
      if (pointers.includes(own)) continue;
      assert.ok(other !== undefined && pointers.includes(other.at(own)), `${told}\n${own}`);
      elsewhere.add(other.why);
    }
  }
  assert.ok(tried > 2000, `${tried} values`);
  assert.equal(elsewhere.size, TOLD_ELSEWHERE.length);
});

/** Places without a bound of their own, and what bounds them. */
const BOUNDED_BY: readonly { place: RegExp; why: string }[] = [
  {
    place: /^InlineDataset\/(inputs|targets|sample_weight|group)\b/,
    why: 'rows: BODY_LIMIT_BYTES, 200 levels, 1,000 names',
  },
  { place: /^(Predict|TensorFlowPredict)\/(instances|inputs)$/, why: 'rows: BODY_LIMIT_BYTES and 200 levels' },
  { place: /^TensorFlowExamples\/(context|examples)$/, why: 'rows: BODY_LIMIT_BYTES and 200 levels' },
  { place: /^InferRequest\/inputs\/\*\/data$/, why: 'rows: BODY_LIMIT_BYTES and 200 levels' },
  { place: /^InferRequest\/.*parameters\/\{\}$/, why: 'is not kept: BODY_LIMIT_BYTES and 200 levels' },
  { place: /\/(build|compile)_config\/\{\}$/, why: 'is not kept: 2 MiB and 200 levels' },
];

test('nothing that is posted has no bound: texts, lists, and objects of free names', () => {
  const bounds = new Set<string>();
  for (const { place, kind } of fields) {
    const { schema, name } = place;
    if (schema.format === 'binary' || (kind === 'json' && place.path.length === 0 && schema.type === 'string'))
      continue;
    const types = [schema.type].flat();
    const isRead = schema.$ref !== undefined || schema.const !== undefined || schema.enum !== undefined;
    if (isRead || schema.anyOf !== undefined || schema.oneOf !== undefined) continue;
    const missing = [
      types.includes('string') && schema.maxLength === undefined && !isBounded(schema.pattern),
      types.includes('array') && schema.maxItems === undefined,
      types.includes('object') &&
        schema.additionalProperties !== false &&
        schema.maxProperties === undefined &&
        kind !== 'header',
      types.includes(undefined) && schema.pattern === undefined,
    ];
    if (!missing.includes(true)) continue;
    const bound = BOUNDED_BY.find((one) => one.place.test(name));
    assert.ok(bound !== undefined, `${name} has no bound: ${JSON.stringify(schema).slice(0, 200)}`);
    bounds.add(bound.place.source);
  }
  assert.equal(bounds.size, BOUNDED_BY.length, 'an exception that nothing needs');
});
