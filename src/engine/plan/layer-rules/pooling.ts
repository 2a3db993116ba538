import type { LayerConfigs } from '../../../keras-format/layers/layers.js';
import type { PoolingLayerName } from '../../../keras-format/layers/pooling.js';
import type { Shape } from '../network-plan.js';
import type { LayerOutline, LayerRules } from './layer-rule.js';
import { slide, splitChannels } from './window.js';

export const POOLING_RULES: LayerRules<PoolingLayerName> = {
  MaxPooling2D: (config, input) => outlinePooling('MaxPooling2D', config, input),
};

/** keras/src/layers/pooling/base_pooling.py */
function outlinePooling(className: string, config: LayerConfigs['MaxPooling2D'], input: Shape): LayerOutline {
  const { pool_size: size, strides, padding } = config;
  const { space, channels } = splitChannels(className, input, size.length);
  return { outputShape: [...slide(space, { size, strides: strides ?? size, padding }, 'pool_size'), channels] };
}
