import type { AugmentationLayerName } from '../../keras-format/layers/augmentation.js';
import { type LayerWriters, missing } from './tfjs-layer-writer.js';

export const TFJS_AUGMENTATION: LayerWriters<AugmentationLayerName> = {
  RandomFlip: missing('RandomFlip'),
  RandomRotation: missing('RandomRotation'),
  RandomTranslation: missing('RandomTranslation'),
  RandomZoom: missing('RandomZoom'),
  RandomContrast: missing('RandomContrast'),
  RandomBrightness: missing('RandomBrightness'),
};
