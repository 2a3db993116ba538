import { z } from 'zod';
import { boundedRecord } from './bounded-record.js';

const MOST_COLUMNS = 16_384;
const MOST_CHARACTERS = 1000;

/** Text that can be stored as JSON in Postgres: no NUL, no half of a surrogate pair. */
const storableText = z
  .string()
  .max(MOST_CHARACTERS)
  .regex(/^[^\0\p{Surrogate}]*$/u, 'must not hold NUL or half characters');

const fitsFloat32 = (value: number) => Number.isFinite(Math.fround(value));
const float32Schema = z.number().refine(fitsFloat32, { error: 'must be a number that a 32-bit float can hold' });

const rescaleSchema = z
  .strictObject({
    scale: float32Schema.refine((scale) => Math.fround(scale) !== 0, { error: 'must be a number other than 0' }),
    offset: float32Schema.default(0),
  })
  .describe('x * scale + offset, as the layer Rescaling of Keras');

/** How numbers are scaled; what is fitted is fitted on the rows that train. */
export const scalingSchema = z
  .union([z.enum(['none', 'standardize', 'minmax']), z.strictObject({ rescale: rescaleSchema })])
  .describe(
    '`standardize`: (x - mean) / standard deviation, that of all training rows (divided by their number, as scikit-learn does); ' +
      '`minmax`: (x - min) / (max - min). A column that does not vary becomes 0',
  )
  .meta({ id: 'Scaling' });
export type Scaling = z.infer<typeof scalingSchema>;

export const missingRuleSchema = z
  .union([
    z.enum(['refuse', 'drop', 'mean', 'median']),
    z.strictObject({ constant: z.union([float32Schema, storableText]) }),
  ])
  .describe(
    'what becomes of a cell without a value: `refuse` it, `drop` its row, or put the mean or the median of the training rows, or a ' +
      'constant (of a category: its name) in its place, before anything is scaled',
  )
  .meta({ id: 'MissingRule' });
export type MissingRule = z.infer<typeof missingRuleSchema>;

const encodeSchema = z
  .enum(['one_hot', 'integer'])
  .describe('a category as one number for each category, or as its number from 0');
export type Encode = z.infer<typeof encodeSchema>;

const unseenSchema = z
  .enum(['error', 'ignore'])
  .describe(
    'a category that the training data does not have: an error, or ignored: all zeros in `one_hot`, the number after the last ' +
      'category in `integer`',
  );
export type Unseen = z.infer<typeof unseenSchema>;

const rules = {
  scaling: scalingSchema.optional(),
  missing: missingRuleSchema.optional(),
  encode: encodeSchema.optional(),
  unseen: unseenSchema.optional(),
};

const columnRulesSchema = z.strictObject(rules).meta({ id: 'PrepareColumn' });

/** How raw rows become what a network takes, and predictions what the targets were; posted with a fit or a dataset. */
export const prepareSchema = z
  .strictObject({
    scaling: scalingSchema.default('none'),
    missing: missingRuleSchema.default('refuse'),
    encode: encodeSchema.default('one_hot'),
    unseen: unseenSchema.default('error'),
    columns: boundedRecord(storableText, columnRulesSchema, MOST_COLUMNS)
      .default({})
      .describe("rules of single columns, which go before those for all; dates by the dataset's names of their parts"),
    target: z
      .strictObject({ scaling: scalingSchema.default('none') })
      .optional()
      .describe(
        'scaling of targets of a regression; predictions come back in their own unit, losses and metrics are those of the scaled targets',
      ),
  })
  .meta({
    id: 'Prepare',
    description:
      'How raw rows are prepared. It is fitted on the training rows only, kept with the job, and applied alike by fit, evaluate and predict',
  });
export type Prepare = z.infer<typeof prepareSchema>;
