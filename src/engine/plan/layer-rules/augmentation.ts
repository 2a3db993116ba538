import type { AugmentationLayerName } from '../../../keras-format/layers/augmentation.js';
import type { Shape } from '../network-plan.js';
import type { LayerOutline, LayerRules } from './layer-rule.js';
import { splitChannels } from './window.js';

export const AUGMENTATION_RULES: LayerRules<AugmentationLayerName> = {
  RandomFlip: (_, input) => outlinePictures('RandomFlip', input),
  RandomRotation: (_, input) => outlinePictures('RandomRotation', input),
  RandomTranslation: (_, input) => outlinePictures('RandomTranslation', input),
  RandomZoom: (_, input) => outlinePictures('RandomZoom', input),
  RandomContrast: (_, input) => outlinePictures('RandomContrast', input),
  RandomBrightness: (_, input) => outlinePictures('RandomBrightness', input),
};

function outlinePictures(className: AugmentationLayerName, input: Shape): LayerOutline {
  splitChannels(className, input, 2);
  return { outputShape: input };
}
