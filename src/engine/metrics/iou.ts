import * as tf from '@tensorflow/tfjs-core';
import type { MetricConfigs } from '../../keras-format/metrics.js';
import { asFactor, divideOrZero, type MetricInputs, type MetricRule } from './metric-rule.js';

interface Reading {
  readonly classes: number;
  /** Class numbers of targets and outputs, of the same shape. */
  readonly truth: tf.Tensor;
  readonly guess: tf.Tensor;
}

/** Intersection over union of classes, by the confusion matrix (keras/src/metrics/iou_metrics.py). */
function iou<Config extends object>(
  classesOf: (config: Config) => number,
  read: (config: Config, inputs: MetricInputs) => Omit<Reading, 'classes'>,
  classIds: (config: Config) => readonly number[] | undefined,
  takesClassNumbers: (config: Config) => boolean = () => false,
): MetricRule<Config> {
  return {
    takesClassNumbers,
    size: (config) => classesOf(config) ** 2,
    sums: (config, inputs) => {
      const classes = classesOf(config);
      const { truth, guess } = read(config, inputs);
      const weight = inputs.weight && (countsWholes(config) ? wholes(inputs.weight) : inputs.weight);
      const spread = weight && tf.mul(tf.onesLike(truth), asFactor(weight, truth.rank));
      const places = (x: tf.Tensor) => tf.cast(tf.oneHot(tf.cast(tf.reshape(x, [-1]), 'int32'), classes), 'float32');
      const known = places(truth);
      const ignored = ignoredOf(config);
      const rows = ignored === null ? known : tf.mul(known, counted(truth, ignored));
      const weighted = spread ? tf.mul(rows, tf.reshape(spread, [-1, 1])) : rows;
      return [tf.reshape(tf.matMul(weighted, places(guess), true), [-1])];
    },
    finish: (config, sums) => {
      const classes = classesOf(config);
      const at = (row: number, column: number) => sums[row * classes + column] ?? 0;
      const all = Array.from({ length: classes }, (_, index) => index);
      const chosen = classIds(config) ?? all;
      const found = chosen.flatMap((id) => {
        const union = all.reduce((sum, other) => sum + at(id, other) + at(other, id), 0) - at(id, id);
        return union === 0 ? [] : [at(id, id) / union];
      });
      return divideOrZero(
        found.reduce((sum, value) => sum + value, 0),
        found.length,
      );
    },
  };
}

/** Unless it is told to count in float32, Keras's matrix is one of whole numbers, and weights are cut down to them. */
function countsWholes(config: { readonly dtype?: string | null | undefined } | object): boolean {
  return !('dtype' in config) || config.dtype !== 'float32';
}

function wholes(weight: tf.Tensor): tf.Tensor {
  return tf.cast(tf.cast(weight, 'int32'), 'float32');
}

function ignoredOf(config: { readonly ignore_class?: number | null } | object): number | null {
  return 'ignore_class' in config ? config.ignore_class : null;
}

/** 1 where the target is another class, 0 where it is the one that is left out; [numbers, 1]. */
function counted(truth: tf.Tensor, ignored: number): tf.Tensor {
  return tf.reshape(tf.cast(tf.notEqual(tf.cast(truth, 'int32'), tf.scalar(ignored, 'int32')), 'float32'), [-1, 1]);
}

const largest = (x: tf.Tensor, isClass: boolean) => (isClass ? x : tf.argMax(x, -1));
const readSparse = (
  { sparse_y_true, sparse_y_pred }: { sparse_y_true: boolean; sparse_y_pred: boolean },
  { targets, prediction }: MetricInputs,
) => ({ truth: largest(targets, sparse_y_true), guess: largest(prediction.output, sparse_y_pred) });
const readOneHot = ({ sparse_y_pred }: { sparse_y_pred: boolean }, inputs: MetricInputs) =>
  readSparse({ sparse_y_true: false, sparse_y_pred }, inputs);

const readsClassNumbers = ({ sparse_y_true, sparse_y_pred }: { sparse_y_true: boolean; sparse_y_pred: boolean }) =>
  sparse_y_true && !sparse_y_pred;

export const IOU_METRICS = {
  IoU: iou<MetricConfigs['IoU']>(
    ({ num_classes }) => num_classes,
    readSparse,
    (config) => config.target_class_ids,
    readsClassNumbers,
  ),
  MeanIoU: iou<MetricConfigs['MeanIoU']>(
    ({ num_classes }) => num_classes,
    readSparse,
    () => undefined,
    readsClassNumbers,
  ),
  OneHotIoU: iou<MetricConfigs['OneHotIoU']>(
    ({ num_classes }) => num_classes,
    readOneHot,
    (config) => config.target_class_ids,
  ),
  OneHotMeanIoU: iou<MetricConfigs['OneHotMeanIoU']>(
    ({ num_classes }) => num_classes,
    readOneHot,
    () => undefined,
  ),
  BinaryIoU: iou<MetricConfigs['BinaryIoU']>(
    () => 2,
    ({ threshold }, { targets, prediction }) => ({
      truth: targets,
      guess: tf.cast(tf.greaterEqual(prediction.output, threshold), 'float32'),
    }),
    (config) => config.target_class_ids,
  ),
} as const;
