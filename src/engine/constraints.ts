import * as tf from '@tensorflow/tfjs-core';
import type { Constraint, ConstraintConfigs } from '../keras-format/constraints.js';
import type { ObjectOf } from '../keras-format/keras-object.js';

/** Keras's epsilon, which keeps a norm of 0 from dividing: keras/src/backend/config.py. */
const EPSILON = 1e-7;

type Projection<Name extends keyof ConstraintConfigs> = (
  config: ConstraintConfigs[Name],
  weight: tf.Tensor,
) => tf.Tensor;

/** Formulas of keras/src/constraints/constraints.py. */
const PROJECTIONS: { readonly [Name in keyof ConstraintConfigs]: Projection<Name> } = {
  MaxNorm: ({ max_value, axis }, weight) => rescaled(weight, axis, (norms) => tf.clipByValue(norms, 0, max_value)),
  MinMaxNorm: ({ min_value, max_value, rate, axis }, weight) =>
    rescaled(weight, axis, (norms) =>
      tf.add(tf.mul(tf.clipByValue(norms, min_value, max_value), rate), tf.mul(norms, 1 - rate)),
    ),
  NonNeg: (_, weight) => tf.maximum(weight, 0),
  UnitNorm: ({ axis }, weight) => tf.div(weight, tf.add(normsOf(weight, axis), EPSILON)),
};

/** The weight as its constraint allows it; Keras applies it after each update. */
export function applyConstraint(constraint: Constraint, weight: tf.Tensor): tf.Tensor {
  return dispatch(constraint, weight);
}

function dispatch<Name extends keyof ConstraintConfigs>(
  { class_name, config }: ObjectOf<ConstraintConfigs, Name>,
  weight: tf.Tensor,
): tf.Tensor {
  return PROJECTIONS[class_name](config, weight);
}

function rescaled(weight: tf.Tensor, axis: Axes, desired: (norms: tf.Tensor) => tf.Tensor): tf.Tensor {
  const norms = normsOf(weight, axis);
  return tf.mul(weight, tf.div(desired(norms), tf.add(norms, EPSILON)));
}

type Axes = number | readonly number[];

function normsOf(weight: tf.Tensor, axis: Axes): tf.Tensor {
  const axes = typeof axis === 'number' ? axis : [...axis];
  return tf.sqrt(tf.sum(tf.square(weight), axes, true));
}
