import * as tf from '@tensorflow/tfjs-core';
import type { ObjectOf } from '../../keras-format/keras-object.js';
import type { Loss, LossConfigs } from '../../keras-format/losses.js';
import type { Prediction } from '../network.js';
import { TrainingError } from '../training-spec.js';
import { withoutGradient } from '../without-gradient.js';
import { circle } from './circle.js';
import {
  binaryCrossentropy,
  binaryFocalCrossentropy,
  categoricalCrossentropy,
  categoricalFocalCrossentropy,
  generalizedCrossentropy,
  sparseCategoricalCrossentropy,
} from './crossentropies.js';
import { ctc } from './ctc.js';
import * as distances from './distances.js';

type LossFunction<Name extends keyof LossConfigs> = (
  config: LossConfigs[Name],
  targets: tf.Tensor,
  prediction: Prediction,
) => tf.Tensor;

const LOSS_FUNCTIONS: { readonly [Name in keyof LossConfigs]: LossFunction<Name> } = {
  BinaryCrossentropy: binaryCrossentropy,
  BinaryFocalCrossentropy: binaryFocalCrossentropy,
  CategoricalCrossentropy: categoricalCrossentropy,
  CategoricalFocalCrossentropy: categoricalFocalCrossentropy,
  SparseCategoricalCrossentropy: sparseCategoricalCrossentropy,
  CategoricalGeneralizedCrossEntropy: generalizedCrossentropy,
  MeanSquaredError: (_, targets, { output }) => distances.squaredError(targets, output),
  MeanAbsoluteError: (_, targets, { output }) => distances.absoluteError(targets, output),
  MeanAbsolutePercentageError: (_, targets, { output }) => distances.absolutePercentageError(targets, output),
  MeanSquaredLogarithmicError: (_, targets, { output }) => distances.squaredLogarithmicError(targets, output),
  CosineSimilarity: ({ axis }, targets, { output }) => tf.neg(distances.cosineSimilarity(targets, output, axis)),
  Huber: ({ delta }, targets, { output }) => distances.huber(targets, output, delta),
  LogCosh: (_, targets, { output }) => distances.logCosh(targets, output),
  KLDivergence: (_, targets, { output }) => distances.klDivergence(targets, output),
  Poisson: (_, targets, { output }) => distances.poisson(targets, output),
  Hinge: (_, targets, { output }) => distances.hinge(targets, output),
  SquaredHinge: (_, targets, { output }) => distances.squaredHinge(targets, output),
  CategoricalHinge: (_, targets, { output }) => distances.categoricalHinge(targets, output),
  Dice: ({ axis }, targets, { output }) => distances.dice(targets, output, axis),
  Tversky: (config, targets, { output }) => distances.tversky(targets, output, config),
  Circle: (config, targets, { output }) => circle(targets, output, config),
  CTC: (_, targets, { output, mask }) => {
    // Keras multiplies a loss for each row with a mask for each step, and ends there.
    if (mask) throw new TrainingError('masked_ctc', MASKED_CTC);
    return ctc(targets, output);
  },
};

const MASKED_CTC =
  'The loss CTC takes every step of an output, and this one has a mask (mask_zero of an Embedding, or a Masking layer). Keras cannot train it either.';

/**
 * The loss of each row (and, for outputs of more dimensions, of each vector in it): the last axis is averaged over. Dice and
 * Tversky give one number for the batch where they name no axes. Targets have the output's shape, or for losses of class numbers that shape without
 * its last axis. Formulas: keras/src/losses/losses.py.
 */
export function lossValues<Name extends keyof LossConfigs>(
  loss: ObjectOf<LossConfigs, Name>,
  targets: tf.Tensor,
  prediction: Prediction,
): tf.Tensor {
  return LOSS_FUNCTIONS[loss.class_name](loss.config, targets, prediction);
}

/** Which losses count, where a class is ignored, or those of 0: the mean is over the others alone. */
export function lossMask({ class_name, config }: Loss, targets: tf.Tensor, losses: tf.Tensor): tf.Tensor | undefined {
  if (class_name === 'Circle') return withoutGradient(() => tf.greater(losses, 0));
  if (class_name !== 'SparseCategoricalCrossentropy' || config.ignore_class === null) return undefined;
  return tf.notEqual(targets, config.ignore_class);
}
