import * as tf from '@tensorflow/tfjs-core';
import { rank4 } from './pictures.js';

type Strides = [number, number];

/**
 * A convolution whose kernel is one number wide and high, in strides. The kernel's gradient is a product of matrices: TensorFlow 2.21's own
 * operation for it (Conv2DBackpropFilter, by oneDNN) writes beside its memory where the strides divide the pictures' sizes, which ends the process.
 */
export function pointwise(x: tf.Tensor4D, kernel: tf.Tensor4D, strides: Strides): tf.Tensor4D {
  const convolved = tf.customGrad((...given) => {
    const [from, by, save] = taken(given);
    save([from, by]);
    return {
      value: tf.conv2d(from, by, strides, 'valid'),
      gradFunc: (dy, saved) => {
        const [pictures, weights] = saved;
        if (!isRank4(dy) || !isRank4(pictures) || !isRank4(weights))
          throw new TypeError('a convolution has two inputs');
        return [
          tf.conv2dTranspose(dy, weights, pictures.shape, strides, 'valid'),
          kernelGradient(everyNth(pictures, strides), dy, weights.shape),
        ];
      },
    };
  });
  return rank4(convolved(x, kernel));
}

/** What leads to pictures of this shape: the transpose of `pointwise`. */
export function pointwiseTransposed(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  shape: tf.Tensor4D['shape'],
  strides: Strides,
): tf.Tensor4D {
  const spread = tf.customGrad((...given) => {
    const [from, by, save] = taken(given);
    save([from, by]);
    return {
      value: tf.conv2dTranspose(from, by, shape, strides, 'same'),
      gradFunc: (dy, saved) => {
        const [pictures, weights] = saved;
        if (!isRank4(dy) || !isRank4(pictures) || !isRank4(weights))
          throw new TypeError('a convolution has two inputs');
        return [
          tf.conv2d(dy, weights, strides, 'same'),
          kernelGradient(everyNth(dy, strides), pictures, weights.shape),
        ];
      },
    };
  });
  return rank4(spread(x, kernel));
}

/** Whether a kernel is one number wide and high and leaves places out. */
export function isPointwise({ shape: [height, width] }: tf.Tensor4D, strides: Strides): boolean {
  return height === 1 && width === 1 && strides.some((stride) => stride > 1);
}

/** Sums of products of both over all places: [1, 1, channels of the first, channels of the second]. */
function kernelGradient(a: tf.Tensor4D, b: tf.Tensor4D, shape: tf.Tensor4D['shape']): tf.Tensor4D {
  const ofPlaces = (x: tf.Tensor4D) => tf.reshape<tf.Rank.R2>(x, [-1, x.shape[3]]);
  return tf.reshape(tf.matMul(ofPlaces(a), ofPlaces(b), true), shape);
}

function everyNth(x: tf.Tensor4D, [down, right]: Strides): tf.Tensor4D {
  return rank4(tf.stridedSlice(x, [0, 0, 0, 0], x.shape, [1, down, right, 1]));
}

function taken(given: readonly (tf.Tensor | tf.GradSaveFunc)[]): [tf.Tensor4D, tf.Tensor4D, tf.GradSaveFunc] {
  const [x, kernel, save] = given;
  if (!isRank4(x) || !isRank4(kernel) || typeof save !== 'function')
    throw new TypeError('a convolution has two inputs');
  return [x, kernel, save];
}

function isRank4(value: unknown): value is tf.Tensor4D {
  return value instanceof tf.Tensor && value.rank === 4;
}
