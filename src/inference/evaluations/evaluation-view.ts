import type { Evaluation } from '../../engine/inference/evaluate-data.js';
import { toJsonNumber, toJsonNumbers } from '../../http/json-number.js';
import { type RunRow, toRunView } from '../runs/run-schemas.js';
import { perClass } from './class-report.js';
import {
  type EvaluationFigures,
  type EvaluationResult,
  type EvaluationSummary,
  type EvaluationView,
  evaluationFiguresSchema,
  evaluationRequestSchema,
  evaluationResultSchema,
  type WorstRowView,
} from './evaluation-schemas.js';

type Found = Pick<Evaluation, 'rows' | 'metrics' | 'report'> & { readonly confusionMatrix?: number[][] | undefined };

/** What an evaluation has found, as it is stored and answered. @param labels of the classes, as far as they have any. */
export function resultOf(
  { metrics, confusionMatrix, report }: Found,
  labels: readonly string[],
  worst_rows: WorstRowView[],
): EvaluationResult {
  const label = (index: number) => labels[index] ?? String(index);
  const { one_vs_rest, ...curves } = report;
  return evaluationResultSchema.parse({
    metrics: toJsonNumbers(metrics),
    ...(confusionMatrix && reportOf(confusionMatrix, label)),
    ...inJson(curves),
    ...(one_vs_rest && {
      one_vs_rest: {
        ...one_vs_rest,
        classes: one_vs_rest.classes.map(({ class_index, ...areas }) => ({ class: label(class_index), ...areas })),
      },
    }),
    worst_rows,
  });
}

/** The figures by which it is compared with others. */
export function figuresOf({ rows, metrics, report }: Found): EvaluationFigures {
  const { roc, precision_recall, one_vs_rest, errors } = report;
  const area = roc?.area ?? one_vs_rest?.roc_area;
  const precision = precision_recall?.average_precision ?? one_vs_rest?.average_precision;
  const [error] = errors?.length === 1 ? errors : [];
  return {
    rows,
    metrics: toJsonNumbers(metrics),
    ...(area === undefined ? {} : { roc_area: area }),
    ...(precision === undefined ? {} : { average_precision: precision }),
    ...(error && { mae: toJsonNumber(error.mae), rmse: toJsonNumber(error.rmse), r2: toJsonNumber(error.r2) }),
  };
}

export function toEvaluationSummary(row: RunRow): EvaluationSummary {
  const figures = evaluationFiguresSchema.nullable().parse(row.figures);
  return { ...toRunView(row), ...evaluationRequestSchema.parse(row.request), ...figures };
}

/** @param result all that it found; null while it has found nothing. */
export function toEvaluation(row: RunRow, result: unknown): EvaluationView {
  const figures = evaluationFiguresSchema.nullable().parse(row.figures);
  return {
    ...toRunView(row),
    ...evaluationRequestSchema.parse(row.request),
    ...(figures && { rows: figures.rows }),
    ...evaluationResultSchema.nullable().parse(result),
  };
}

function reportOf(confusion_matrix: number[][], label: (index: number) => string) {
  const classes = confusion_matrix.map((_, index) => label(index));
  return { classes, confusion_matrix, per_class: perClass(classes, confusion_matrix) };
}

/** The same with every number as JSON can hold it. */
function inJson(value: unknown): object {
  const convert = (one: unknown): unknown => {
    if (typeof one === 'number') return toJsonNumber(one);
    if (Array.isArray(one)) return one.map(convert);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([name, own]) => [name, convert(own)]));
  };
  return Object(convert(value));
}
