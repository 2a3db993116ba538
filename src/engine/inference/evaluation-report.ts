import { z } from 'zod';

/** Any number: zod's own refuses NaN and the infinities, which a loss may well be. */
export const anyNumber = z.custom<number>((value) => typeof value === 'number');

/**
 * What an evaluation finds beside loss and metrics, as it is told, stored and answered; `number` is how a number is written
 * that may be none.
 */
export function evaluationReportShape<Num extends z.ZodType>(number: Num) {
  const part = z.number().min(0).max(1);
  const curves = {
    roc: z
      .object({
        area: part,
        points: z
          .array(
            z.object({
              threshold: z.number().nullable().describe('null where no row is taken for the class'),
              false_positive_rate: part,
              true_positive_rate: part,
            }),
          )
          .describe('one for each different probability; of more than 1,000 about as many'),
      })
      .optional()
      .describe('of two classes: the second against the first, by its probability'),
    precision_recall: z
      .object({
        average_precision: part.describe('the area below the steps, as scikit-learn has it'),
        points: z.array(z.object({ threshold: z.number(), precision: part, recall: part })),
      })
      .optional(),
    one_vs_rest: z
      .object({
        roc_area: part.describe('mean over the classes'),
        average_precision: part.describe('mean over the classes'),
        classes: z.array(z.object({ class_index: z.int(), roc_area: part, average_precision: part })),
      })
      .optional()
      .describe('of 3 to 100 classes: each against all others'),
  };
  const errors = z
    .array(
      z.object({
        output: z.string(),
        mae: number.describe('mean absolute error'),
        rmse: number.describe('root of the mean squared error'),
        median_absolute_error: number,
        max_error: number,
        mean_error: number.describe('mean of expected - predicted'),
        r2: number.describe('mean over the columns of the target; of one that does not vary 1 where it is met, else 0'),
        percentiles: z.array(z.object({ percent: z.number(), absolute_error: number, residual: number })),
        residuals: z.object({
          histogram: z
            .object({ edges: z.array(number), counts: z.array(z.int()) })
            .describe('of expected - predicted, in 40 equal parts'),
          points: z
            .array(z.object({ row: z.int(), expected: number, predicted: number }))
            .describe('of at most 500 rows, evenly over the dataset; of a target of several columns its first'),
        }),
      }),
    )
    .optional()
    .describe('for regression, by output, in the unit of the targets as they were given');
  return { ...curves, errors };
}

const reportSchema = z.object(evaluationReportShape(anyNumber));
export type EvaluationReport = z.infer<typeof reportSchema>;
export type CurvesReport = Pick<EvaluationReport, 'roc' | 'precision_recall' | 'one_vs_rest'>;
export type ErrorsReport = NonNullable<EvaluationReport['errors']>[number];
export type OneVsRest = NonNullable<EvaluationReport['one_vs_rest']>['classes'][number];

/** A row that was predicted badly: its number in the dataset, and for each output of the model its targets and outputs. */
export const worstRowSchema = z.object({
  row: z.int().nonnegative(),
  loss: anyNumber,
  targets: z.array(z.custom<Float32Array>((value) => value instanceof Float32Array)),
  outputs: z.array(z.custom<Float32Array>((value) => value instanceof Float32Array)),
});
export type WorstRow = z.infer<typeof worstRowSchema>;
