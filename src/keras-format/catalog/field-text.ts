import { z } from 'zod';
import { ACTIVATIONS } from '../activations.js';

/** The parts of JSON Schema that the fields of Keras's objects are made of. */
const jsonSchemaSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  get anyOf() {
    return z.array(jsonSchemaSchema).optional();
  },
  get oneOf() {
    return z.array(jsonSchemaSchema).optional();
  },
  get items() {
    return jsonSchemaSchema.optional();
  },
  get properties() {
    return z.record(z.string(), jsonSchemaSchema).optional();
  },
  required: z.array(z.string()).optional(),
  default: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
  description: z.string().optional(),
});
export type JsonSchema = z.infer<typeof jsonSchemaSchema>;

/** What a schema takes, as JSON Schema: how a client writes it. */
export function inputSchemaOf(schema: z.ZodType): JsonSchema {
  const { $defs = {}, ...root } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  return jsonSchemaSchema.parse(inlined(root, $defs));
}

/** The schema with each reference to a named part replaced by the part; no part holds itself. */
function inlined(value: unknown, parts: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) return value.map((item) => inlined(item, parts));
  if (typeof value !== 'object' || value === null) return value;
  if ('$ref' in value && typeof value.$ref === 'string') {
    const { $ref: _reference, ...beside } = value;
    const { description: _description, ...part } = asRecord(inlined(parts[value.$ref.replace('#/$defs/', '')], parts));
    // What stands beside a reference (a default) belongs to the field; what the part is in general does not.
    return { ...part, ...asRecord(inlined(beside, parts)) };
  }
  // A tuple that takes no more says `items: false`.
  const entries = Object.entries(value).filter(([key, item]) => !(key === 'items' && item === false));
  return Object.fromEntries(entries.map(([key, item]) => [key, inlined(item, parts)]));
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Beyond it a number has no limit that anybody set. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;
const MOST_VALUES = 40;

/**
 * A schema in words: `integer >= 1`, `"same" or "valid"`, `list of number`. `kindOf` names what objects with these class names
 * are (`initializer`).
 */
export function typeText(schema: JsonSchema, kindOf: (classNames: readonly string[]) => string | undefined): string {
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches?.some(isActivation)) return [...new Set(['activation', ...nullText(branches)])].join(' or ');
  if (branches) return alternatives(branches, kindOf);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (isActivation(schema)) return 'activation';
  if (schema.enum)
    return schema.enum
      .slice(0, MOST_VALUES)
      .map((value) => JSON.stringify(value))
      .join(' or ');
  if (schema.type === 'array') return schema.items ? `list of ${grouped(typeText(schema.items, kindOf))}` : 'list';
  if (schema.type === 'object') return kindOf(classNamesOf([schema])) ?? (isModel(schema) ? 'model' : 'object');
  if (schema.type === 'integer' || schema.type === 'number') return schema.type + rangeText(schema);
  return [schema.type ?? 'anything'].flat().join(' or ');
}

function alternatives(branches: readonly JsonSchema[], kindOf: Parameters<typeof typeText>[1]): string {
  const kind = kindOf(branches.flatMap((branch) => classNamesOf(branch.anyOf ?? branch.oneOf ?? [branch])));
  const others = branches.filter((branch) => classNamesOf(branch.anyOf ?? branch.oneOf ?? [branch]).length === 0);
  // The short names of a kind stand beside its objects; the kind says both.
  const shown = kind === undefined ? branches : others.filter((branch) => branch.type !== 'string');
  const texts = shown.map((branch) => typeText(branch, kindOf));
  return [...new Set([...(kind === undefined ? [] : [kind]), ...texts])].join(' or ');
}

/** By name, or as one of the layers that stand for it. */
function isActivation(schema: JsonSchema): boolean {
  return schema.enum?.length === ACTIVATIONS.length || (schema.anyOf?.some(isActivation) ?? false);
}

function nullText(branches: readonly JsonSchema[]): string[] {
  return branches.some(({ type }) => type === 'null') ? ['null'] : [];
}

function classNamesOf(schemas: readonly JsonSchema[]): string[] {
  return schemas.flatMap(({ properties }) => {
    const name = properties?.class_name?.const;
    return typeof name === 'string' && name !== 'DTypePolicy' ? [name] : [];
  });
}

function isModel({ properties }: JsonSchema): boolean {
  const { class_name } = properties ?? {};
  return class_name?.const === 'Sequential' || class_name?.enum?.includes('Functional') === true;
}

function grouped(text: string): string {
  return text.includes(' or ') ? `(${text})` : text;
}

function rangeText({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string {
  const limits = [
    limit('>=', minimum),
    limit('>', exclusiveMinimum),
    limit('<=', maximum),
    limit('<', exclusiveMaximum),
  ].filter((text) => text !== undefined);
  return limits.length === 0 ? '' : ` ${limits.join(' and ')}`;
}

function limit(sign: string, value: number | undefined): string | undefined {
  return value === undefined || Math.abs(value) >= NO_LIMIT || value === 2 ** 31 - 1 ? undefined : `${sign} ${value}`;
}
