import type { Schema } from './described-api.js';

/** Objects of Keras, which the catalog lists with their fields. */
const KERAS: ReadonlyMap<string, string> = new Map([
  ['Layer', 'layer'],
  ['ModelLayer', 'layer'],
  ['PlainLayer', 'layer'],
  ['WrappedLayer', 'layer'],
  ['SequentialWithin', 'layer'],
  ['FunctionalWithin', 'layer'],
  ['Optimizer', 'optimizer'],
  ['LearningRateSchedule', 'schedule'],
  ['Loss', 'loss'],
  ['Metric', 'metric'],
  ['Callback', 'callback'],
  ['Initializer', 'initializer'],
  ['Regularizer', 'regularizer'],
  ['Constraint', 'constraint'],
  ['Activation', 'activation'],
]);
/** Named in the description for its own sake; a reader needs no more than these words. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ['Number', 'number'],
  ['NestedNumbers', 'nested lists of numbers'],
  ['Name', 'string'],
  ['Shape', 'list of integers or null'],
  ['DType', 'dtype'],
]);
const REFERENCE = /^#\/components\/schemas\/(.+?)(Input)?$/;
/** Longer lists of values are Keras's names. */
const MOST_VALUES = 13;
/** Beyond it a number has no limit that anybody set. */
const NO_LIMIT = 2 ** 31 - 1;

/** The name of the component that a schema refers to, without the suffix that tells what is sent from what is answered. */
export function nameOf({ $ref }: Schema): string | undefined {
  return $ref === undefined ? undefined : REFERENCE.exec($ref)?.[1];
}

/** Whether a component has a place of its own in the reference. */
export function hasOwnPlace(name: string): boolean {
  return !KERAS.has(name) && !PLAIN.has(name) && name !== 'Catalog';
}

/** A schema in words, with links to the objects that it is made of: `list of [Job](#job)`. */
export function typeText(schema: Schema): string {
  const name = nameOf(schema);
  if (name !== undefined) {
    const kind = KERAS.get(name);
    if (kind !== undefined) return `[${kind}](catalog.md)`;
    return PLAIN.get(name) ?? (hasOwnPlace(name) ? linkTo(name) : 'object');
  }
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches !== undefined) return [...new Set(branches.map(typeText))].join(' or ');
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return valuesText(schema.enum);
  if (schema.type === 'array') return listText(schema);
  if (schema.type === 'object') return objectText(schema);
  if (schema.format === 'binary') return 'bytes';
  if (schema.format === 'date-time') return 'time';
  if (schema.type === 'integer' || schema.type === 'number') return schema.type + rangeText(schema);
  return [schema.type ?? 'anything'].flat().join(' or ');
}

export function linkTo(name: string): string {
  return `[${name}](#${name.toLowerCase()})`;
}

function listText({ items }: Schema): string {
  if (items === undefined || typeof items === 'boolean') return 'list';
  const text = typeText(items);
  if (text === 'anything' || text === '') return 'list';
  return text.includes(' or ') ? `list of (${text})` : `list of ${text}`;
}

function objectText({ properties, additionalProperties }: Schema): string {
  if (properties !== undefined && Object.keys(properties).length > 0) return 'object';
  if (typeof additionalProperties !== 'object') return 'object';
  return `object of ${typeText(additionalProperties)} by name`;
}

function valuesText(values: readonly unknown[]): string {
  return values.length > MOST_VALUES ? '[name](catalog.md)' : values.map(code).join(' or ');
}

export function code(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}

function rangeText({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): string {
  const limits = [
    limitText('>=', minimum),
    limitText('>', exclusiveMinimum),
    limitText('<=', maximum),
    limitText('<', exclusiveMaximum),
  ].filter((text) => text !== '');
  return limits.length === 0 ? '' : ` ${limits.join(', ')}`;
}

function limitText(sign: string, value: number | undefined): string {
  return value === undefined || Math.abs(value) >= NO_LIMIT ? '' : `${sign} ${value}`;
}
