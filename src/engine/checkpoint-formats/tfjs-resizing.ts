import type { ResizingLayerName } from '../../keras-format/layers/resizing.js';
import { type LayerWriters, missing } from './tfjs-layer-writer.js';
import { NotInTfjsError } from './tfjs-objects.js';

export const TFJS_RESIZING: LayerWriters<ResizingLayerName> = {
  ZeroPadding1D: missing('ZeroPadding1D'),
  ZeroPadding2D: ({ padding }) => ({
    class_name: 'ZeroPadding2D',
    config: { padding, data_format: 'channels_last' },
  }),
  Cropping1D: missing('Cropping1D'),
  Cropping2D: ({ cropping }) => ({ class_name: 'Cropping2D', config: { cropping, data_format: 'channels_last' } }),
  UpSampling1D: missing('UpSampling1D'),
  Resizing: missing('Resizing'),
  CenterCrop: missing('CenterCrop'),
  UpSampling2D: ({ size, interpolation }, name) => {
    // It interpolates between the corners of the places, and Keras between their centres.
    if (interpolation !== 'nearest') throw new NotInTfjsError(name, 'its bilinear UpSampling2D gives other numbers');
    return { class_name: 'UpSampling2D', config: { size, interpolation, data_format: 'channels_last' } };
  },
};
