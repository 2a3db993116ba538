import * as tf from '@tensorflow/tfjs-core';
import { rank4 } from './pictures.js';
import { isPointwise, pointwise, pointwiseTransposed } from './pointwise.js';

/** How a window moves, in height and width. */
export interface SlidingWindow {
  readonly strides: [number, number];
  readonly dilation: [number, number];
  readonly padding: 'valid' | 'same';
}

/** Convolution of [rows, height, width, channels] with a kernel [height, width, channels of a group, filters]. */
export function convolve(x: tf.Tensor4D, kernel: tf.Tensor4D, window: SlidingWindow, groups = 1): tf.Tensor4D {
  if (groups === 1) return onDensePictures(x, kernel, window, conv2d);
  const [height, width, channelsOfGroup, filters] = kernel.shape;
  if (channelsOfGroup === 1) {
    return convolveDepthwise(x, rank4(tf.reshape(kernel, [height, width, groups, filters / groups])), window);
  }
  // TensorFlow's own operation takes no groups on a processor.
  const kernels: tf.Tensor4D[] = tf.split(kernel, groups, 3);
  const parts: tf.Tensor4D[] = tf.split(x, groups, 3);
  return tf.concat(
    kernels.map((own, group) => onDensePictures(parts[group] ?? x, own, window, conv2d)),
    3,
  );
}

/** Each channel with its own kernels, [height, width, channels, multiplier]; their outputs stand side by side. */
export function convolveDepthwise(x: tf.Tensor4D, kernel: tf.Tensor4D, window: SlidingWindow): tf.Tensor4D {
  return onDensePictures(x, kernel, window, (pictures, own, strides, padding) =>
    tf.depthwiseConv2d(pictures, own, strides, padding),
  );
}

/**
 * What leads to pictures of this height and width: the transpose of a convolution, with a kernel
 * [height, width, filters, channels]. A dilated kernel is one with zeros between its numbers.
 */
export function convolveTransposed(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  { strides, dilation, padding }: SlidingWindow,
  [height, width]: [number, number],
): tf.Tensor4D {
  const [rows] = x.shape;
  const [, , filters] = kernel.shape;
  const shape: tf.Tensor4D['shape'] = [rows, height, width, filters];
  if (isPointwise(kernel, strides)) return pointwiseTransposed(x, kernel, shape, strides);
  return tf.conv2dTranspose(x, spread(kernel, dilation), shape, strides, padding);
}

type Convolution = (
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  strides: [number, number],
  padding: 'valid' | 'same',
) => tf.Tensor4D;

const conv2d: Convolution = (x, kernel, strides, padding) =>
  isPointwise(kernel, strides) ? pointwise(x, kernel, strides) : tf.conv2d(x, kernel, strides, padding);

/**
 * A dilated window has no gradient, neither in tfjs nor in TensorFlow on a processor: it is a dense window on smaller pictures,
 * each of which has every so-manieth row and column (tf.nn.convolution does the same).
 */
function onDensePictures(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  { strides, dilation, padding }: SlidingWindow,
  convolution: Convolution,
): tf.Tensor4D {
  if (dilation.every((rate) => rate === 1)) return convolution(x, kernel, strides, padding);
  const plans = dilation.map((rate, axis) => {
    const length = x.shape[axis + 1] ?? 1;
    const reach = ((kernel.shape[axis] ?? 1) - 1) * rate + 1;
    const stride = strides[axis] ?? 1;
    const added = padding === 'same' ? Math.max(0, (Math.ceil(length / stride) - 1) * stride + reach - length) : 0;
    const before = Math.floor(added / 2);
    const filled = Math.ceil((length + added) / rate) * rate;
    return { padding: [before, filled - length - before], crop: [0, filled - length - added] };
  });
  const pictures = tf.spaceToBatchND(
    x,
    dilation,
    plans.map((plan) => plan.padding),
  );
  const convolved = convolution(rank4(pictures), kernel, [1, 1], 'valid');
  const whole = tf.batchToSpaceND(
    convolved,
    dilation,
    plans.map((plan) => plan.crop),
  );
  return strides.every((stride) => stride === 1) ? whole : tf.avgPool(whole, 1, strides, 'valid');
}

/** The kernel with `dilation - 1` zeros between its numbers. */
function spread(kernel: tf.Tensor4D, [down, right]: [number, number]): tf.Tensor4D {
  if (down === 1 && right === 1) return kernel;
  const [height, width, filters, channels] = kernel.shape;
  const single = tf.reshape(kernel, [height, 1, width, 1, filters * channels]);
  const wide = tf.pad(single, [
    [0, 0],
    [0, down - 1],
    [0, 0],
    [0, right - 1],
    [0, 0],
  ]);
  const whole = tf.reshape<tf.Rank.R4>(wide, [height * down, width * right, filters, channels]);
  return tf.slice4d(whole, [0, 0, 0, 0], [(height - 1) * down + 1, (width - 1) * right + 1, filters, channels]);
}
