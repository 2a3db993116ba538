import type { LayerConfigs } from '../../../keras-format/layers/layers.js';
import type { PoolingLayerName } from '../../../keras-format/layers/pooling.js';
import type { Shape } from '../network-plan.js';
import type { LayerOutline, LayerRules } from './layer-rule.js';
import { slide, splitChannels } from './window.js';

export const POOLING_RULES: LayerRules<PoolingLayerName> = {
  MaxPooling1D: (config, input) => outlinePooling('MaxPooling1D', config, input),
  MaxPooling2D: (config, input) => outlinePooling('MaxPooling2D', config, input),
  AveragePooling1D: (config, input) => outlinePooling('AveragePooling1D', config, input),
  AveragePooling2D: (config, input) => outlinePooling('AveragePooling2D', config, input),
  GlobalMaxPooling1D: (config, input) => outlineGlobal('GlobalMaxPooling1D', 1, config, input),
  GlobalMaxPooling2D: (config, input) => outlineGlobal('GlobalMaxPooling2D', 2, config, input),
  GlobalAveragePooling1D: (config, input) => outlineGlobal('GlobalAveragePooling1D', 1, config, input),
  GlobalAveragePooling2D: (config, input) => outlineGlobal('GlobalAveragePooling2D', 2, config, input),
  AdaptiveMaxPooling1D: (config, input) => outlineAdaptive('AdaptiveMaxPooling1D', config, input),
  AdaptiveMaxPooling2D: (config, input) => outlineAdaptive('AdaptiveMaxPooling2D', config, input),
  AdaptiveAveragePooling1D: (config, input) => outlineAdaptive('AdaptiveAveragePooling1D', config, input),
  AdaptiveAveragePooling2D: (config, input) => outlineAdaptive('AdaptiveAveragePooling2D', config, input),
};

/** keras/src/layers/pooling/base_pooling.py */
function outlinePooling(className: string, config: LayerConfigs['MaxPooling2D'], input: Shape): LayerOutline {
  const { pool_size: size, strides, padding } = config;
  const { space, channels } = splitChannels(className, input, size.length);
  return { outputShape: [...slide(space, { size, strides: strides ?? size, padding }, 'pool_size'), channels] };
}

/** keras/src/layers/pooling/base_global_pooling.py */
function outlineGlobal(
  className: string,
  rank: number,
  { keepdims }: LayerConfigs['GlobalMaxPooling2D'],
  input: Shape,
): LayerOutline {
  const { space, channels } = splitChannels(className, input, rank);
  return { outputShape: [...(keepdims ? space.map(() => 1) : []), channels] };
}

/** keras/src/layers/pooling/base_adaptive_pooling.py */
function outlineAdaptive(
  className: string,
  { output_size }: LayerConfigs['AdaptiveMaxPooling2D'],
  input: Shape,
): LayerOutline {
  const { channels } = splitChannels(className, input, output_size.length);
  return { outputShape: [...output_size, channels] };
}
