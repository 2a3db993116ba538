import * as tf from '@tensorflow/tfjs-core';
import type { LayerConfigs } from '../../keras-format/layers/layers.js';
import type { Interpolation, ResizingLayerName } from '../../keras-format/layers/resizing.js';
import { layOut } from './call-helpers.js';
import { interpolationWeights } from './interpolation.js';
import type { LayerCalls, LayerInputs } from './layer-call.js';

export const RESIZING_CALLS: LayerCalls<ResizingLayerName> = {
  ZeroPadding1D: ({ config, input }) => pad(input, [config.padding]),
  ZeroPadding2D: ({ config, input }) => pad(input, config.padding),
  Cropping1D: ({ config, plan, input }) => crop(input, [config.cropping], plan.outputShape),
  Cropping2D: ({ config, plan, input }) => crop(input, config.cropping, plan.outputShape),
  UpSampling1D: ({ config, plan, input }) => layOut(repeat(input, 1, config.size), plan.outputShape, input.shape[0]),
  UpSampling2D: upsample,
  Resizing: ({ config, input }) => {
    const given = config.crop_to_aspect_ratio
      ? cropTo(input, config)
      : config.pad_to_aspect_ratio
        ? padTo(input, config)
        : input;
    return resize(given, config);
  },
  // keras/src/layers/preprocessing/image_preprocessing/center_crop.py
  CenterCrop: ({ config, input }) => {
    const [, height = 1, width = 1] = input.shape;
    const isLarger = height >= config.height && width >= config.width;
    return isLarger
      ? centre(input, [config.height, config.width])
      : resize(cropTo(input, config), { ...config, interpolation: 'bilinear', antialias: false });
  },
};

interface Size {
  readonly height: number;
  readonly width: number;
}

/** A side of so much as goes with the other one at the aspect ratio that is wanted, as TensorFlow's floats of 32 bits have it. */
function sideFor(other: number, wanted: number, wantedOther: number): number {
  return Math.trunc(Math.fround((other * wanted) / wantedOther));
}

/** The largest part of the middle that has the aspect ratio. */
function cropTo(x: tf.Tensor, wanted: Size): tf.Tensor {
  const [, height = 1, width = 1] = x.shape;
  const tall = Math.max(1, Math.min(height, sideFor(width, wanted.height, wanted.width)));
  const wide = Math.max(1, Math.min(width, sideFor(height, wanted.width, wanted.height)));
  return centre(x, [tall, wide]);
}

function centre(x: tf.Tensor, [height, width]: readonly [number, number]): tf.Tensor {
  const [batch = 0, rows = 1, columns = 1, channels = 1] = x.shape;
  const start = [Math.floor((rows - height) / 2), Math.floor((columns - width) / 2)];
  return tf.slice(x, [0, ...start, 0], [batch, height, width, channels]);
}

/** As much on both sides, so that of an odd number of places one is left out: keras/src/backend/tensorflow/image.py. */
function padTo(x: tf.Tensor, config: Size & { readonly fill_value: number }): tf.Tensor {
  const [, height = 1, width = 1] = x.shape;
  const above = Math.floor((Math.max(height, sideFor(width, config.height, config.width)) - height) / 2);
  const beside = Math.floor((Math.max(width, sideFor(height, config.width, config.height)) - width) / 2);
  const sides: [number, number][] = [
    [0, 0],
    [above, above],
    [beside, beside],
    [0, 0],
  ];
  return tf.pad(x, sides, config.fill_value);
}

function resize(
  x: tf.Tensor,
  { height, width, ...how }: Size & { readonly interpolation: Interpolation; readonly antialias: boolean },
): tf.Tensor {
  const [, rows = 1, columns = 1] = x.shape;
  if (rows === height && columns === width) return x;
  const down = alongAxis(x, 1, interpolationWeights(how, rows, height));
  return alongAxis(down, 2, interpolationWeights(how, columns, width));
}

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

/** Linear interpolation between the centres of an axis's places. */
function stretch(x: tf.Tensor, axis: number, times: number): tf.Tensor {
  if (times === 1) return x;
  const length = x.shape[axis] ?? 1;
  return alongAxis(
    x,
    axis,
    interpolationWeights({ interpolation: 'bilinear', antialias: false }, length, length * times),
  );
}

/**
 * An axis's places as sums of those that are there: a product with a matrix, since tfjs's gradient of its own operation has the
 * corners as centres.
 */
function alongAxis(x: tf.Tensor, axis: number, rows: number[][]): tf.Tensor {
  const before = x.shape.slice(0, axis);
  const behind = x.shape.slice(axis + 1);
  const columns = tf.reshape(x, [tf.util.sizeFromShape(before), x.shape[axis] ?? 1, tf.util.sizeFromShape(behind)]);
  const made = tf.matMul(tf.expandDims(tf.tensor2d(rows), 0), columns);
  return tf.reshape(made, [...before, rows.length, ...behind]);
}
