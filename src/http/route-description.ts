import type { SwaggerTransform, SwaggerTransformObject } from '@fastify/swagger';
import type { FastifySchema } from 'fastify';
import { createJsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { problemResponses } from './problem-responses.js';
import { scopesOf } from './scopes.js';

const REFERENCE = /^#\/components\/schemas\/([^/]+)$/;

const IDEMPOTENCY_HEADER = {
  type: 'object',
  properties: {
    'idempotency-key': {
      type: 'string',
      pattern: '^[\\x21-\\x7e]{1,255}$',
      description:
        'Makes the request safe to repeat: the same key and the same body, byte for byte (for uploads, the bytes of the ' +
        'parts), get the first answer again for 24 hours, with `Idempotency-Replayed: true`; another body gets 422, and a ' +
        'repeat while the first still runs 409. Answers of 429 and 5xx are not kept.',
    },
  },
} as const;

/** A body that has a schema for each media type: `{ content: { 'application/json': { schema } } }`. */
const bodyContentSchema = z.object({
  content: z.record(z.string(), z.object({ schema: z.instanceof(z.ZodType) })),
});

const describe = createJsonSchemaTransform({});

/** A route's zod schemas as JSON schemas, with what its config adds to them, and the problems that any route may answer with. */
export const describeRoute: SwaggerTransform = (document) => {
  const { schema, route, url } = document;
  if (schema?.hide === true || schema === undefined) return { schema: { ...schema, hide: true }, url };
  const byMediaType = bodyContentSchema.safeParse(schema.body);
  const described: FastifySchema = byMediaType.success
    ? { ...describe({ ...document, schema: { ...schema, body: undefined } }).schema }
    : { ...describe(document).schema };
  if (byMediaType.success) {
    const content = Object.entries(byMediaType.data.content).map(([type, media]) => [
      type,
      { schema: describe({ ...document, schema: { body: media.schema } }).schema.body },
    ]);
    described.body = { content: Object.fromEntries(content) };
  }
  const isOpen = route.config?.open === true;
  const common = isOpen ? problemResponses(400, 422) : problemResponses(400, 401, 403, 422, 429, 503);
  described.response = {
    ...asObject(describe({ ...document, schema: { response: common } }).schema.response),
    ...asObject(described.response),
  };
  if (route.config?.idempotent === true) described.headers = withIdempotency(described.headers);
  // Any one of the scopes will do; OpenAPI 3.1 has them as roles of the scheme.
  described.security = isOpen ? [] : scopesOf(route.config ?? {}).map((scope) => ({ apiKey: [scope] }));
  return { schema: described, url };
};

/** The header besides those that the route names itself. */
function withIdempotency(headers: unknown): object {
  const own = asObject(headers);
  const properties = 'properties' in own ? asObject(own.properties) : {};
  return { ...own, type: 'object', properties: { ...properties, ...IDEMPOTENCY_HEADER.properties } };
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

/** Adds the named schemas that the routes refer to, themselves or through one another, and no others. */
export const describeComponents: SwaggerTransformObject = (document) => {
  const described = jsonSchemaTransformObject(document);
  if (!('components' in described) || described.components?.schemas === undefined) return described;
  const { schemas } = described.components;
  const used = new Set<string>();
  const waiting = referencesIn(described.paths);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    waiting.push(...referencesIn(Object.entries(schemas).find(([id]) => id === name)?.[1]));
  }
  for (const name of Object.keys(schemas)) if (!used.has(name)) Reflect.deleteProperty(schemas, name);
  dropImpossibleDefaults(described);
  return described;
};

/** Keras lets a whole `config` be left out, also where a field of it is needed; zod then describes a default that is not valid. */
function dropImpossibleDefaults(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  if ('default' in node && 'required' in node && Array.isArray(node.required) && node.required.length > 0) {
    delete node.default;
  }
  for (const value of Object.values(node)) dropImpossibleDefaults(value);
}

function referencesIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const name = key === '$ref' && typeof value === 'string' ? REFERENCE.exec(value)?.[1] : undefined;
    return name === undefined ? referencesIn(value) : [name];
  });
}
