import { z } from 'zod';
import { DATE_FORMATS, DATE_PARTS } from './calendar.js';
import { STANDARDIZATIONS } from './tokens.js';

const numberSchema = z
  .strictObject({
    kind: z.literal('number'),
    decimal: z
      .enum(['.', ','])
      .default('.')
      .describe('what stands before the fraction; the other one, a blank or an apostrophe may part thousands'),
  })
  .describe('numbers in text: "1,234.5", "$3", "12 %" (which is 0.12)');

const dateSchema = z.strictObject({
  kind: z.literal('date'),
  format: z
    .enum(DATE_FORMATS)
    .default('iso')
    .describe(
      '`iso`: 2024-01-31, with a time or without; `day_first`: 31.1.2024 or 31/1/2024; `month_first`: 1/31/2024',
    ),
  parts: z
    .array(z.enum(DATE_PARTS))
    .min(1)
    .max(DATE_PARTS.length)
    .refine((parts) => new Set(parts).size === parts.length, { error: 'must not name a part twice' })
    .default(['year', 'month', 'day', 'weekday'])
    .describe(
      'the numbers that a date becomes; `weekday` counts from 0, a Monday, `day_of_year` from 1, `days` from 1970-01-01, with the time as a fraction',
    ),
});

const textSchema = z
  .strictObject({
    kind: z.literal('text'),
    max_tokens: z.int().min(3).max(100_000).default(20_000).describe('the vocabulary with padding (0) and unknown (1)'),
    sequence_length: z
      .int()
      .min(1)
      .max(10_000)
      .describe('longer texts are cut, shorter ones filled with 0 at their end'),
    standardize: z.enum(STANDARDIZATIONS).default('lower_and_strip_punctuation'),
  })
  .describe("words as numbers, in an input of its own with the column's name, as Keras's TextVectorization");

const categorySchema = z.strictObject({ kind: z.literal('category') });

/** What the cells of a column are, where they are not plain numbers. */
export const columnKindSchema = z
  .union([
    z.enum(['category', 'date', 'number']).transform((kind) => declaredSchema.parse({ kind })),
    z.lazy(() => declaredSchema),
  ])
  .meta({
    id: 'ColumnKind',
    description:
      'A kind by its name, or an object with more: `category`, numbered in the order in which they come; `date`, which becomes several ' +
      'numbers; `number`, where numbers are written for people; `text`, words',
  });
const declaredSchema = z.discriminatedUnion('kind', [numberSchema, dateSchema, categorySchema, textSchema]);
export type ColumnKind = z.infer<typeof declaredSchema>;
