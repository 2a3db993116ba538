import { z } from 'zod';
import { kerasLayer, sizeSchema } from './common.js';
import { channelsLast, sides2d, sidesSchema, window2d } from './window.js';

/** Layers that make rows larger or smaller (keras/src/layers/reshaping). */
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
] as const;
export type ResizingLayerName = z.infer<(typeof RESIZING_LAYERS)[number]>['class_name'];
