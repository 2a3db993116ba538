import type { LayerConfigs } from '../../keras-format/layers/layers.js';
import type { RecurrentLayer, RecurrentLayerName } from '../../keras-format/layers/recurrent.js';
import { layersOfCells } from '../plan/recurrent-parts.js';
import type { LayerWriters } from './tfjs-layer-writer.js';
import { directionName } from './tfjs-names.js';
import { activation, initializer, NotInTfjsError, type TfjsObject } from './tfjs-objects.js';

/** Gates and states stand in tfjs-layers in Keras's order (i, f, c, o of an LSTM; z, r, h of a GRU). */
export const TFJS_RECURRENT: LayerWriters<RecurrentLayerName> = {
  SimpleRNN: (config, name) => writeRecurrent({ class_name: 'SimpleRNN', config }, name),
  LSTM: (config, name) => writeRecurrent({ class_name: 'LSTM', config }, name),
  GRU: (config, name) => writeRecurrent({ class_name: 'GRU', config }, name),
  RNN: (config, name) => {
    const [one, ...more] = layersOfCells(config);
    if (!one || more.length > 0)
      throw new NotInTfjsError(name, 'cells that stand on one another have other names for their weights there');
    return writeRecurrent(one.layer, name);
  },
  Bidirectional: ({ layer, backward_layer, merge_mode }, name) => {
    const there = writeRecurrent(layer, name);
    // It makes the way back of the way there.
    if (backward_layer && !isSame(there, writeRecurrent(backward_layer, name)))
      throw new NotInTfjsError(name, 'its Bidirectional has one kind of layer for both directions');
    const config = { ...there.config, name: directionName(layer), trainable: layer.config.trainable };
    return { class_name: 'Bidirectional', config: { layer: { ...there, config }, merge_mode } };
  },
};

function writeRecurrent(layer: RecurrentLayer, name: string): TfjsObject {
  const { class_name, config } = layer;
  const common = {
    units: config.units,
    activation: activation(config.activation, name),
    use_bias: config.use_bias,
    kernel_initializer: initializer(config.kernel_initializer),
    recurrent_initializer: initializer(config.recurrent_initializer),
    bias_initializer: initializer(config.bias_initializer),
    dropout: config.dropout,
    recurrent_dropout: config.recurrent_dropout,
    return_sequences: config.return_sequences,
    return_state: config.return_state,
    go_backwards: config.go_backwards,
  };
  switch (layer.class_name) {
    case 'SimpleRNN':
      return { class_name, config: common };
    case 'LSTM': {
      const { unit_forget_bias } = layer.config;
      return { class_name, config: { ...common, ...gates(layer.config, name), unit_forget_bias } };
    }
    case 'GRU':
      if (layer.config.reset_after)
        throw new NotInTfjsError(
          name,
          "its GRU has no reset_after=True, which is Keras's default; format=savedmodel, onnx and keras have it",
        );
      return { class_name, config: { ...common, ...gates(layer.config, name), reset_after: false } };
  }
}

function gates({ recurrent_activation }: LayerConfigs['LSTM' | 'GRU'], name: string) {
  return { recurrent_activation: activation(recurrent_activation, name), implementation: 2 };
}

/** Whether both compute alike; which way they go, and what they began with, does not count. */
function isSame(forward: TfjsObject, backward: TfjsObject): boolean {
  const computing = ({ class_name, config }: TfjsObject) => {
    const { go_backwards, kernel_initializer, recurrent_initializer, bias_initializer, ...rest } = config;
    return JSON.stringify([class_name, { ...rest, unit_forget_bias: undefined }]);
  };
  return computing(forward) === computing(backward);
}
