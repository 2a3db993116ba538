import type { LayerConfigs } from '../../keras-format/layers/layers.js';
import type { PoolingLayerName } from '../../keras-format/layers/pooling.js';
import { type LayerWriter, type LayerWriters, missing } from './tfjs-layer-writer.js';
import { NotInTfjsError } from './tfjs-objects.js';

export const TFJS_POOLING: LayerWriters<PoolingLayerName> = {
  MaxPooling1D: pooling('MaxPooling1D'),
  MaxPooling2D: pooling('MaxPooling2D'),
  AveragePooling1D: pooling('AveragePooling1D'),
  AveragePooling2D: pooling('AveragePooling2D'),
  GlobalMaxPooling1D: global('GlobalMaxPooling1D'),
  GlobalMaxPooling2D: global('GlobalMaxPooling2D'),
  GlobalAveragePooling1D: global('GlobalAveragePooling1D'),
  GlobalAveragePooling2D: global('GlobalAveragePooling2D'),
  AdaptiveMaxPooling1D: missing('AdaptiveMaxPooling1D'),
  AdaptiveMaxPooling2D: missing('AdaptiveMaxPooling2D'),
  AdaptiveAveragePooling1D: missing('AdaptiveAveragePooling1D'),
  AdaptiveAveragePooling2D: missing('AdaptiveAveragePooling2D'),
};

function pooling(className: PoolingLayerName): LayerWriter<LayerConfigs['MaxPooling2D']> {
  return ({ pool_size, strides, padding }) => ({
    class_name: className,
    config: { pool_size, strides: strides ?? pool_size, padding, data_format: 'channels_last' },
  });
}

function global(className: PoolingLayerName): LayerWriter<LayerConfigs['GlobalMaxPooling2D']> {
  return ({ keepdims }, name) => {
    if (keepdims) throw new NotInTfjsError(name, `its ${className} has no keepdims`);
    return { class_name: className, config: { data_format: 'channels_last' } };
  };
}
