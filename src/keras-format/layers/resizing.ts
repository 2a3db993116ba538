import { z } from 'zod';
import { neutral } from '../keras-object.js';
import { kerasLayer, sizeSchema } from './common.js';
import { channelsLast, sides2d, sidesSchema, window2d } from './window.js';

const INTERPOLATIONS = ['bilinear', 'nearest', 'bicubic', 'lanczos3', 'lanczos5', 'area'] as const;
export type Interpolation = (typeof INTERPOLATIONS)[number];
const pictureSize = {
  height: sizeSchema,
  width: sizeSchema,
  data_format: channelsLast,
  bounding_box_format: neutral([null], 'bounding boxes'),
};

/** Layers that make rows larger or smaller (keras/src/layers/reshaping, and preprocessing/image_preprocessing). */
export const RESIZING_LAYERS = [
  kerasLayer('ZeroPadding1D', { padding: sidesSchema.prefault(1), data_format: channelsLast }),
  kerasLayer('ZeroPadding2D', { padding: sides2d.prefault(1), data_format: channelsLast }),
  kerasLayer('Cropping1D', { cropping: sidesSchema.prefault(1) }),
  kerasLayer('Cropping2D', { cropping: sides2d.prefault(0), data_format: channelsLast }),
  kerasLayer('UpSampling1D', { size: sizeSchema.default(2) }),
  kerasLayer('UpSampling2D', {
    size: window2d.prefault(2),
    data_format: channelsLast,
    interpolation: z.enum(['nearest', 'bilinear']).default('nearest'),
  }),
  kerasLayer('Resizing', {
    ...pictureSize,
    interpolation: z.enum(INTERPOLATIONS).default('bilinear'),
    crop_to_aspect_ratio: z.boolean().default(false),
    pad_to_aspect_ratio: z.boolean().default(false),
    fill_mode: z.literal('constant').default('constant'),
    fill_value: z.number().default(0),
    antialias: z.boolean().default(false),
  }),
  kerasLayer('CenterCrop', pictureSize),
] as const;
export type ResizingLayerName = z.infer<(typeof RESIZING_LAYERS)[number]>['class_name'];
