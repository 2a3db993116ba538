import * as tf from '@tensorflow/tfjs-core';
import { type Loss, lossTakesClassNumbers } from '../../keras-format/losses.js';
import { lossMask, lossValues } from '../losses/loss-functions.js';
import { meetsAllRows } from '../metrics/mean-metrics.js';
import { finishMetric, heedsMask, metricSize, metricSums, takesClassNumbers } from '../metrics/metric-rules.js';
import { meanTo, perRow } from '../metrics/row-means.js';
import type { ForwardPass, Prediction } from '../network.js';
import { sizeOf } from '../plan/network-plan.js';
import type { Objective, OutputLoss } from '../plan/plan-objective.js';
import type { Logs } from '../training-spec.js';

/** One batch as tensors: rows first. Targets are float32 in the dataset's shape; `weight` is one number a row. */
export interface Batch {
  /** One for each input of the model. */
  readonly inputs: readonly tf.Tensor[];
  /** One for each output of the model. */
  readonly targets: readonly tf.Tensor[];
  readonly weight: tf.Tensor | undefined;
}

/** What a batch is trained towards: the sum that is minimized, and each output's own part of it, unweighted. */
export interface BatchLoss {
  readonly total: tf.Tensor;
  readonly each: readonly tf.Tensor[];
}

/**
 * The loss of a batch: for each output the sum of weight times loss over its rows, divided by their number (never by the sum of
 * weights); their weighted sum, and what the layers add to it. All are scalars.
 */
export function batchLoss(objective: Objective, batch: Batch, { predictions, losses }: ForwardPass): BatchLoss {
  const each = objective.losses.map((one) => outputLoss(one, batch, at(predictions, one.output)));
  const weighted = objective.losses.map(({ weight }, index) =>
    weight === 1 ? at(each, index) : tf.mul(at(each, index), weight),
  );
  const total = [...weighted, ...losses].reduce((sum, own) => tf.add(sum, own));
  return { total, each };
}

function outputLoss({ loss, output }: OutputLoss, { targets, weight }: Batch, prediction: Prediction): tf.Tensor {
  const given = lossTargets(loss, at(targets, output), prediction.output);
  const values = lossValues(loss, given, prediction);
  const { reduction } = loss.config;
  const mask = bothMasks(prediction.mask, lossMask(loss, given, values));
  const steps = mask && maskFactor(mask, reduction !== 'sum' && reduction !== 'mean_with_sample_weight');
  const masked = steps && values.rank >= steps.rank ? tf.mul(meanTo(steps.rank, values), steps) : values;
  // A loss that is one number for the batch counts once for each row's weight.
  const ofRows = masked.rank === 0 ? masked : perRow(masked);
  const counted = weight ? tf.mul(ofRows, weight) : masked;
  if (reduction === 'sum') return tf.sum(weight ? tf.mul(counted, Math.max(1, masked.size / counted.size)) : counted);
  if (reduction === 'mean_with_sample_weight' && (weight || steps)) {
    const counts = steps ? (weight ? tf.mul(perRow(steps), weight) : steps) : weight;
    // Not tf.divNoNan of both sums: tfjs has no derivative of its comparison.
    return counts ? tf.mul(tf.sum(counted), tf.divNoNan(tf.scalar(1), tf.sum(counts))) : tf.mean(counted);
  }
  return tf.mean(counted);
}

/**
 * The loss of each row, without its sample weight: that of its outputs, weighted as in the sum that is minimized, each a mean
 * over the steps that count. Undefined where a loss is one number for the batch.
 */
export function rowLosses(
  { losses }: Objective,
  { targets }: Batch,
  predictions: readonly Prediction[],
): tf.Tensor | undefined {
  const each = losses.map(({ loss, output, weight }) => {
    const prediction = at(predictions, output);
    const given = lossTargets(loss, at(targets, output), prediction.output);
    const values = lossValues(loss, given, prediction);
    if (values.rank === 0) return undefined;
    const mask = bothMasks(prediction.mask, lossMask(loss, given, values));
    if (!mask || values.rank < mask.rank) return tf.mul(perRow(values), weight);
    const counts = tf.cast(mask, 'float32');
    const counted = perRow(tf.mul(meanTo(counts.rank, values), counts));
    return tf.mul(tf.divNoNan(counted, perRow(counts)), weight);
  });
  return each.reduce((sum, own) => (sum && own ? tf.add(sum, own) : undefined));
}

function bothMasks(one: tf.Tensor | undefined, other: tf.Tensor | undefined): tf.Tensor | undefined {
  return one && other ? tf.logicalAnd(tf.cast(one, 'bool'), other) : (one ?? other);
}

/** The mask as numbers; where a mean over all steps follows, those that count weigh so much that the mean is over them alone. */
function maskFactor(mask: tf.Tensor, evensOut: boolean): tf.Tensor {
  const counts = tf.cast(mask, 'float32');
  return evensOut ? tf.mul(counts, tf.divNoNan(tf.scalar(mask.size), tf.sum(counts))) : counts;
}

/** Numbers that the objective adds up over batches. */
export function sumsLength(objective: Objective): number {
  return lossSums(objective) + metricSizes(objective).reduce((sum, size) => sum + size, 0);
}

/** A sum and a count for the loss; where several outputs have one, a sum for each of them and a count of batches too. */
function lossSums({ losses }: Objective): number {
  return 2 + (losses.length > 1 ? losses.length + 1 : 0);
}

function metricSizes({ metrics, outputShapes }: Objective): number[] {
  return metrics.map(({ metric, output }) => metricSize(metric, outputShapes[output] ?? []));
}

/**
 * What one batch adds to the sums, a vector: [loss x rows, rows, each output's loss ..., 1, the metrics' numbers ...]. Keras
 * does not know a batch's rows where it takes an output's own loss, so that a smaller last batch counts as much as the others
 * (keras/src/trainers/compile_utils.py, CompileLoss.call).
 */
export function batchSums(
  objective: Objective,
  batch: Batch,
  { predictions }: Pick<ForwardPass, 'predictions'>,
  { total, each }: BatchLoss,
): tf.Tensor {
  const rows = at(predictions, 0).output.shape[0] ?? 0;
  const parts: tf.Tensor[] = [tf.mul(total, rows), tf.scalar(rows)];
  if (each.length > 1) parts.push(...each, tf.scalar(1));
  for (const { metric, weighted, output } of objective.metrics) {
    const prediction = at(predictions, output);
    const given = at(batch.targets, output);
    const meetsAll = given.rank === 1 && prediction.output.rank === 2 && meetsAllRows(metric.class_name);
    const targets = meetsAll ? given : fitTargets(given, prediction.output, takesClassNumbers(metric));
    const weight = stepWeights(
      weighted ? batch.weight : undefined,
      heedsMask(metric.class_name) ? prediction.mask : undefined,
    );
    parts.push(...metricSums(metric, { targets, prediction, weight }));
  }
  if (parts.every((part) => part.size === 1)) return tf.stack(parts.map((part) => tf.reshape(part, [])));
  return tf.concat(parts.map((part) => tf.reshape(part, [-1])));
}

/** What each row counts, or each of its steps where a mask leaves some out. */
function stepWeights(weight: tf.Tensor | undefined, mask: tf.Tensor | undefined): tf.Tensor | undefined {
  if (!mask) return weight;
  const counts = tf.cast(mask, 'float32');
  return weight ? tf.mul(counts, tf.expandDims(weight, 1)) : counts;
}

/** Turns the sums into what Keras reports, by history key. */
export function logsOf(objective: Objective, sums: ArrayLike<number>): Logs {
  const numbers = Array.from(sums);
  const rows = numbers[1] ?? 0;
  const logs: Record<string, number> = { loss: (numbers[0] ?? 0) / rows };
  if (objective.losses.length > 1) {
    objective.losses.forEach(({ key }, index) => {
      logs[key] = (numbers[2 + index] ?? 0) / (numbers[2 + objective.losses.length] ?? 0);
    });
  }
  let taken = lossSums(objective);
  const sizes = metricSizes(objective);
  objective.metrics.forEach(({ key, metric, output }, index) => {
    const own = numbers.slice(taken, taken + (sizes[index] ?? 0));
    taken += own.length;
    logs[key] = finishMetric(metric, own, objective.outputShapes[output] ?? []);
  });
  return logs;
}

/** Targets in the shape that the loss takes. */
function lossTargets({ class_name }: Loss, targets: tf.Tensor, output: tf.Tensor): tf.Tensor {
  return class_name === 'CTC' ? targets : fitTargets(targets, output, lossTakesClassNumbers(class_name));
}

/** Targets in the output's shape, or in that shape without its last axis for class numbers. */
function fitTargets(targets: tf.Tensor, output: tf.Tensor, classNumbers: boolean): tf.Tensor {
  const wanted = classNumbers ? output.shape.slice(0, -1) : output.shape;
  if (targets.size === sizeOf(wanted)) return tf.reshape(targets, wanted);
  return targets;
}

function at<Item>(items: readonly Item[], position: number): Item {
  const item = items[position];
  if (item === undefined) throw new Error(`there is no output ${position}`);
  return item;
}
