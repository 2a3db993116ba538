import { z } from 'zod';
import { evaluationReportShape } from '../../engine/inference/evaluation-report.js';
import { jsonNumberSchema, jsonNumbersSchema } from '../../http/json-number.js';
import { pageOf, pageQuery } from '../../http/pagination.js';
import { ID_PATTERN } from '../../ids.js';
import { checkpointChoiceSchema, ID_LENGTH, MAX_BATCH_SIZE } from '../inference-schemas.js';
import { RUN_STATUSES, runShape } from '../runs/run-schemas.js';

/** More of them would show no more of what is wrong. */
const MOST_WORST_ROWS = 100;

const optionsOf = {
  batch_size: z.int().positive().max(MAX_BATCH_SIZE).default(32),
  worst: z.int().min(0).max(MOST_WORST_ROWS).default(10).describe('how many of the worst-predicted rows are told of'),
};

export const evaluateSchema = z
  .strictObject({
    dataset: z.string().min(1).max(ID_LENGTH),
    checkpoint: checkpointChoiceSchema.default('final'),
    ...optionsOf,
  })
  .meta({ id: 'Evaluate', description: "What Keras's evaluate takes" });
export type Evaluate = z.infer<typeof evaluateSchema>;

/** What of it an evaluation remembers. */
export const evaluationRequestSchema = z.object(optionsOf);
export type EvaluationRequest = z.infer<typeof evaluationRequestSchema>;

const perClassSchema = z.object({
  class: z.string(),
  precision: z.number().describe('part of the rows predicted as this class that are of it; 0 where there are none'),
  recall: z.number().describe('part of the rows of this class that were predicted as such; 0 where there are none'),
  f1: z.number(),
  support: z.int().describe('rows of this class'),
});
export type PerClass = z.infer<typeof perClassSchema>;

/** Not described further: TypeScript clients could not name a type that holds itself in two ways. */
const shown = z
  .unknown()
  .describe(
    'a label or a number; nested arrays of the shape of a row; of several inputs or outputs an object by their names',
  );

const worstRowSchema = z.object({
  row: z.int().describe('its number in the dataset, from 0'),
  loss: jsonNumberSchema.describe('its own, without sample weight and regularizers'),
  expected: shown,
  predicted: shown,
  probability: jsonNumberSchema.optional().describe('of the class predicted'),
  expected_probability: jsonNumberSchema.optional().describe('of the class expected'),
  inputs: z.unknown().optional().describe("as the dataset's preview shows them; left out where they are too many"),
});
export type WorstRowView = z.infer<typeof worstRowSchema>;

const report = evaluationReportShape(jsonNumberSchema);
const oneVsRest = report.one_vs_rest.unwrap().shape;

/** What an evaluation has found; stored and answered like this. */
export const evaluationResultSchema = z.object({
  metrics: jsonNumbersSchema.describe("loss and metrics, as Keras's evaluate gives them"),
  classes: z.array(z.string()).optional().describe('for classification, in the order of the confusion matrix'),
  confusion_matrix: z.array(z.array(z.int())).optional().describe('rows by true class, then by predicted class'),
  per_class: z.array(perClassSchema).optional(),
  ...report,
  one_vs_rest: z
    .object({
      ...oneVsRest,
      classes: z.array(oneVsRest.classes.element.omit({ class_index: true }).extend({ class: z.string() })),
    })
    .optional()
    .describe('of 3 to 100 classes: each against all others'),
  worst_rows: z.array(worstRowSchema).describe('those with the largest loss, the worst first'),
});
export type EvaluationResult = z.infer<typeof evaluationResultSchema>;

/** The few figures by which evaluations are compared in a list. */
export const evaluationFiguresSchema = z.object({
  rows: z.int().describe('rows that were evaluated: those in which nothing is missing that may not be'),
  metrics: jsonNumbersSchema,
  roc_area: z.number().optional(),
  average_precision: z.number().optional(),
  mae: jsonNumberSchema.optional(),
  rmse: jsonNumberSchema.optional(),
  r2: jsonNumberSchema.optional(),
});
export type EvaluationFigures = z.infer<typeof evaluationFiguresSchema>;

const runOf = { ...runShape, ...optionsOf };

export const evaluationSchema = z
  .object({ ...runOf, rows: evaluationFiguresSchema.shape.rows.optional(), ...evaluationResultSchema.partial().shape })
  .meta({ id: 'Evaluation', description: 'What was found stands there once the status is `succeeded`' });
export type EvaluationView = z.infer<typeof evaluationSchema>;

/** An evaluation that has found everything. */
export const evaluatedSchema = z
  .object({ ...runOf, rows: evaluationFiguresSchema.shape.rows, ...evaluationResultSchema.shape })
  .meta({ id: 'Evaluated' });
export type Evaluated = z.infer<typeof evaluatedSchema>;

export const evaluationSummarySchema = z
  .object({ ...runOf, ...evaluationFiguresSchema.partial().shape })
  .meta({ id: 'EvaluationSummary', description: 'An evaluation without its curves, matrices and rows' });
export type EvaluationSummary = z.infer<typeof evaluationSummarySchema>;

export const evaluationPageSchema = pageOf(evaluationSummarySchema);

const id = z.string().regex(ID_PATTERN, 'must be an id').optional();
export const evaluationsQuerySchema = z.strictObject({
  ...pageQuery,
  dataset: id.describe('only those on this dataset'),
  job: id.describe('only those of the weights of this job'),
  status: z.enum(RUN_STATUSES).optional(),
});

export const evaluationParamsSchema = z.strictObject({ id: z.string(), evaluation: z.string() });
