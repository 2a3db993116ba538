import type { z } from 'zod';

type RawIssue = z.core.$ZodRawIssue;
type Issue = z.core.$ZodIssue;

const MAX_NAMES = 60;
/** Longer lists of values are Keras's names, which nobody reads in an error. */
const MAX_VALUES = 20;

const TYPE_PHRASE: ReadonlyMap<string, string> = new Map([
  ['string', 'a string'],
  ['number', 'a number'],
  ['int', 'an integer'],
  ['boolean', 'true or false'],
  ['array', 'an array'],
  ['tuple', 'an array'],
  ['object', 'an object'],
  ['record', 'an object'],
  ['null', 'null'],
  ['undefined', 'left out'],
  ['never', 'left out'],
  ['date', 'a time'],
]);

const FORMAT_PHRASE: ReadonlyMap<string, string> = new Map([
  ['datetime', 'an RFC 3339 time'],
  ['url', 'a URL'],
  ['email', 'an email address'],
  ['base64', 'base64 text'],
  ['safeint', 'an integer'],
  ['int32', 'a 32-bit integer'],
]);

const UNIT: ReadonlyMap<string, readonly [one: string, many: string]> = new Map([
  ['string', ['character', 'characters']],
  ['array', ['item', 'items']],
  ['set', ['item', 'items']],
  ['map', ['entry', 'entries']],
  ['object', ['field', 'fields']],
  ['file', ['byte', 'bytes']],
]);

/** What would have been right in the place that the issue names: `a number`, `one of "sgd", "adam"`. */
export function expectationOf(issue: Issue | RawIssue): string {
  if (issue.code === 'invalid_type') return TYPE_PHRASE.get(issue.expected) ?? `of type ${issue.expected}`;
  if (issue.code === 'invalid_value') return oneOf(issue.values);
  return 'something else';
}

/** What an issue of zod means, as the end of a sentence that begins with the field's name: `must be at least 1`. */
export function issueText(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_value':
      return `must be ${expectationOf(issue)}`;
    case 'too_small':
      return bound(issue.origin, issue.minimum, issue.exact, issue.inclusive === false ? 'more than' : 'at least');
    case 'too_big':
      return bound(issue.origin, issue.maximum, issue.exact, issue.inclusive === false ? 'less than' : 'at most');
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return format(issue.format, issue.pattern);
    case 'unrecognized_keys':
      return unknownFieldText(issue.inst);
    case 'invalid_union':
      return Array.isArray(issue.options) ? `must be ${oneOf(issue.options)}` : 'has no form that is known here';
    case 'invalid_key':
      return 'is not a name that can stand here';
    default:
      return 'is not valid';
  }
}

function bound(origin: string, limit: number | bigint, exact: boolean | undefined, comparison: string): string {
  const unit = UNIT.get(origin);
  const words = exact === true ? 'exactly' : comparison;
  if (unit === undefined) return `must be ${words} ${limit}`;
  return `must have ${words} ${limit} ${Number(limit) === 1 ? unit[0] : unit[1]}`;
}

function format(name: string, pattern: string | undefined): string {
  const phrase = FORMAT_PHRASE.get(name);
  if (phrase !== undefined) return `must be ${phrase}`;
  return pattern === undefined ? `must be in the format ${name}` : `must match ${pattern}`;
}

function unknownFieldText(schema: RawIssue['inst']): string {
  const shape: unknown = schema !== undefined && 'shape' in schema._zod.def ? schema._zod.def.shape : undefined;
  const known = typeof shape === 'object' && shape !== null ? Object.keys(shape) : [];
  return known.length === 0
    ? 'is not known here'
    : `is not known here; what is known is ${listed(known.map((name) => JSON.stringify(name)))}`;
}

function oneOf(values: readonly unknown[]): string {
  const names = values.map((value) => (typeof value === 'string' ? JSON.stringify(value) : String(value)));
  if (names.length > MAX_VALUES) return `one of the ${names.length} names that GET /v1/catalog lists for it`;
  return names.length === 1 ? (names[0] ?? '') : `one of ${listed(names)}`;
}

function listed(names: readonly string[]): string {
  return names.length <= MAX_NAMES
    ? names.join(', ')
    : `${names.slice(0, MAX_NAMES).join(', ')} and ${names.length - MAX_NAMES} more`;
}
