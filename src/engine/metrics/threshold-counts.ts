import * as tf from '@tensorflow/tfjs-core';
import { asFactor, type MetricInputs } from './metric-rule.js';

/** Labels and predictions one after another, with the weight of each: vectors of the same length. */
interface Labelled {
  readonly labels: tf.Tensor;
  readonly outputs: tf.Tensor;
  readonly weight: tf.Tensor | undefined;
}

export interface LabelChoice {
  /** Only this class of each row. */
  readonly classId?: number | null;
  /** Only the k largest outputs of each row count as positive. */
  readonly topK?: number | null;
  readonly fromLogits?: boolean;
}

const BELOW_ALL = -1e10;

/** All labels of a batch in one row: keras/src/metrics/metrics_utils.py, update_confusion_matrix_variables. */
export function labelled({ targets, prediction, weight }: MetricInputs, choice: LabelChoice): Labelled {
  const raw = choice.fromLogits ? tf.sigmoid(prediction.output) : prediction.output;
  const top = choice.topK ? onlyTop(raw, choice.topK) : raw;
  const pick = (x: tf.Tensor) => {
    if (choice.classId === undefined || choice.classId === null) return x;
    return tf.slice(x, [...new Array<number>(x.rank - 1).fill(0), choice.classId], [...x.shape.slice(0, -1), 1]);
  };
  const [labels, outputs] = [pick(targets), pick(top)];
  const spread = weight && tf.mul(tf.onesLike(outputs), asFactor(weight, outputs.rank));
  const flat = (x: tf.Tensor) => tf.reshape(x, [-1]);
  return {
    labels: flat(tf.cast(tf.notEqual(labels, 0), 'float32')),
    outputs: flat(outputs),
    weight: spread && flat(spread),
  };
}

function onlyTop(x: tf.Tensor, k: number): tf.Tensor {
  const classes = x.shape.at(-1) ?? 1;
  if (k >= classes) return x;
  const larger = tf.sum(tf.cast(tf.greater(tf.expandDims(x, -2), tf.expandDims(x, -1)), 'float32'), -1);
  const top = tf.cast(tf.less(larger, k), 'float32');
  return tf.add(tf.mul(x, top), tf.mul(tf.sub(1, top), BELOW_ALL));
}

/** [true positives, false positives, positives, negatives] above one threshold, weighted. */
export function countsAbove(given: Labelled, threshold: number): tf.Tensor[] {
  const { labels, outputs, weight } = given;
  const weighted = (x: tf.Tensor) => tf.sum(weight ? tf.mul(x, weight) : x);
  const above = tf.cast(tf.greater(outputs, threshold), 'float32');
  const hits = tf.mul(above, labels);
  return [weighted(hits), weighted(tf.sub(above, hits)), weighted(labels), weighted(tf.sub(1, labels))];
}

/**
 * Positives and negatives by the highest of the evenly spread thresholds that they are above: two vectors. Bucket b holds
 * outputs in (b, b + 1] / (count - 1), as Keras's update for evenly spread thresholds.
 */
export function countsByBucket(given: Labelled, count: number): tf.Tensor[] {
  const steps = tf.sub(tf.ceil(tf.mul(tf.clipByValue(given.outputs, 0, 1), count - 1)), 1);
  return countsIn(given, tf.relu(steps), count);
}

/** The same by the number of these rising thresholds that an output is above. */
export function countsByThresholds(given: Labelled, thresholds: readonly number[]): tf.Tensor[] {
  const above = tf.greater(tf.expandDims(given.outputs, 1), tf.tensor2d([...thresholds], [1, thresholds.length]));
  return countsIn(given, tf.sum(tf.cast(above, 'float32'), 1), thresholds.length + 1);
}

function countsIn({ labels, weight }: Labelled, bucket: tf.Tensor, count: number): tf.Tensor[] {
  const places = tf.cast(tf.oneHot(tf.cast(bucket, 'int32'), count), 'float32');
  const inPlaces = (x: tf.Tensor) =>
    tf.reshape(tf.matMul(tf.reshape(weight ? tf.mul(x, weight) : x, [1, -1]), places), [-1]);
  return [inPlaces(labels), inPlaces(tf.sub(1, labels))];
}

/** Sums from each bucket to the last: how many lie above its lower threshold. */
export function fromHere(buckets: readonly number[]): number[] {
  const totals = [...buckets];
  for (let index = totals.length - 2; index >= 0; index--)
    totals[index] = (totals[index] ?? 0) + (totals[index + 1] ?? 0);
  return totals;
}
