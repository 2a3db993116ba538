import { z } from 'zod';
import { type DescribedSchema, describedSchema } from '../support/described-schema.js';

export type FieldSchema = DescribedSchema;

const contentSchema = z.record(z.string(), z.object({ schema: describedSchema }));
export const describedFieldsSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        parameters: z.array(z.object({ in: z.string(), name: z.string(), schema: describedSchema })).default([]),
        requestBody: z.object({ content: contentSchema }).optional(),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), describedSchema) }),
});

/** A place in what is posted: its schema, and a whole body that is right but for the value that is put there. */
export interface Place {
  /** For people: `Layer/config/units`, from the component that it is in. */
  readonly name: string;
  readonly path: readonly string[];
  readonly schema: FieldSchema;
  bodyWith(value: unknown): unknown;
}

type Build = (value: unknown) => unknown;

const REFERENCE = /^#\/components\/schemas\/(.+)$/;
/** What some text of each pattern of the description looks like. */
const TEXTS = ['a', '1', 'keras', 'dst_1', 'https://example.org/', '2126-01-31T00:00:00Z', 'iris'];

/** Walks all places of schemas; what stands in several bodies is walked in the first only. */
export class FieldWalk {
  readonly #components: ReadonlyMap<string, FieldSchema>;
  readonly #walked = new Set<string>();

  constructor(components: Readonly<Record<string, FieldSchema>>) {
    this.#components = new Map(Object.entries(components));
  }

  *places(
    schema: FieldSchema,
    name: string,
    path: readonly string[] = [],
    build: Build = (value) => value,
  ): Generator<Place> {
    const component = REFERENCE.exec(schema.$ref ?? '')?.[1];
    if (component !== undefined) {
      if (this.#walked.has(component)) return;
      this.#walked.add(component);
      yield* this.places(this.#component(component), component.replace(/Input$/, ''), path, build);
      return;
    }
    yield { name, path, schema, bodyWith: build };
    for (const branch of branchesOf(schema)) yield* this.places(branch, name, path, build);
    yield* this.#inList(schema, name, path, build);
    yield* this.#inObject(schema, name, path, build);
  }

  *#inList(schema: FieldSchema, name: string, path: readonly string[], build: Build): Generator<Place> {
    const { prefixItems = [], items, minItems = 0 } = schema;
    const first = prefixItems.map((item) => this.sample(item));
    for (const [at, item] of prefixItems.entries()) {
      yield* this.places(item, `${name}/${at}`, [...path, String(at)], (value) => build(first.with(at, value)));
    }
    if (typeof items !== 'object') return;
    const others = Array.from({ length: Math.max(0, minItems - first.length - 1) }, () => this.sample(items));
    const inItem: Build = (value) => build([...first, value, ...others]);
    yield* this.places(items, `${name}/*`, [...path, String(first.length)], inItem);
  }

  *#inObject(schema: FieldSchema, name: string, path: readonly string[], build: Build): Generator<Place> {
    for (const [field, inner] of Object.entries(schema.properties ?? {})) {
      const inField: Build = (value) => build({ ...this.#fields(schema), [field]: value });
      yield* this.places(inner, `${name}/${field}`, [...path, field], inField);
    }
    const { additionalProperties, propertyNames } = schema;
    if (typeof additionalProperties !== 'object') return;
    const field = String(this.sample(propertyNames ?? {}) ?? 'a');
    const inField: Build = (value) => build({ ...this.#fields(schema), [field]: value });
    yield* this.places(additionalProperties, `${name}/{}`, [...path, field], inField);
  }

  /** The least that a schema takes. */
  sample(schema: FieldSchema): unknown {
    const component = REFERENCE.exec(schema.$ref ?? '')?.[1];
    if (component !== undefined) return this.sample(this.#component(component));
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return schema.enum[0];
    const type = [schema.type].flat()[0];
    const [branch] = branchesOf(schema);
    if (type === undefined && branch !== undefined) return this.sample(branch);
    if (type === 'object') return this.#fields(schema);
    if (type === 'array') return this.#items(schema);
    if (type === 'string') return textOf(schema);
    if (type === 'integer' || type === 'number') return numberOf(schema);
    return type === 'boolean' ? true : null;
  }

  #fields({ required = [], properties = {} }: FieldSchema): Record<string, unknown> {
    const fields = new Map(Object.entries(properties));
    return Object.fromEntries(required.map((field) => [field, this.sample(fields.get(field) ?? {})]));
  }

  #items({ prefixItems = [], items, minItems = 0 }: FieldSchema): unknown[] {
    const first = prefixItems.map((item) => this.sample(item));
    if (typeof items !== 'object') return first;
    return [
      ...first,
      ...Array.from({ length: minItems - first.length > 0 ? minItems - first.length : 0 }, () => this.sample(items)),
    ];
  }

  #component(name: string): FieldSchema {
    const schema = this.#components.get(name);
    if (schema === undefined) throw new Error(`the description lacks the component ${name}`);
    return schema;
  }
}

function branchesOf({ anyOf = [], oneOf = [], allOf = [] }: FieldSchema): readonly FieldSchema[] {
  return [...anyOf, ...oneOf, ...allOf];
}

function textOf({ pattern, minLength = 0 }: FieldSchema): string {
  const fits = (text: string) =>
    text.length >= minLength && (pattern === undefined || new RegExp(pattern, 'u').test(text));
  return TEXTS.find(fits) ?? 'a'.repeat(minLength);
}

function numberOf({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: FieldSchema): number {
  if (minimum !== undefined && minimum > -1e9) return minimum;
  if (exclusiveMinimum !== undefined) {
    const below = exclusiveMaximum ?? maximum ?? Number.POSITIVE_INFINITY;
    return exclusiveMinimum + 1 < below ? exclusiveMinimum + 1 : (exclusiveMinimum + below) / 2;
  }
  return maximum !== undefined && maximum < 0 ? maximum : 0;
}

/** Values that go past each bound of a place, by the bound's name. */
export function valuesPast(walk: FieldWalk, schema: FieldSchema): ReadonlyMap<string, unknown> {
  const past = new Map<string, unknown>();
  const put = (bound: string, limit: number | undefined, value: (limit: number) => unknown) => {
    if (limit !== undefined) past.set(bound, value(limit));
  };
  put('maximum', schema.maximum, above);
  put('exclusiveMaximum', schema.exclusiveMaximum, (limit) => limit);
  put('minimum', schema.minimum, below);
  put('exclusiveMinimum', schema.exclusiveMinimum, (limit) => limit);
  put('maxLength', schema.maxLength, (limit) => longer(walk, schema, limit));
  put('maxItems', schema.maxItems, (limit) => {
    const { items, prefixItems = [] } = schema;
    const item = walk.sample(typeof items === 'object' ? items : {});
    const first = prefixItems.map((one) => walk.sample(one));
    return [...first, ...Array.from({ length: limit + 1 - first.length }, () => item)];
  });
  put('maxProperties', schema.maxProperties, (limit) => {
    const { additionalProperties: inner } = schema;
    const value = walk.sample(typeof inner === 'object' ? inner : {});
    return Object.fromEntries(Array.from({ length: limit + 1 }, (_, at) => [String(at), value]));
  });
  return past;
}

const above = (limit: number) =>
  Number.isInteger(limit) ? limit + Math.max(1, Math.abs(limit) * Number.EPSILON) : limit * 2;
const below = (limit: number) =>
  Number.isInteger(limit) ? limit - Math.max(1, Math.abs(limit) * Number.EPSILON) : limit / 2;

/** A text that would be right but for its length, where that can be had by repeating its last character. */
function longer(walk: FieldWalk, schema: FieldSchema, limit: number): string {
  const text = String(walk.sample({ ...schema, type: 'string' }));
  const last = text.at(-1) ?? 'a';
  return text + last.repeat(limit + 1 - text.length);
}

/** Whether a pattern itself says how long a text may be. */
export function isBounded(pattern: string | undefined): boolean {
  return (
    pattern !== undefined &&
    /^\^.*\$$/.test(pattern) &&
    !/(?:[^\\]|^)[*+]|\{\d+,\}/.test(pattern.replace(/\[[^\]]*\]/g, 'x'))
  );
}
