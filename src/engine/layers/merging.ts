import * as tf from '@tensorflow/tfjs-core';
import type { LayerConfigs } from '../../keras-format/layers/layers.js';
import { isOperation, type MergingLayerName } from '../../keras-format/layers/merging.js';
import { layOut, tensorAxes } from './call-helpers.js';
import type { CallContext, LayerCalls, LayerInputs } from './layer-call.js';

type Operation = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/** keras.config.epsilon(), squared: no vector is taken as shorter when it is brought to length 1. */
const SMALLEST_SQUARE = 1e-14;

export const MERGING_CALLS: LayerCalls<MergingLayerName> = {
  Add: (call) => elementwise(tf.add, call.inputs, masksFor(call)),
  Subtract: (call) => elementwise(tf.sub, call.inputs, masksFor(call)),
  Multiply: (call) => multiply(call.inputs, masksFor(call)),
  Average: ({ inputs, context }) =>
    passMask(inputs, tf.div(elementwise(tf.add, inputs, context), inputs.length), context),
  Maximum: (call) => extreme(tf.maximum, call.inputs, masksFor(call)),
  Minimum: (call) => extreme(tf.minimum, call.inputs, masksFor(call)),
  Concatenate: callConcatenate,
  Dot: callDot,
};

type Masks = Pick<CallContext, 'maskOf' | 'passMask'>;
const NO_MASKS: Masks = { maskOf: () => undefined, passMask: () => {} };

/** A layer knows of masks, an operation of keras.ops does not. */
function masksFor({ plan, context }: Pick<LayerInputs<unknown>, 'plan' | 'context'>): Masks {
  return isOperation(plan.layer) ? NO_MASKS : context;
}

/** Inputs of fewer dimensions get them behind the batch. */
function aligned(inputs: readonly tf.Tensor[]): tf.Tensor[] {
  const rank = Math.max(...inputs.map((input) => input.rank));
  return inputs.map((input) => {
    if (input.rank === rank) return input;
    const [rows = 0, ...row] = input.shape;
    return tf.reshape(input, [rows, ...new Array<number>(rank - input.rank).fill(1), ...row]);
  });
}

function elementwise(operation: Operation, inputs: readonly tf.Tensor[], context: Masks): tf.Tensor {
  return passMask(inputs, aligned(inputs).reduce(operation), context);
}

/** Where every input has a mask, a step counts that counts in one of them: keras/src/layers/merging/base_merge.py. */
function passMask(inputs: readonly tf.Tensor[], output: tf.Tensor, context: Masks): tf.Tensor {
  context.passMask(output, (maskOf) => {
    const masks = masksOf(inputs, { maskOf });
    return masks.length === inputs.length ? masks.reduce(tf.logicalOr) : undefined;
  });
  return output;
}

function masksOf(inputs: readonly tf.Tensor[], { maskOf }: Pick<Masks, 'maskOf'>): tf.Tensor[] {
  return inputs.flatMap((input) => maskOf(input) ?? []);
}

/** Masked steps count as ones, and as zeros where they are masked in all. */
function multiply(inputs: readonly tf.Tensor[], context: Masks): tf.Tensor {
  const counted = inputs.map((input) => {
    const mask = maskOverFeatures(input, context);
    return mask ? tf.where(mask, input, tf.onesLike(input)) : input;
  });
  const product = aligned(counted).reduce(tf.mul);
  const masks = masksOf(inputs, context);
  if (masks.length < inputs.length) return passMask(inputs, product, context);
  const some = tf.expandDims(masks.reduce(tf.logicalOr), -1);
  return passMask(inputs, tf.where(some, product, tf.zerosLike(product)), context);
}

/** A masked step takes no part: the others' value stands for it. */
function extreme(operation: Operation, inputs: readonly tf.Tensor[], context: Masks): tf.Tensor {
  if (masksOf(inputs, context).length === 0) return elementwise(operation, inputs, context);
  const [first, ...others] = inputs;
  if (!first) throw new Error('a merge needs an input');
  let output = first;
  let mask = maskOverFeatures(first, context);
  for (const input of others) {
    const own = maskOverFeatures(input, context);
    const other = own ? tf.where(own, input, output) : input;
    const before = mask ? tf.where(mask, output, other) : output;
    mask = mask && own && tf.logicalOr(mask, own);
    output = operation(before, other);
  }
  return passMask(inputs, output, context);
}

/** The mask of a sequence, repeated for each of its features. */
function maskOverFeatures(input: tf.Tensor, { maskOf }: Pick<Masks, 'maskOf'>): tf.Tensor | undefined {
  const mask = maskOf(input);
  return mask && tf.broadcastTo(tf.expandDims(mask, -1), input.shape);
}

function callConcatenate(call: LayerInputs<LayerConfigs['Concatenate']>): tf.Tensor {
  const { config, inputs } = call;
  const context = masksFor(call);
  const [axis = 0] = inputs[0] ? tensorAxes(config.axis, inputs[0]) : [];
  const output = tf.concat([...inputs], axis);
  context.passMask(output, (maskOf) => {
    if (masksOf(inputs, { maskOf }).length === 0) return undefined;
    const masks = inputs.map((input) => maskOverFeatures(input, { maskOf }) ?? tf.ones(input.shape, 'bool'));
    return tf.any(tf.concat(masks, axis), -1);
  });
  return output;
}

/** keras/src/layers/merging/dot.py, batch_dot: products of the rows' vectors along one axis of each. */
function callDot({ config, plan, inputs }: LayerInputs<LayerConfigs['Dot']>): tf.Tensor {
  const [left, right] = inputs;
  if (!left || !right) throw new Error('Dot takes two inputs');
  const [ofLeft, ofRight] = typeof config.axes === 'number' ? [config.axes, config.axes] : config.axes;
  const [a = 0] = tensorAxes(ofLeft, left);
  const [b = 0] = tensorAxes(ofRight, right);
  const x = vectorsAlong(config.normalize ? unitVectors(left, a) : left, a);
  const y = vectorsAlong(config.normalize ? unitVectors(right, b) : right, b);
  return layOut(tf.matMul(x, y, false, true), plan.outputShape, left.shape[0]);
}

/** [rows, vectors, numbers of a vector] */
function vectorsAlong(x: tf.Tensor, axis: number): tf.Tensor {
  const others = x.shape.map((_, place) => place).filter((place) => place !== 0 && place !== axis);
  return tf.reshape(tf.transpose(x, [0, ...others, axis]), [x.shape[0] ?? 0, -1, x.shape[axis] ?? 1]);
}

function unitVectors(x: tf.Tensor, axis: number): tf.Tensor {
  return tf.mul(x, tf.rsqrt(tf.maximum(tf.sum(tf.square(x), axis, true), SMALLEST_SQUARE)));
}
