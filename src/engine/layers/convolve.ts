import * as tf from '@tensorflow/tfjs-core';

/** How a window moves, in height and width. */
export interface SlidingWindow {
  readonly strides: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: 'valid' | 'same';
}

/** Convolution of [rows, height, width, channels] with a kernel [height, width, channels of a group, filters]. */
export function convolve(x: tf.Tensor, kernel: tf.Tensor, window: SlidingWindow, groups = 1): tf.Tensor {
  if (groups === 1) return onDensePictures(x, kernel, window, conv2d);
  const [height = 1, width = 1, channelsOfGroup = 1, filters = 1] = kernel.shape;
  if (channelsOfGroup === 1) {
    return convolveDepthwise(x, tf.reshape(kernel, [height, width, groups, filters / groups]), window);
  }
  // TensorFlow's own operation takes no groups on a processor.
  const kernels = tf.split(kernel, groups, 3);
  const parts = tf.split(x, groups, 3);
  return tf.concat(
    kernels.map((own, group) => onDensePictures(parts[group] ?? x, own, window, conv2d)),
    3,
  );
}

/** Each channel with its own kernels, [height, width, channels, multiplier]; their outputs stand side by side. */
export function convolveDepthwise(x: tf.Tensor, kernel: tf.Tensor, window: SlidingWindow): tf.Tensor {
  return onDensePictures(x, kernel, window, depthwiseConv2d);
}

type Strides = [number, number];
type Convolution = (x: tf.Tensor4D, kernel: tf.Tensor4D, strides: Strides, padding: 'valid' | 'same') => tf.Tensor;

const conv2d: Convolution = (x, kernel, strides, padding) => tf.conv2d(x, kernel, strides, padding);
const depthwiseConv2d: Convolution = (x, kernel, strides, padding) => tf.depthwiseConv2d(x, kernel, strides, padding);

/**
 * A dilated window has no gradient, neither in tfjs nor in TensorFlow on a processor: it is a dense window on smaller pictures,
 * each of which has every so-manieth row and column (as tf.nn.convolution does it too).
 */
function onDensePictures(
  x: tf.Tensor,
  kernel: tf.Tensor,
  { strides, dilation, padding }: SlidingWindow,
  convolution: Convolution,
): tf.Tensor {
  const stride: Strides = [strides[0] ?? 1, strides[1] ?? 1];
  if (dilation.every((rate) => rate === 1)) return convolution(rank4(x), rank4(kernel), stride, padding);
  const plans = dilation.map((rate, axis) => {
    const length = x.shape[axis + 1] ?? 1;
    const size = kernel.shape[axis] ?? 1;
    const reach = (size - 1) * rate + 1;
    const step = stride[axis] ?? 1;
    const added = padding === 'same' ? Math.max(0, (Math.ceil(length / step) - 1) * step + reach - length) : 0;
    const before = Math.floor(added / 2);
    const filled = Math.ceil((length + added) / rate) * rate;
    const places = length + added - reach + 1;
    return {
      padding: [before, filled - length - before],
      crop: [0, filled - (size - 1) * rate - places],
    };
  });
  const pictures = tf.spaceToBatchND(
    x,
    [...dilation],
    plans.map((plan) => plan.padding),
  );
  const convolved = convolution(rank4(pictures), rank4(kernel), [1, 1], 'valid');
  const whole = tf.batchToSpaceND(
    convolved,
    [...dilation],
    plans.map((plan) => plan.crop),
  );
  return stride.every((step) => step === 1) ? whole : tf.avgPool(rank4(whole), 1, stride, 'valid');
}

/** The tensor as one of four dimensions, which it must have. */
export function rank4(x: tf.Tensor): tf.Tensor4D {
  if (hasRank4(x)) return x;
  throw new Error(`a picture has four dimensions, and not ${x.rank}`);
}

function hasRank4(x: tf.Tensor): x is tf.Tensor4D {
  return x.rank === 4;
}
