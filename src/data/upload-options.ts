import { z } from 'zod';
import { boundedRecord } from '../keras-format/bounded-record.js';
import { prepareSchema } from '../keras-format/prepare.js';
import { columnKindSchema } from './cells/column-kind.js';
import { colorSchema } from './images/picture-form.js';

export const taskSchema = z.enum(['classification', 'regression']);
export type Task = z.infer<typeof taskSchema>;

/** The file formats that are read; each has its reader in FORMATS. */
export const fileFormatSchema = z.enum(['csv', 'jsonl', 'parquet', 'idx', 'npy', 'npz', 'images']);
export type FileFormat = z.infer<typeof fileFormatSchema>;

/** How a dataset came: from files of one format, or inside a JSON body. */
export const datasetFormatSchema = z.enum([...fileFormatSchema.options, 'json']);
export type DatasetFormat = z.infer<typeof datasetFormatSchema>;

const MOST_NAME_CHARACTERS = 200;
const MOST_COLUMNS = 16_384;

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Text that a database can keep: without the character 0 and without halves of surrogate pairs. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && !LONE_SURROGATE.test(text);
}

const storableTextSchema = z
  .string()
  .min(1)
  .refine(isStorableText, { error: 'must be Unicode text without the character 0' });

export const datasetNameSchema = storableTextSchema.max(MOST_NAME_CHARACTERS);
const columnSchema = storableTextSchema.max(1000);
const columnsSchema = z
  .array(columnSchema)
  .min(1)
  .max(MOST_COLUMNS)
  .refine((names) => new Set(names).size === names.length, { error: 'must not name a column twice' });

const sideSchema = z.int().min(1).max(4096);

export const scaleSchema = z
  .number()
  .refine((scale) => scale !== 0 && Number.isFinite(Math.fround(scale)) && Math.fround(scale) !== 0, {
    error: 'must be a number other than 0 that a 32-bit float can hold',
  })
  .describe('every input is multiplied by it, 1/255 for pixels; it stays with the data');

/** What may part the cells of a text table. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** What a client says about the files it uploads: the part `options`. */
export const uploadOptionsSchema = z.strictObject({
  name: datasetNameSchema.optional().describe("the dataset's name; left out, the first file's"),
  format: fileFormatSchema.optional().describe('recognised from the content when left out'),
  target: z
    .union([columnSchema, columnsSchema, z.int().transform(String)])
    .optional()
    .describe(
      'CSV, JSON Lines and Parquet: the column to learn, or several; IDX and NPY: the name of the file of targets; one NPY file of a table: the number of its column, from the end where negative; NPZ: the array, or several',
    ),
  sample_weight: columnSchema
    .optional()
    .describe('CSV, JSON Lines and Parquet: the column that weighs the rows; NPZ: the array'),
  group: columnSchema
    .optional()
    .describe('a column whose rows of one value (a patient, a customer) stay on one side of a split; no feature'),
  features: columnsSchema
    .optional()
    .describe('CSV, JSON Lines and Parquet: the columns to learn from, NPZ: the arrays; left out, all others'),
  columns: boundedRecord(columnSchema, columnKindSchema, MOST_COLUMNS)
    .optional()
    .describe('CSV, JSON Lines and Parquet: what columns to learn from are, where they are not plain numbers'),
  delimiter: z
    .enum(DELIMITERS)
    .optional()
    .describe('CSV: what parts the cells; recognised from the first line when left out'),
  image_size: z
    .tuple([sideSchema, sideSchema])
    .optional()
    .describe('images: height and width that all are stretched to; left out, all must have the same'),
  color: colorSchema.optional().describe('images: left out, `rgb`'),
  task: taskSchema
    .optional()
    .describe(
      'left out, text is classes, integers with at most 20 different values and two rows for each are classes, other numbers are regression',
    ),
  scale: scaleSchema.optional(),
  prepare: prepareSchema
    .optional()
    .describe(
      'how fits prepare the rows where they do not say; missing values are taken only where a rule here says what becomes of them',
    ),
});
export type UploadOptions = z.infer<typeof uploadOptionsSchema>;
