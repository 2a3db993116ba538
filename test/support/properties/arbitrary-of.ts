import fc from 'fast-check';
import type { z } from 'zod';

type Arbitrary = fc.Arbitrary<unknown>;

/** What is made for fields of some names, whatever their schema; undefined leaves the field out. */
export type Overrides = Readonly<Record<string, Arbitrary | undefined>>;

interface Options {
  readonly overrides?: Overrides;
  /** How often of a hundred a field is there that may be left out. */
  readonly given?: number;
}

const MOST_ITEMS = 4;
/** Sizes, counts and axes: most are small, so that what is made often fits together. */
const SMALL = { min: -4, max: 6 };
/** Even: fast-check prefers small numbers else. */
const percent = fc.noBias(fc.nat(99));
const NAMES = ['a', 'dense', 'x/y', 'z_1', 'A.b-c'] as const;
const TEXTS = ['', 'a', '1', 'loss', 'val_loss', '~/', 'größer', '{}', '__proto'] as const;

/**
 * Values of the form that a schema takes, before it fills in defaults and transforms: nearly all are accepted, and those that a
 * refinement refuses are few.
 */
export function arbitraryOf(schema: z.core.$ZodType, { overrides = {}, given = 30 }: Options = {}): Arbitrary {
  const known = new Map<z.core.$ZodType, Arbitrary>();
  const make = (inner: z.core.$ZodType): Arbitrary => {
    const made = known.get(inner) ?? build(inner);
    known.set(inner, made);
    return made;
  };

  const fields = (shape: Readonly<Record<string, z.core.$ZodType>>): Arbitrary => {
    const entries = Object.entries(shape).flatMap(([name, field]) => {
      if (!Object.hasOwn(overrides, name)) return [[name, field, make(field)] as const];
      const override = overrides[name];
      return override === undefined ? [] : [[name, field, override] as const];
    });
    const parts = entries.map(([, field, value]) =>
      isOptional(field)
        ? fc.tuple(percent, value).map(([draw, made]) => (draw >= 100 - given ? [made] : []))
        : value.map((made) => [made]),
    );
    return fc
      .tuple(...parts)
      .map((made) =>
        Object.fromEntries(entries.flatMap(([name], index) => (made[index] ?? []).map((value) => [name, value]))),
      );
  };

  const build = (inner: z.core.$ZodType): Arbitrary => {
    const { def } = typed(inner);
    switch (def.type) {
      case 'object':
        return fields(def.shape);
      case 'union':
        return fc.oneof(...def.options.map(make));
      case 'literal':
        return fc.constantFrom(...def.values);
      case 'enum':
        return fc.constantFrom(...Object.values(def.entries));
      case 'optional':
      case 'default':
      case 'prefault':
      case 'readonly':
        return make(def.innerType);
      case 'nullable':
        return fc.option(make(def.innerType), { nil: null });
      case 'pipe':
        return make(def.in);
      case 'lazy':
        return make(def.getter());
      case 'array':
        return fc.array(make(def.element), lengthOf(inner));
      case 'tuple':
        return fc
          .tuple(
            fc.tuple(...def.items.map(make)),
            def.rest === null ? fc.constant([]) : fc.array(make(def.rest), { maxLength: MOST_ITEMS }),
          )
          .map(([items, rest]) => [...items, ...rest]);
      case 'record':
        return fc
          .array(fc.tuple(make(def.keyType), make(def.valueType)), { maxLength: 2 })
          .map((entries) => Object.fromEntries(entries));
      case 'string':
        return textOf(inner);
      case 'number':
        return numberOf(inner);
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      case 'unknown':
        return fc.constantFrom<unknown>(null, 1, 'text', [], {});
      default:
        throw new Error(`no values are made for a schema of the type ${def.type}`);
    }
  };
  return make(schema);
}

/** Zod's own classes tell their kind by `def.type`; its general type does not say so. */
function typed(schema: z.core.$ZodType) {
  return (schema as z.core.$ZodTypes)._zod;
}

function isOptional(schema: z.core.$ZodType): boolean {
  return schema._zod.optin === 'optional';
}

/** What the checks of a schema ask for. */
interface Bounds {
  least: number;
  most: number;
  leastExcluded: boolean;
  mostExcluded: boolean;
  integer: boolean;
  pattern: boolean;
}

function boundsOf(schema: z.core.$ZodType): Bounds {
  const { def } = typed(schema);
  const bounds: Bounds = {
    least: Number.NEGATIVE_INFINITY,
    most: Number.POSITIVE_INFINITY,
    leastExcluded: false,
    mostExcluded: false,
    integer: def.type === 'number' && 'format' in def,
    pattern: false,
  };
  for (const check of def.checks ?? []) {
    const made = (check as z.core.$ZodChecks)._zod.def;
    if (made.check === 'min_length') bounds.least = made.minimum;
    else if (made.check === 'max_length') bounds.most = made.maximum;
    else if (made.check === 'length_equals') bounds.least = bounds.most = made.length;
    else if (made.check === 'string_format') bounds.pattern = true;
    else if (made.check === 'greater_than') {
      bounds.least = Number(made.value);
      bounds.leastExcluded = !made.inclusive;
    } else if (made.check === 'less_than') {
      bounds.most = Number(made.value);
      bounds.mostExcluded = !made.inclusive;
    }
  }
  return bounds;
}

function lengthOf(schema: z.core.$ZodType): { minLength: number; maxLength: number } {
  const { least, most } = boundsOf(schema);
  const minLength = Math.max(0, least);
  return { minLength, maxLength: Math.max(minLength, Math.min(most, MOST_ITEMS)) };
}

function textOf(schema: z.core.$ZodType): Arbitrary {
  const { least, most, pattern } = boundsOf(schema);
  const texts = (pattern ? NAMES : TEXTS).filter(({ length }) => length >= least && length <= most);
  return fc.constantFrom(...texts);
}

function numberOf(schema: z.core.$ZodType): Arbitrary {
  const { least, most, leastExcluded, mostExcluded, integer } = boundsOf(schema);
  const min = Math.max(least, Math.min(SMALL.min, most));
  const max = Math.min(most, Math.max(SMALL.max, least + 2));
  const minExcluded = leastExcluded && min === least;
  const maxExcluded = mostExcluded && max === most;
  return integer
    ? fc.integer({ min: min + Number(minExcluded), max: max - Number(maxExcluded) })
    : fc.double({ min, max, minExcluded, maxExcluded, noNaN: true });
}
