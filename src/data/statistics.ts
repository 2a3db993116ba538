import { z } from 'zod';

/** Figures of a column, or of all numbers of a tensor, as they are stored (before `scale`). */
export const figuresSchema = z.object({
  min: z.number(),
  max: z.number(),
  mean: z.number(),
  standard_deviation: z.number().describe('of all rows (divided by their number, as NumPy does)'),
  missing: z.int().describe('cells without a value'),
  distinct: z.int().describe('different values; counting stops at 1,000, or earlier where there are many columns'),
  distinct_capped: z.boolean().describe('whether counting stopped, so that there may be more'),
});
export type Figures = z.infer<typeof figuresSchema>;

/** What is known of a tensor: figures for each column of a table, one range for all numbers, rows of each class, or sizes of groups. */
export const tensorStatisticsSchema = z.union([
  z.object({ columns: z.array(z.object({ name: z.string(), ...figuresSchema.shape })) }),
  z.object({ values: figuresSchema }),
  z.object({ classes: z.array(z.object({ class: z.string(), count: z.int() })) }),
  z.object({
    groups: z.object({
      count: z.int(),
      smallest: z.int().describe('rows of the smallest group'),
      largest: z.int().describe('rows of the largest group'),
    }),
  }),
]);
export type TensorStatistics = z.infer<typeof tensorStatisticsSchema>;

/** Of each tensor, in the order of their numbers. */
export const datasetStatisticsSchema = z.object({ tensors: z.array(tensorStatisticsSchema) });
export type DatasetStatistics = z.infer<typeof datasetStatisticsSchema>;
