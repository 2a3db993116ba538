import * as tf from '@tensorflow/tfjs-core';

/** Sequences as pictures of height 1, [rows, 1, steps, channels], so that both are worked on alike; pictures as they are. */
export function asPictures(x: tf.Tensor): tf.Tensor4D {
  const [rows = 0, steps = 0, channels = 0] = x.shape;
  return x.rank === 3 ? tf.reshape(x, [rows, 1, steps, channels]) : rank4(x);
}

/** A kernel for sequences, [steps, ...], as one for pictures of height 1; one for pictures as it is. */
export function asPictureKernel(kernel: tf.Tensor): tf.Tensor4D {
  const [steps = 0, inputs = 0, outputs = 0] = kernel.shape;
  return kernel.rank === 3 ? tf.reshape(kernel, [1, steps, inputs, outputs]) : rank4(kernel);
}

/** What a field of the config says for height and width: a sequence has it for its steps alone. */
export function forPictures(numbers: readonly number[], height = 1): [number, number] {
  const [first = 1, second] = numbers;
  return second === undefined ? [height, first] : [first, second];
}

/** The tensor as one of four dimensions, which it must have. */
export function rank4(x: tf.Tensor): tf.Tensor4D {
  if (hasRank4(x)) return x;
  throw new Error(`a picture has four dimensions, and not ${x.rank}`);
}

function hasRank4(x: tf.Tensor): x is tf.Tensor4D {
  return x.rank === 4;
}
