import { z } from 'zod';

/** What stands for a number that JSON cannot hold, as in protobuf's JSON mapping. */
const SPECIAL = ['NaN', 'Infinity', '-Infinity'] as const;

/** A 64-bit float on the wire: a JSON number, or `"NaN"`, `"Infinity"`, `"-Infinity"`. */
export const jsonNumberSchema = z
  .union([z.number(), z.enum(SPECIAL)])
  .meta({ id: 'Number', description: 'A 64-bit float; what JSON cannot hold is a string' });
export type JsonNumber = z.infer<typeof jsonNumberSchema>;

/** Values by name, such as a job's metrics, on the wire. */
export const jsonNumbersSchema = z.record(z.string(), jsonNumberSchema);

/** The wire form of a number. */
export function toJsonNumber(value: number): JsonNumber {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return 'Infinity';
  if (value === Number.NEGATIVE_INFINITY) return '-Infinity';
  return value;
}

/** The number that a wire form stands for. */
export function fromJsonNumber(value: JsonNumber): number {
  return Number(value);
}

/** The wire form of values by name. */
export function toJsonNumbers(values: Readonly<Record<string, number>>): Record<string, JsonNumber> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toJsonNumber(value)]));
}
