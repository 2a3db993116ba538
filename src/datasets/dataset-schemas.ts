import { z } from 'zod';
import { STANDARDIZATIONS } from '../data/cells/tokens.js';
import { columnFeatureSchema, dtypeSchema } from '../data/dataset-spec.js';
import { inlineFieldsShape } from '../data/inline-fields.js';
import { warningSchema } from '../data/inspection/warning.js';
import { tensorStatisticsSchema } from '../data/statistics.js';
import { datasetFormatSchema, taskSchema, uploadOptionsSchema } from '../data/upload-options.js';
import { queryInteger } from '../http/query.js';
import { ID_PATTERN } from '../ids.js';
import { prepareSchema } from '../keras-format/prepare.js';
import { MOST_FILES } from './upload-parts.js';

const nestedNumbers = z
  .array(z.unknown())
  .describe('rows, all of one shape: nested arrays of numbers, to any depth')
  .meta({ items: {} });

const byName = (description: string) =>
  z.union([nestedNumbers, z.record(z.string(), nestedNumbers)]).describe(description);

/** The JSON body of an inline dataset, for the description of the API; the rows themselves are read by inline-json.ts. */
export const inlineBodySchema = z
  .strictObject({
    ...inlineFieldsShape,
    inputs: byName('one row after another; an object by name where the model has several inputs'),
    targets: byName(
      'a number or a class for each row, or a vector; an object by name where the model has several outputs',
    ),
    sample_weight: z.array(z.number().min(0)).optional().describe('a weight for each row'),
    group: z
      .array(z.union([z.string(), z.number()]))
      .optional()
      .describe('a group for each row: rows of one group stay on one side of a split'),
  })
  .meta({ id: 'InlineDataset' });

/** The parts of an upload, for the description of the API. */
export const uploadBodySchema = z
  .strictObject({
    options: uploadOptionsSchema.optional().describe('JSON; comes before the files, or is left out'),
    file: z
      .array(z.string().meta({ format: 'binary' }))
      .min(1)
      .max(MOST_FILES)
      .optional()
      .describe(
        'one table, one NPZ or ZIP of pictures in class folders, or the inputs and the targets of IDX or NPY in any order; gzipped or not',
      ),
    upload: z
      .array(z.string().regex(ID_PATTERN))
      .min(1)
      .max(MOST_FILES)
      .optional()
      .describe('in place of files: the ids of files that have come by /v1/uploads, in the same order'),
  })
  .meta({ id: 'DatasetUpload' });

const inputSchema = z.object({
  shape: z.array(z.int()).describe('of one row'),
  dtype: dtypeSchema,
  columns: z.array(z.string()).optional(),
  features: z
    .array(columnFeatureSchema)
    .optional()
    .describe('what each column is and how many rows lack it, where they are not all numbers that are always there'),
  text: z
    .object({ standardize: z.enum(STANDARDIZATIONS), tokens: z.int() })
    .optional()
    .describe('words as numbers: how many there are, with padding (0) and unknown (1); `input_dim` of an Embedding'),
});
const targetSchema = inputSchema.extend({
  classes: z.array(z.string()).optional().describe('the label that each stored integer stands for'),
});

export const datasetSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    format: datasetFormatSchema,
    task: taskSchema,
    rows: z.int(),
    inputs: z.union([inputSchema, z.record(z.string(), inputSchema)]).describe('by name where there are several'),
    targets: z.union([targetSchema, z.record(z.string(), targetSchema)]).describe('by name where there are several'),
    sample_weight: inputSchema.optional().describe('there when the rows are weighted'),
    group: z
      .object({ column: z.string().nullable(), groups: z.int() })
      .optional()
      .describe('there when the rows are in groups: the column that says so, and how many there are'),
    scale: z.number().optional().describe('every input is multiplied by it'),
    prepare: prepareSchema.optional().describe('how fits prepare the rows where they do not say'),
    size_bytes: z.int().describe('of the rows as they are stored'),
    sha256: z.string().describe("of the rows' bytes, tensor after tensor: inputs, targets, sample weight, group"),
    warnings: z.array(warningSchema).describe('what is probably not meant so in the rows, the gravest first'),
    created_at: z.string().describe('RFC 3339'),
  })
  .meta({ id: 'Dataset' });
export type DatasetView = z.infer<typeof datasetSchema>;

const tensorStatistics = tensorStatisticsSchema.meta({
  id: 'TensorStatistics',
  description: 'Figures of each column, of all values together, rows of each class, or sizes of groups',
});

export const statisticsSchema = z
  .object({
    rows: z.int(),
    inputs: z.union([tensorStatistics, z.record(z.string(), tensorStatistics)]),
    targets: z.union([tensorStatistics, z.record(z.string(), tensorStatistics)]),
    sample_weight: tensorStatistics.optional(),
    group: tensorStatistics.optional(),
  })
  .meta({ id: 'DatasetStatistics', description: 'Of the rows as they were given, before `scale`' });
export type StatisticsView = z.infer<typeof statisticsSchema>;

/** The rows are not looked at again on their way out: a schema would cost more than writing them. */
const rowSchema = z.object({
  inputs: z.unknown().describe('nested arrays; by name where there are several'),
  targets: z.unknown().describe('a class by its label, a number, or nested arrays; by name where there are several'),
  sample_weight: z.number().optional(),
  group: z.int().optional().describe('number of its group, in the order in which groups are met'),
});
export const previewSchema = z
  .object({ data: z.array(rowSchema), has_more: z.boolean() })
  .meta({ id: 'DatasetPreview', description: 'The first rows as they were given, before `scale`' });
export type PreviewView = z.infer<typeof previewSchema>;

export const previewQuerySchema = z.strictObject({
  limit: queryInteger({ minimum: 1, maximum: 100, fallback: 5 }).describe('how many rows'),
});
export const datasetParamsSchema = z.strictObject({ id: z.string() });
