import { test } from 'node:test';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { postedArchitectureSchema, toArchitecture } from '../../../src/keras-format/architecture.js';
import type { LayerName } from '../../../src/keras-format/layers/layers.js';
import { EngineFiles } from '../../support/engine-files.js';
import { sameBothWays } from '../../support/same-both-ways.js';
import { smallSpec } from '../../support/training-specs.js';

const files = await EngineFiles.create();
await loadEngine('tensorflow');

const layer = (class_name: string, config: object = {}) => ({ class_name, config });
const shaped = (...shape: number[]) => [
  layer('Dense', { units: shape.reduce((product, size) => product * size, 1), activation: 'tanh' }),
  layer('Reshape', { target_shape: shape }),
];

/** What stands before a layer of one input: made of six numbers a row. */
const BEFORE = {
  nothing: [],
  features: [layer('Dense', { units: 6, activation: 'tanh' })],
  sequences: shaped(6, 4),
  pictures: shaped(5, 4, 2),
  cubes: shaped(2, 3, 4, 2),
  /** Whole numbers from 0 to 3. */
  numbers: [layer('Rescaling', { scale: 1.9, offset: 2 })],
} as const;

type Case = readonly [on: keyof typeof BEFORE | 'list' | 'pair', config?: object];

/** Every layer that the service knows, each on what it is for; the type asks for all of them. */
const CASES = {
  InputLayer: ['nothing', { batch_shape: [null, 6] }],
  Dense: ['features', { units: 5, activation: 'relu' }],
  Activation: ['features', { activation: 'gelu' }],
  Identity: ['features'],
  Flatten: ['pictures'],
  Reshape: ['sequences', { target_shape: [3, -1] }],
  Attention: ['list', { use_scale: true, dropout: 0.2 }],
  AdditiveAttention: ['list'],
  MultiHeadAttention: ['pair', { num_heads: 2, key_dim: 3 }],
  Rescaling: ['features', { scale: 2, offset: -1 }],
  Normalization: ['features', { mean: [0.1, 0, 0.2, 0, -0.1, 0.3], variance: [1, 2, 1, 0.5, 1, 3] }],
  Add: ['list'],
  Subtract: ['list'],
  Multiply: ['list'],
  Average: ['list'],
  Maximum: ['list'],
  Minimum: ['list'],
  Concatenate: ['list', { axis: 1 }],
  Dot: ['list', { axes: 2, normalize: true }],
  Permute: ['sequences', { dims: [2, 1] }],
  RepeatVector: ['features', { n: 3 }],
  Dropout: ['features', { rate: 0.4 }],
  SpatialDropout1D: ['sequences', { rate: 0.4 }],
  SpatialDropout2D: ['pictures', { rate: 0.4 }],
  SpatialDropout3D: ['cubes', { rate: 0.4 }],
  GaussianDropout: ['features', { rate: 0.4 }],
  GaussianNoise: ['features', { stddev: 0.3 }],
  AlphaDropout: ['features', { rate: 0.3 }],
  ActivityRegularization: ['features', { l1: 0.01, l2: 0.02 }],
  Embedding: ['numbers', { input_dim: 4, output_dim: 3 }],
  Masking: ['sequences', { mask_value: 0 }],
  ReLU: ['features', { negative_slope: 0.1, max_value: 0.5, threshold: 0.1 }],
  LeakyReLU: ['features', { negative_slope: 0.2 }],
  PReLU: ['features'],
  ELU: ['features', { alpha: 0.5 }],
  Softmax: ['features'],
  BatchNormalization: ['features', { momentum: 0.8 }],
  LayerNormalization: ['features'],
  GroupNormalization: ['pictures', { groups: 2 }],
  UnitNormalization: ['features'],
  RMSNormalization: ['features'],
  Conv1D: ['sequences', { filters: 3, kernel_size: 2, activation: 'relu' }],
  Conv2D: ['pictures', { filters: 3, kernel_size: 2, activation: 'relu' }],
  Conv1DTranspose: ['sequences', { filters: 3, kernel_size: 2 }],
  Conv2DTranspose: ['pictures', { filters: 3, kernel_size: 2, strides: 2 }],
  DepthwiseConv1D: ['sequences', { kernel_size: 2 }],
  DepthwiseConv2D: ['pictures', { kernel_size: 2 }],
  SeparableConv1D: ['sequences', { filters: 3, kernel_size: 2 }],
  SeparableConv2D: ['pictures', { filters: 3, kernel_size: 2 }],
  MaxPooling1D: ['sequences'],
  MaxPooling2D: ['pictures'],
  AveragePooling1D: ['sequences', { pool_size: 2 }],
  AveragePooling2D: ['pictures', { pool_size: 2 }],
  GlobalMaxPooling1D: ['sequences'],
  GlobalMaxPooling2D: ['pictures'],
  GlobalAveragePooling1D: ['sequences'],
  GlobalAveragePooling2D: ['pictures'],
  AdaptiveMaxPooling1D: ['sequences', { output_size: 4 }],
  AdaptiveMaxPooling2D: ['pictures', { output_size: [2, 3] }],
  AdaptiveAveragePooling1D: ['sequences', { output_size: 4 }],
  AdaptiveAveragePooling2D: ['pictures', { output_size: 2 }],
  RandomFlip: ['pictures'],
  RandomRotation: ['pictures', { factor: 0.2 }],
  RandomTranslation: ['pictures', { height_factor: 0.2, width_factor: 0.3 }],
  RandomZoom: ['pictures', { height_factor: 0.2 }],
  RandomContrast: ['pictures', { factor: 0.3 }],
  RandomBrightness: ['pictures', { factor: 0.2, value_range: [-1, 1] }],
  ZeroPadding1D: ['sequences', { padding: [1, 2] }],
  ZeroPadding2D: ['pictures', { padding: 1 }],
  Cropping1D: ['sequences', { cropping: 1 }],
  Cropping2D: ['pictures', { cropping: 1 }],
  UpSampling1D: ['sequences'],
  UpSampling2D: ['pictures', { interpolation: 'bilinear' }],
  Resizing: ['pictures', { height: 5, width: 3, interpolation: 'lanczos3', antialias: true }],
  CenterCrop: ['pictures', { height: 5, width: 2 }],
  SimpleRNN: ['sequences', { units: 3 }],
  LSTM: ['sequences', { units: 3 }],
  GRU: ['sequences', { units: 3 }],
  RNN: ['sequences', { cell: layer('GRUCell', { units: 3 }) }],
  Bidirectional: ['sequences', { layer: layer('LSTM', { units: 2 }) }],
  TimeDistributed: ['sequences', { layer: layer('Dense', { units: 3, activation: 'tanh' }) }],
} as const satisfies Record<LayerName, Case>;

const after = [layer('Flatten'), layer('Dense', { units: 3, activation: 'softmax' })];

for (const [name, [on, config = {}]] of Object.entries<Case>(CASES)) {
  test(`compiled as eager, ${name} on ${on}`, async () => {
    const tested = layer(name, config);
    const fit = { epochs: 1, validationSplit: 0.25 };
    if (on !== 'list' && on !== 'pair') {
      await sameBothWays(await smallSpec(files, { layers: [...BEFORE[on], tested, ...after], rows: 24, fit }));
      return;
    }
    const spec = await smallSpec(files, { rows: 24, fit });
    const architecture = toArchitecture(postedArchitectureSchema.parse(ofTwo(tested, on)));
    await sameBothWays({ ...spec, model: { ...spec.model, architecture } });
  });
}

/** A graph in which the layer takes two sequences: as one list, or one after the other. */
function ofTwo({ class_name, config }: ReturnType<typeof layer>, on: 'list' | 'pair') {
  const tensor = (name: string) => ({ class_name: '__keras_tensor__', config: { keras_history: [name, 0, 0] } });
  const named = (kind: string, name: string, settings: object, ...args: unknown[]) => ({
    class_name: kind,
    name,
    config: { ...settings, name },
    inbound_nodes: args.length === 0 ? [] : [{ args, kwargs: {} }],
  });
  const both = [tensor('one'), tensor('other')];
  return {
    class_name: 'Functional',
    config: {
      name: 'model',
      layers: [
        named('InputLayer', 'given', { batch_shape: [null, 6] }),
        named('Reshape', 'steps', { target_shape: [3, 2] }, tensor('given')),
        named('Dense', 'one', { units: 4 }, tensor('steps')),
        named('Dense', 'other', { units: 4, activation: 'tanh' }, tensor('steps')),
        named(class_name, 'tested', config, ...(on === 'list' ? [both] : both)),
        named('Flatten', 'flat', {}, tensor('tested')),
        named('Dense', 'out', { units: 3, activation: 'softmax' }, tensor('flat')),
      ],
      input_layers: [['given', 0, 0]],
      output_layers: [['out', 0, 0]],
    },
  };
}
