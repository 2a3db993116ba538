import type { NoiseLayerName } from '../../keras-format/layers/noise.js';
import { type LayerWriters, missing } from './tfjs-layer-writer.js';

/** They do nothing in a model that only predicts; a continued training draws other noise anyway. */
export const TFJS_NOISE: LayerWriters<NoiseLayerName> = {
  Dropout: ({ rate, seed, noise_shape }) => ({
    class_name: 'Dropout',
    config: { rate, seed, ...(noise_shape ? { noise_shape } : {}) },
  }),
  SpatialDropout1D: ({ rate, seed }) => ({ class_name: 'SpatialDropout1D', config: { rate, seed } }),
  SpatialDropout2D: missing('SpatialDropout2D'),
  SpatialDropout3D: missing('SpatialDropout3D'),
  GaussianDropout: ({ rate }) => ({ class_name: 'GaussianDropout', config: { rate } }),
  GaussianNoise: ({ stddev }) => ({ class_name: 'GaussianNoise', config: { stddev } }),
  AlphaDropout: ({ rate }) => ({ class_name: 'AlphaDropout', config: { rate } }),
  ActivityRegularization: missing('ActivityRegularization'),
};
