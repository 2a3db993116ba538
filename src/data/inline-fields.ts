import { z } from 'zod';
import { type Fault, InvalidError, toPointer } from '../errors.js';
import { prepareSchema } from '../keras-format/prepare.js';
import { shownValue } from './faults.js';
import { datasetNameSchema, scaleSchema, taskSchema } from './upload-options.js';

/** What stands beside the rows of an inline dataset. */
export const inlineFieldsShape = {
  name: datasetNameSchema,
  task: taskSchema.optional(),
  scale: scaleSchema.optional(),
  prepare: prepareSchema.optional(),
};

/** The rows are looked at by hand: a schema would cost a microsecond for each of millions of numbers. */
const inlineDatasetSchema = z.strictObject({
  ...inlineFieldsShape,
  inputs: z.unknown().optional(),
  targets: z.unknown().optional(),
  sample_weight: z.unknown().optional(),
  group: z.unknown().optional(),
});
export type InlineDataset = z.infer<typeof inlineDatasetSchema>;

/** Splits the body of an inline dataset into its fields; the rows are still unknown. @throws {InvalidError} */
export function inlineFields(body: unknown): InlineDataset {
  const parsed = inlineDatasetSchema.safeParse(body);
  const faults = parsed.success ? [] : parsed.error.issues.flatMap((issue) => faultsOf(issue, body));
  for (const rows of ['inputs', 'targets'] as const) {
    if (isObject(body) && !Object.hasOwn(body, rows)) {
      faults.push({ pointer: `/${rows}`, detail: 'is missing; it must be the rows, as nested arrays of numbers' });
    }
  }
  if (!parsed.success || faults.length > 0) throw new InvalidError(faults);
  return parsed.data;
}

const EXPECTED: ReadonlyMap<PropertyKey | undefined, string> = new Map([
  [undefined, 'must be an object with the fields "name", "inputs" and "targets"'],
  ['name', 'must be text of 1 to 200 characters, without the character 0'],
  ['task', 'must be "classification" or "regression"'],
  ['scale', 'must be a number other than 0 that a 32-bit float can hold'],
]);

function faultsOf(issue: z.core.$ZodIssue, body: unknown): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ pointer: toPointer([key]), detail: 'is not known here' }));
  }
  const field = issue.path[0];
  const expected = EXPECTED.get(field) ?? issue.message;
  if (field === undefined || !isObject(body)) return [{ pointer: '', detail: expected }];
  const received: unknown = Object.getOwnPropertyDescriptor(body, field)?.value;
  if (received === undefined) return [{ pointer: toPointer([field]), detail: `is missing; it ${expected}` }];
  return [{ pointer: toPointer([field]), detail: expected, received: shownValue(received) }];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
