import { isModel } from '../../keras-format/architecture.js';
import type { ObjectOf } from '../../keras-format/keras-object.js';
import type { Layer, LayerConfigs, LayerName } from '../../keras-format/layers/layers.js';
import { TFJS_ACTIVATION_LAYERS } from './tfjs-activation-layers.js';
import { TFJS_AUGMENTATION } from './tfjs-augmentation.js';
import { TFJS_CONVOLUTION } from './tfjs-convolution.js';
import type { LayerWriters, RowShapes } from './tfjs-layer-writer.js';
import { TFJS_ATTENTION, TFJS_MERGING, TFJS_SCALING } from './tfjs-merging.js';
import { TFJS_NOISE } from './tfjs-noise.js';
import { TFJS_NORMALIZATION } from './tfjs-normalization.js';
import { activation, initializer, NotInTfjsError, type TfjsObject } from './tfjs-objects.js';
import { TFJS_POOLING } from './tfjs-pooling.js';
import { TFJS_RECURRENT } from './tfjs-recurrent.js';
import { TFJS_RESIZING } from './tfjs-resizing.js';
import { TFJS_SEQUENCES } from './tfjs-sequences.js';

const WRITERS: LayerWriters<LayerName> = {
  InputLayer: () => ({ class_name: 'InputLayer', config: { dtype: 'float32', sparse: false } }),
  Dense: (config, name) => ({
    class_name: 'Dense',
    config: {
      units: config.units,
      activation: activation(config.activation, name),
      use_bias: config.use_bias,
      kernel_initializer: initializer(config.kernel_initializer),
      bias_initializer: initializer(config.bias_initializer),
    },
  }),
  Activation: (config, name) => ({
    class_name: 'Activation',
    config: { activation: activation(config.activation, name) },
  }),
  Identity: () => ({ class_name: 'Activation', config: { activation: 'linear' } }),
  // tfjs-layers flattens no rows that are vectors already, and no single numbers; a Reshape does both as Keras does.
  Flatten: (_, _name, { input, output }) =>
    input.length < 2
      ? { class_name: 'Reshape', config: { target_shape: output } }
      : { class_name: 'Flatten', config: { data_format: 'channels_last' } },
  // With the size that Keras works out for -1: tfjs-layers leaves it open, and then the next Flatten fails.
  Reshape: (_, _name, { output }) => ({ class_name: 'Reshape', config: { target_shape: output } }),
  TimeDistributed: ({ layer }, name, { input, output }) => {
    if (isModel(layer)) throw new NotInTfjsError(name, 'its TimeDistributed takes a layer, and no model');
    const inside = toTfjsLayer(layer, { input: input.slice(1), output: output.slice(1) });
    return { class_name: 'TimeDistributed', config: { layer: inside } };
  },
  ...TFJS_ACTIVATION_LAYERS,
  ...TFJS_ATTENTION,
  ...TFJS_MERGING,
  ...TFJS_NORMALIZATION,
  ...TFJS_NOISE,
  ...TFJS_SEQUENCES,
  ...TFJS_CONVOLUTION,
  ...TFJS_POOLING,
  ...TFJS_RECURRENT,
  ...TFJS_AUGMENTATION,
  ...TFJS_RESIZING,
  ...TFJS_SCALING,
};

/** One layer for tfjs-layers. @throws {NotInTfjsError} */
export function toTfjsLayer(layer: Layer, rows: RowShapes): TfjsObject {
  const { class_name, config } = writeLayer(layer, layer.config.name ?? layer.class_name, rows);
  return { class_name, config: { ...config, trainable: layer.config.trainable ?? true } };
}

function writeLayer<Name extends LayerName>(
  layer: ObjectOf<LayerConfigs, Name>,
  name: string,
  rows: RowShapes,
): TfjsObject {
  return WRITERS[layer.class_name](layer.config, name, rows);
}
