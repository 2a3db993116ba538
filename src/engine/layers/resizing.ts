import * as tf from '@tensorflow/tfjs-core';
import type { LayerConfigs } from '../../keras-format/layers/layers.js';
import type { ResizingLayerName } from '../../keras-format/layers/resizing.js';
import { layOut } from './call-helpers.js';
import type { LayerCalls, LayerInputs } from './layer-call.js';

export const RESIZING_CALLS: LayerCalls<ResizingLayerName> = {
  ZeroPadding1D: ({ config, input }) => pad(input, [config.padding]),
  ZeroPadding2D: ({ config, input }) => pad(input, config.padding),
  Cropping1D: ({ config, plan, input }) => crop(input, [config.cropping], plan.outputShape),
  Cropping2D: ({ config, plan, input }) => crop(input, config.cropping, plan.outputShape),
  UpSampling1D: ({ config, plan, input }) => layOut(repeat(input, 1, config.size), plan.outputShape, input.shape[0]),
  UpSampling2D: upsample,
};

type Sides = readonly (readonly number[])[];

function pad(x: tf.Tensor, padding: Sides): tf.Tensor {
  const sides = padding.map(([before = 0, behind = 0]): [number, number] => [before, behind]);
  return tf.pad(x, [[0, 0], ...sides, [0, 0]]);
}

function crop(x: tf.Tensor, cropping: Sides, rowShape: readonly number[]): tf.Tensor {
  const begin = cropping.map(([before = 0]) => before);
  return tf.slice(x, [0, ...begin, 0], [x.shape[0] ?? 0, ...rowShape]);
}

function upsample({ config, plan, input }: LayerInputs<LayerConfigs['UpSampling2D']>): tf.Tensor {
  const [down = 1, right = 1] = config.size;
  if (config.interpolation === 'bilinear') return stretch(stretch(input, 1, down), 2, right);
  return layOut(repeat(repeat(input, 2, right), 1, down), plan.outputShape, input.shape[0]);
}

/** Each place of the axis so many times: side by side on a new axis behind it, which is then part of it. */
function repeat(x: tf.Tensor, axis: number, times: number): tf.Tensor {
  if (times === 1) return x;
  const apart = tf.expandDims(x, axis + 1);
  const copies = tf.concat(
    Array.from({ length: times }, () => apart),
    axis + 1,
  );
  return tf.reshape(
    copies,
    x.shape.map((length, other) => (other === axis ? length * times : length)),
  );
}

/**
 * Linear interpolation between the centres of an axis's places, with the outermost ones continued: tf.image.resize with
 * half_pixel_centers, as a product with a matrix, since tfjs's gradient of its own operation has the corners as centres.
 */
function stretch(x: tf.Tensor, axis: number, times: number): tf.Tensor {
  if (times === 1) return x;
  const length = x.shape[axis] ?? 1;
  const before = x.shape.slice(0, axis);
  const behind = x.shape.slice(axis + 1);
  const columns = tf.reshape(x, [tf.util.sizeFromShape(before), length, tf.util.sizeFromShape(behind)]);
  const weights = tf.tensor2d(interpolationWeights(length, times));
  const made = tf.matMul(tf.expandDims(weights, 0), columns);
  return tf.reshape(made, [...before, length * times, ...behind]);
}

/** For each place of the stretched axis how much each place of the axis counts. */
function interpolationWeights(length: number, times: number): number[][] {
  return Array.from({ length: length * times }, (_, place) => {
    const source = Math.max(0, (place + 0.5) / times - 0.5);
    const lower = Math.min(Math.floor(source), length - 1);
    const upper = Math.min(lower + 1, length - 1);
    const row = Array.from({ length }, () => 0);
    row[lower] = 1 - (source - lower);
    row[upper] = (row[upper] ?? 0) + (source - lower);
    if (lower === upper) row[lower] = 1;
    return row;
  });
}
