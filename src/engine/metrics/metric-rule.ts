import * as tf from '@tensorflow/tfjs-core';
import type { Prediction } from '../network.js';
import type { Shape } from '../plan/network-plan.js';

/** What a metric sees of a batch. */
export interface MetricInputs {
  /** In the output's shape, or in that shape without its last axis where the metric takes class numbers. */
  readonly targets: tf.Tensor;
  readonly prediction: Prediction;
  /** One number a row (or a vector, [rows, time], where a mask says which steps count), where not all count alike. */
  readonly weight: tf.Tensor | undefined;
}

/**
 * A metric as sums over rows: what a batch adds, and what the sums of an epoch come to. Sums are float64 numbers, carried over
 * the batches in TensorFlow.
 */
export interface MetricRule<Config> {
  /** Whether steps that a mask leaves out do not count; in Keras they do in metrics that keep a state of their own. */
  readonly heedsMask?: boolean;
  /** Whether targets are class numbers instead of vectors of the output's shape. */
  takesClassNumbers?(config: Config): boolean;
  /** How many numbers are added up; `shape` is that of one row of the output. */
  size(config: Config, shape: Shape): number;
  /** What a batch adds: scalars and vectors, `size` numbers together. */
  sums(config: Config, inputs: MetricInputs): readonly tf.Tensor[];
  /** What is reported of the sums of an epoch. */
  finish(config: Config, sums: ArrayLike<number>, shape: Shape): number;
}

/** a / b, and 0 where b is 0. */
export function divideOrZero(a: number, b: number): number {
  return b === 0 ? 0 : a / b;
}

/** Weights as a factor of values of this shape: their own axes first, broadcast over the others. */
export function asFactor(weight: tf.Tensor, rank: number): tf.Tensor {
  return tf.reshape(weight, [...weight.shape, ...new Array<number>(Math.max(0, rank - weight.rank)).fill(1)]);
}
