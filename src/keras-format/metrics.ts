import { z } from 'zod';
import { type ConfigsOf, kerasObject, nameSchema, neutral } from './keras-object.js';
import { numbersSchema } from './numbers.js';

const common = {
  name: nameSchema.optional(),
  dtype: neutral(['float32', null], 'another dtype'),
};
const fromLogits = { from_logits: z.boolean().default(false) };
const lastAxis = { axis: neutral([-1], 'another axis') };
const labelSmoothing = { label_smoothing: z.number().min(0).max(1).default(0) };
const k = { k: z.int().positive().default(5) };
const probability = z.number().min(0).max(1);
/** One threshold; a list of several would give a list for each epoch. */
const oneThreshold = {
  thresholds: z
    .union([probability, z.array(probability).length(1, 'give one threshold: a history holds one number an epoch')])
    .nullable()
    .default(null),
};
const ofClass = {
  ...oneThreshold,
  top_k: z.int().positive().nullable().default(null),
  class_id: z.int().nonnegative().nullable().default(null),
};
const MAX_THRESHOLDS = 10_000;
const MAX_CLASSES = 1_000;
const atPoint = {
  num_thresholds: z.int().positive().max(MAX_THRESHOLDS).default(200),
  class_id: z.int().nonnegative().nullable().default(null),
};
/** Plain, or as Keras writes an array. */
const labelWeights = numbersSchema.pipe(z.array(z.number().min(0)).min(1).max(MAX_CLASSES));
const average = z.enum(['micro', 'macro', 'weighted'], {
  error: 'must be "micro", "macro" or "weighted": a history holds one number an epoch, not one for each class',
});
const fScore = { average, threshold: z.number().gt(0).max(1).nullable().default(null) };
/** Keras counts in whole numbers here unless it is told float32: weights of rows are cut down to whole numbers then. */
const counting = {
  name: nameSchema.optional(),
  dtype: neutral(['float32', 'int64', 'int32', 'int', null], 'another dtype'),
};
const iou = {
  num_classes: z.int().positive().max(MAX_CLASSES),
  ignore_class: z.int().nullable().default(null),
  axis: neutral([-1], 'another axis'),
};
const classIds = z.array(z.int().nonnegative()).min(1).max(MAX_CLASSES);
const sparse = (value: boolean) => z.boolean().default(value);

/** Metrics with Keras 3's fields and defaults (keras/src/metrics). `accuracy` by string is resolved from the shapes. */
export const metricObjectSchema = z
  .discriminatedUnion('class_name', [
    kerasObject('Accuracy', common),
    kerasObject('BinaryAccuracy', { ...common, threshold: z.number().default(0.5) }),
    kerasObject('CategoricalAccuracy', common),
    kerasObject('SparseCategoricalAccuracy', common),
    kerasObject('TopKCategoricalAccuracy', { ...common, ...k }),
    kerasObject('SparseTopKCategoricalAccuracy', {
      ...common,
      ...k,
      from_sorted_ids: neutral([false], 'from_sorted_ids'),
    }),
    kerasObject('TruePositives', { ...common, ...oneThreshold }),
    kerasObject('TrueNegatives', { ...common, ...oneThreshold }),
    kerasObject('FalsePositives', { ...common, ...oneThreshold }),
    kerasObject('FalseNegatives', { ...common, ...oneThreshold }),
    kerasObject('Precision', { ...common, ...ofClass }),
    kerasObject('Recall', { ...common, ...ofClass }),
    kerasObject('SensitivityAtSpecificity', { ...common, specificity: probability, ...atPoint }),
    kerasObject('SpecificityAtSensitivity', { ...common, sensitivity: probability, ...atPoint }),
    kerasObject('PrecisionAtRecall', { ...common, recall: probability, ...atPoint }),
    kerasObject('RecallAtPrecision', { ...common, precision: probability, ...atPoint }),
    kerasObject('AUC', {
      ...common,
      num_thresholds: z.int().min(2).max(MAX_THRESHOLDS).default(200),
      curve: z.enum(['ROC', 'PR', 'PRGAIN']).default('ROC'),
      summation_method: z.enum(['interpolation', 'minoring', 'majoring']).default('interpolation'),
      thresholds: z.array(probability).min(1).max(MAX_THRESHOLDS).nullable().default(null),
      multi_label: z.boolean().default(false),
      num_labels: z.int().positive().nullable().default(null),
      label_weights: labelWeights.nullable().default(null),
      ...fromLogits,
    }),
    kerasObject('F1Score', { ...common, ...fScore }),
    kerasObject('FBetaScore', { ...common, ...fScore, beta: z.number().positive().default(1) }),
    kerasObject('R2Score', {
      ...common,
      class_aggregation: z.enum(['uniform_average', 'variance_weighted_average']).default('uniform_average'),
      num_regressors: z.int().nonnegative().default(0),
    }),
    kerasObject('PearsonCorrelation', { ...common, ...lastAxis }),
    kerasObject('ConcordanceCorrelation', { ...common, ...lastAxis }),
    kerasObject('IoU', {
      ...counting,
      ...iou,
      target_class_ids: classIds,
      sparse_y_true: sparse(true),
      sparse_y_pred: sparse(true),
    }),
    kerasObject('MeanIoU', { ...counting, ...iou, sparse_y_true: sparse(true), sparse_y_pred: sparse(true) }),
    kerasObject('OneHotIoU', { ...counting, ...iou, target_class_ids: classIds, sparse_y_pred: sparse(false) }),
    kerasObject('OneHotMeanIoU', { ...counting, ...iou, sparse_y_pred: sparse(false) }),
    kerasObject('BinaryIoU', {
      ...counting,
      target_class_ids: classIds.default([0, 1]),
      threshold: z.number().default(0.5),
    }),
    kerasObject('BinaryCrossentropy', { ...common, ...fromLogits, ...lastAxis, ...labelSmoothing }),
    kerasObject('CategoricalCrossentropy', { ...common, ...fromLogits, ...lastAxis, ...labelSmoothing }),
    kerasObject('SparseCategoricalCrossentropy', {
      ...common,
      ...fromLogits,
      ...lastAxis,
      ignore_class: z.int().nullable().default(null),
    }),
    kerasObject('MeanSquaredError', common),
    kerasObject('MeanAbsoluteError', common),
    kerasObject('MeanAbsolutePercentageError', common),
    kerasObject('MeanSquaredLogarithmicError', common),
    kerasObject('RootMeanSquaredError', common),
    kerasObject('CosineSimilarity', { ...common, ...lastAxis }),
    kerasObject('LogCoshError', common),
    kerasObject('KLDivergence', common),
    kerasObject('Poisson', common),
    kerasObject('Hinge', common),
    kerasObject('SquaredHinge', common),
    kerasObject('CategoricalHinge', common),
  ])
  .meta({ id: 'Metric', description: 'A metric with its own parameters' });
export type Metric = z.infer<typeof metricObjectSchema>;
export type MetricName = Metric['class_name'];
export type MetricConfigs = ConfigsOf<Metric>;
