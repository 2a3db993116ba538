import * as tf from '@tensorflow/tfjs-core';
import { type Compile, compiledMetrics } from '../../keras-format/compile.js';
import { type Loss, resolveLoss } from '../../keras-format/losses.js';
import { type Metric, metricObjectSchema } from '../../keras-format/metrics.js';
import { lossValues } from '../losses/loss-functions.js';
import { finishMetric, metricValues, takesClassNumbers } from '../metrics/metric-functions.js';
import type { ForwardPass } from '../network.js';
import { type NetworkPlan, outputShapeOf, type Shape, sizeOf } from '../plan/network-plan.js';
import type { Logs } from '../training-spec.js';

interface WatchedMetric {
  readonly key: string;
  readonly metric: Metric;
  /** Whether sample weights count in it (Keras's `weighted_metrics`). */
  readonly weighted: boolean;
}

/** What a compiled model is trained towards and measured by. */
export interface Objective {
  readonly loss: Loss;
  readonly metrics: readonly WatchedMetric[];
  readonly outputShape: Shape;
}

/** One batch as tensors: rows first. Targets are float32 in the dataset's shape; `weight` is one number a row. */
export interface Batch {
  /** One for each input of the model. */
  readonly inputs: readonly tf.Tensor[];
  /** One for each output of the model. */
  readonly targets: readonly tf.Tensor[];
  readonly weight: tf.Tensor | undefined;
}

/** Resolves a compile against the shapes of output and targets, as Keras does for `accuracy` (keras/src/trainers/compile_utils.py). */
export function objectiveOf(plan: NetworkPlan, compile: Compile, targetShapes: readonly Shape[]): Objective {
  const outputShape = outputShapeOf(plan);
  const targetShape = targetShapes[0] ?? [];
  return {
    loss: resolveLoss(compile.loss),
    metrics: compiledMetrics(compile).map(({ key, metric, weighted }) => ({
      key,
      weighted,
      metric: metric === 'accuracy' ? accuracyFor(outputShape, targetShape) : metric,
    })),
    outputShape,
  };
}

/** One output is binary, targets of lower rank (or one number a vector) are class numbers, the rest is by the largest. */
function accuracyFor(output: Shape, target: Shape): Metric {
  const ranked = target.length < output.length || (target.at(-1) === 1 && (output.at(-1) ?? 1) > 1);
  const className =
    (output.at(-1) ?? 1) === 1 ? 'BinaryAccuracy' : ranked ? 'SparseCategoricalAccuracy' : 'CategoricalAccuracy';
  return metricObjectSchema.parse({ class_name: className, config: {} });
}

/**
 * The loss of a batch: the sum of weight times loss over its rows, divided by their number (never by the sum of weights), and
 * what the layers add to it, as a scalar.
 */
export function batchLoss(objective: Objective, batch: Batch, { predictions, losses }: ForwardPass): tf.Tensor {
  const prediction = only(predictions);
  const sparse = objective.loss.class_name === 'SparseCategoricalCrossentropy';
  const targets = fitTargets(only(batch.targets), prediction.output, sparse);
  const values = lossValues(objective.loss, targets, prediction);
  const loss = tf.mean(batch.weight ? tf.mul(perRow(values), batch.weight) : values);
  return losses.reduce((sum, own) => tf.add(sum, own), loss);
}

/** Numbers that the objective adds up over batches: a sum and a count for the loss and for each metric. */
export function sumsLength(objective: Objective): number {
  return 2 * (1 + objective.metrics.length);
}

/** What one batch adds to the sums: [loss x rows, rows, metric, count, ...], a vector. */
export function batchSums(
  objective: Objective,
  batch: Batch,
  { predictions }: Pick<ForwardPass, 'predictions'>,
  loss: tf.Tensor,
): tf.Tensor {
  const prediction = only(predictions);
  const rows = prediction.output.shape[0] ?? 0;
  const parts: tf.Tensor[] = [tf.mul(loss, rows), tf.scalar(rows)];
  for (const { metric, weighted } of objective.metrics) {
    const targets = fitTargets(only(batch.targets), prediction.output, takesClassNumbers(metric.class_name));
    const values = perRow(metricValues(metric, targets, prediction));
    const byWeight = weighted ? batch.weight : undefined;
    parts.push(tf.sum(byWeight ? tf.mul(values, byWeight) : values), byWeight ? tf.sum(byWeight) : tf.scalar(rows));
  }
  return tf.stack(parts.map((part) => tf.reshape(part, [])));
}

/** Turns the sums into what Keras reports, by history key. */
export function logsOf(objective: Objective, sums: ArrayLike<number>): Logs {
  const mean = (position: number) => (sums[2 * position] ?? 0) / (sums[2 * position + 1] ?? 0);
  const metrics = objective.metrics.map(
    ({ key, metric }, index) => [key, finishMetric(metric.class_name, mean(index + 1))] as const,
  );
  return { loss: mean(0), ...Object.fromEntries(metrics) };
}

/** Targets in the output's shape, or in that shape without its last axis for class numbers. */
function fitTargets(targets: tf.Tensor, output: tf.Tensor, classNumbers: boolean): tf.Tensor {
  const wanted = classNumbers ? output.shape.slice(0, -1) : output.shape;
  if (targets.size === sizeOf(wanted)) return tf.reshape(targets, wanted);
  return targets;
}

/** Mean over all but the rows. */
function perRow(values: tf.Tensor): tf.Tensor {
  if (values.rank === 1) return values;
  return tf.mean(tf.reshape(values, [values.shape[0] ?? 0, -1]), 1);
}

function only<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined || items.length > 1) throw new Error(`one output is needed, not ${items.length}`);
  return item;
}
