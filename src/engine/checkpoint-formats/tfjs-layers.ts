import { ServiceError } from '../../errors.js';
import type { ActivationName } from '../../keras-format/activations.js';
import type { Initializer, InitializerConfigs } from '../../keras-format/initializers.js';
import type { ObjectOf } from '../../keras-format/keras-object.js';
import type { Layer, LayerConfigs, LayerName } from '../../keras-format/layers/layers.js';
import type { Shape } from '../plan/network-plan.js';

/** A Keras object in the dialect that tfjs-layers 4.22 reads: Keras 2's names, snake_case. */
export interface TfjsObject {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** 422: the model holds something that tfjs-layers lacks, or computes in another way than Keras does. */
export class NotInTfjsError extends ServiceError {
  constructor(layerName: string, what: string) {
    super(
      422,
      'not_in_tfjs',
      `The layer ${JSON.stringify(layerName)} cannot be written for TensorFlow.js: ${what}. format=safetensors has its weights.`,
    );
  }
}

/** tfjs's name of an activation, or why it has none. */
const ACTIVATIONS: { readonly [Name in ActivationName]: { tfjs: string } | { missing: string } } = {
  // With an alpha of 1, which Keras gives both, they are one function.
  celu: { tfjs: 'elu' },
  elu: { tfjs: 'elu' },
  exponential: { missing: 'it does not know the activation exponential' },
  gelu: { tfjs: 'gelu' },
  // tfjs-layers clips 0.2 x + 0.5, as Keras 2 did; Keras 3 clips x / 6 + 0.5.
  hard_sigmoid: { missing: 'its hard_sigmoid has the slope of Keras 2, and not that of Keras 3' },
  hard_silu: { missing: 'it does not know the activation hard_silu' },
  hard_swish: { missing: 'it does not know the activation hard_swish' },
  hard_tanh: { missing: 'it does not know the activation hard_tanh' },
  leaky_relu: { missing: 'it does not know the activation leaky_relu' },
  linear: { tfjs: 'linear' },
  log_sigmoid: { missing: 'it does not know the activation log_sigmoid' },
  log_softmax: { tfjs: 'log_softmax' },
  mish: { tfjs: 'mish' },
  relu: { tfjs: 'relu' },
  relu6: { tfjs: 'relu6' },
  selu: { tfjs: 'selu' },
  sigmoid: { tfjs: 'sigmoid' },
  silu: { tfjs: 'swish' },
  softmax: { tfjs: 'softmax' },
  softplus: { tfjs: 'softplus' },
  softsign: { tfjs: 'softsign' },
  swish: { tfjs: 'swish' },
  tanh: { tfjs: 'tanh' },
};

const INITIALIZER_CLASSES: { readonly [Name in keyof InitializerConfigs]: string } = {
  Zeros: 'Zeros',
  Ones: 'Ones',
  Constant: 'Constant',
  RandomNormal: 'RandomNormal',
  RandomUniform: 'RandomUniform',
  TruncatedNormal: 'TruncatedNormal',
  VarianceScaling: 'VarianceScaling',
  GlorotUniform: 'GlorotUniform',
  GlorotNormal: 'GlorotNormal',
  HeUniform: 'HeUniform',
  HeNormal: 'HeNormal',
  LecunUniform: 'LeCunUniform',
  LecunNormal: 'LeCunNormal',
  Orthogonal: 'Orthogonal',
};

/** Sizes of one row before and behind a layer. */
interface RowShapes {
  readonly input: Shape;
  readonly output: Shape;
}

type LayerWriter<Name extends LayerName> = (config: LayerConfigs[Name], name: string, rows: RowShapes) => TfjsObject;

const WRITERS: { readonly [Name in LayerName]: LayerWriter<Name> } = {
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
  Conv2D: (config, name) => ({ class_name: 'Conv2D', config: convolution(config, name) }),
  MaxPooling2D: ({ pool_size, strides, padding }) => ({
    class_name: 'MaxPooling2D',
    config: { pool_size, strides: strides ?? pool_size, padding, data_format: 'channels_last' },
  }),
  Activation: (config, name) => ({
    class_name: 'Activation',
    config: { activation: activation(config.activation, name) },
  }),
  Dropout: (config) => ({ class_name: 'Dropout', config: { rate: config.rate, seed: config.seed } }),
  // tfjs-layers flattens no rows that are vectors already, and no single numbers; a Reshape does both as Keras does.
  Flatten: (_, _name, { input, output }) =>
    input.length < 2
      ? { class_name: 'Reshape', config: { target_shape: output } }
      : { class_name: 'Flatten', config: { data_format: 'channels_last' } },
  // With the size that Keras works out for -1: tfjs-layers leaves it open, and then the next Flatten fails.
  Reshape: (_, _name, { output }) => ({ class_name: 'Reshape', config: { target_shape: output } }),
  SimpleRNN: (_, name) => notWritten(name),
  LSTM: (_, name) => notWritten(name),
  GRU: (_, name) => notWritten(name),
  Bidirectional: (_, name) => notWritten(name),
  TimeDistributed: (_, name) => notWritten(name),
};

function notWritten(layerName: string): never {
  throw new NotInTfjsError(layerName, 'recurrent layers and their wrappers are not written for it');
}

/** One layer for tfjs-layers. @throws {NotInTfjsError} */
export function toTfjsLayer(layer: Layer, rows: RowShapes): TfjsObject {
  const { class_name, config } = writeLayer(layer, layer.config.name ?? layer.class_name, rows);
  return { class_name, config: { ...config, trainable: layer.config.trainable } };
}

function writeLayer<Name extends LayerName>(
  layer: ObjectOf<LayerConfigs, Name>,
  name: string,
  rows: RowShapes,
): TfjsObject {
  return WRITERS[layer.class_name](layer.config, name, rows);
}

function convolution(config: LayerConfigs['Conv2D'], name: string): Readonly<Record<string, unknown>> {
  if (config.groups !== 1) throw new NotInTfjsError(name, 'it has no groups of channels');
  const { filters, kernel_size, strides, padding, dilation_rate, use_bias } = config;
  return {
    filters,
    kernel_size,
    strides,
    padding,
    dilation_rate,
    use_bias,
    data_format: 'channels_last',
    activation: activation(config.activation, name),
    kernel_initializer: initializer(config.kernel_initializer),
    bias_initializer: initializer(config.bias_initializer),
  };
}

function activation(name: ActivationName, layerName: string): string {
  const known = ACTIVATIONS[name];
  if ('missing' in known) throw new NotInTfjsError(layerName, known.missing);
  return known.tfjs;
}

function initializer({ class_name, config }: Initializer): TfjsObject {
  const written = { class_name: INITIALIZER_CLASSES[class_name], config };
  if (class_name !== 'VarianceScaling' || config.distribution === 'uniform') return written;
  const distribution = config.distribution === 'truncated_normal' ? 'truncated_normal' : 'normal';
  return { ...written, config: { ...config, distribution } };
}
