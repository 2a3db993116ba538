import { z } from 'zod';

/** How often numbers lie in each of some bins, the last with its end, all others without. */
export const histogramSchema = z
  .object({
    from: z.number().describe('where the first bin begins'),
    bin_width: z
      .number()
      .describe('width of each bin, a power of two, at least 1 for whole numbers; 0 where all values are the same'),
    counts: z.array(z.int()).describe('values in each bin, 64 at most, and fewer where there are many columns'),
  })
  .describe('exact counts of all values; those of a column of categories are of their numbers');
export type HistogramFigures = z.infer<typeof histogramSchema>;

/** Figures of a column, or of all numbers of a tensor, as they are stored (before `scale`). */
export const figuresSchema = z.object({
  min: z.number(),
  max: z.number(),
  mean: z.number(),
  standard_deviation: z.number().describe('of all rows (divided by their number, as NumPy does)'),
  missing: z.int().describe('cells without a value'),
  distinct: z.int().describe('different values; counting stops at 1,000, or earlier where there are many columns'),
  distinct_capped: z.boolean().describe('whether counting stopped, so that there may be more'),
  integers: z.boolean().optional().describe('whether all values are whole numbers'),
  order: z
    .enum(['rising', 'falling', 'none'])
    .optional()
    .describe('`rising` where each value is larger than the one in the row before, `falling` where it is smaller'),
  histogram: histogramSchema.optional(),
});
export type Figures = z.infer<typeof figuresSchema>;

/** What is known of a tensor: figures for each column of a table, one range for all numbers, rows of each class, or sizes of groups. */
export const tensorStatisticsSchema = z.union([
  z.object({ columns: z.array(z.object({ name: z.string(), ...figuresSchema.shape })) }),
  z.object({ values: figuresSchema }),
  z.object({
    classes: z.array(z.object({ class: z.string(), count: z.int() })),
    stretches: z.int().optional().describe('how often the class changes from one row to the next, and one more'),
  }),
  z.object({
    groups: z.object({
      count: z.int(),
      smallest: z.int().describe('rows of the smallest group'),
      largest: z.int().describe('rows of the largest group'),
    }),
  }),
]);
export type TensorStatistics = z.infer<typeof tensorStatisticsSchema>;

/** Of each tensor, in the order of their numbers. What is optional here is not there in datasets of earlier versions. */
export const datasetStatisticsSchema = z.object({ tensors: z.array(tensorStatisticsSchema) });
export type DatasetStatistics = z.infer<typeof datasetStatisticsSchema>;
