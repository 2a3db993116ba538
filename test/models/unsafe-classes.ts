import { CHAPTER } from './model-app.js';
import { dense, layers, model, type WrongModel } from './wrong-model.js';

/** Layers of Keras that run code or read files when a model is loaded. */
const UNSAFE_LAYERS = [
  'Lambda',
  'TFOpLambda',
  'SlicingOpLambda',
  'TFSMLayer',
  'TorchModuleWrapper',
  'JaxLayer',
  'FlaxLayer',
  'TextVectorization',
  'StringLookup',
  'IntegerLookup',
  'Hashing',
  'HashedCrossing',
  'CategoryEncoding',
  'Pipeline',
  'QuantizedDense',
  'TFRecordLayer',
  'KerasLayer',
  'CustomCell',
  'Wrapper',
  'Layer',
  '__lambda__',
  'function',
  '__tensor__',
  'Custom>MyLayer',
];
const CODE = { class_name: '__lambda__', config: { value: '4wEAAAAA', defaults: null, closure: null } };
const URL_TEXT = 'https://evil.example/model.keras';

const inPlace = (what: string, config: object, pointer: string): WrongModel => [
  `${what} that is code`,
  dense(config),
  `/architecture/layers/0/config/${pointer}`,
];

/** Whatever could run code or read a file, in every place where Keras would take it. */
export const UNSAFE_MODELS: readonly WrongModel[] = [
  ...UNSAFE_LAYERS.map((class_name): WrongModel => {
    const layer = { class_name, config: { function: CODE, filepath: '/etc/passwd', vocabulary: URL_TEXT } };
    return [`a layer of class ${class_name}`, layers(layer), '/architecture/layers/0/class_name', class_name];
  }),
  ...UNSAFE_LAYERS.slice(0, 4).map((class_name): WrongModel => {
    const inner = { class_name: 'Sequential', config: { layers: [{ class_name, config: {} }] } };
    return [
      `${class_name} in a nested model`,
      layers(inner),
      '/architecture/layers/0/config/layers/0/class_name',
      class_name,
    ];
  }),
  inPlace('an activation', { activation: CODE }, 'activation/class_name'),
  inPlace('an initializer', { kernel_initializer: CODE }, 'kernel_initializer/class_name'),
  inPlace('a regularizer', { kernel_regularizer: CODE }, 'kernel_regularizer/class_name'),
  inPlace('a constraint', { kernel_constraint: CODE }, 'kernel_constraint/class_name'),
  ['an activation that is a URL', dense({ activation: URL_TEXT }), '/architecture/layers/0/config/activation'],
  [
    'an initializer that is a path',
    dense({ kernel_initializer: '/etc/passwd' }),
    '/architecture/layers/0/config/kernel_initializer',
  ],
  ['a name that is a URL', dense({ name: URL_TEXT }), '/architecture/layers/0/config/name', URL_TEXT],
  ['weights from a URL', dense({ weights: URL_TEXT }), '/architecture/layers/0/config/weights', URL_TEXT],
  [
    'a module that is a path',
    dense({}, { module: '../../tmp/evil' }),
    '/architecture/layers/0/module',
    '../../tmp/evil',
  ],
  ...['os', '__main__', 'my_package.keras.layers', 'keras_evil.layers', 'keras/../evil', 'tensorflow.io'].map(
    (module): WrongModel => [
      `a module of another package, ${module},`,
      dense({}, { module }),
      '/architecture/layers/0/module',
      module,
    ],
  ),
  [
    'a nested object of another package',
    dense({ kernel_initializer: { module: 'os', class_name: 'Zeros', config: {}, registered_name: null } }),
    '/architecture/layers/0/config/kernel_initializer/module',
    'os',
  ],
  [
    'a registered initializer',
    dense({ kernel_initializer: { class_name: 'Zeros', config: {}, registered_name: 'evil>Zeros' } }),
    '/architecture/layers/0/config/kernel_initializer/registered_name',
    'evil>Zeros',
  ],
  [
    'an embedding that reads its table from a file',
    layers({ class_name: 'Embedding', config: { input_dim: 3, output_dim: 2, weights: '/etc/passwd' } }),
    '/architecture/layers/0/config/weights',
    '/etc/passwd',
  ],
  [
    'code around a layer',
    layers({ class_name: 'TimeDistributed', config: { layer: { class_name: 'Lambda', config: { function: CODE } } } }),
    '/architecture/layers/0/config/layer/class_name',
    'Lambda',
  ],
  [
    'code in a model in a wrapper',
    layers({
      class_name: 'TimeDistributed',
      config: {
        layer: {
          class_name: 'Sequential',
          config: {
            layers: [
              { class_name: 'Dense', config: { units: 2 } },
              { class_name: 'Lambda', config: {} },
            ],
          },
        },
      },
    }),
    '/architecture/layers/0/config/layer/config/layers/1/class_name',
    'Lambda',
  ],
  [
    'a cell among cells that is code',
    layers({ class_name: 'RNN', config: { cell: [{ class_name: 'GRUCell', config: { units: 2 } }, CODE] } }),
    '/architecture/layers/0/config/cell/1/class_name',
    '__lambda__',
  ],
  [
    'a cell that is code',
    layers({ class_name: 'RNN', config: { cell: CODE } }),
    '/architecture/layers/0/config/cell/class_name',
    '__lambda__',
  ],
  [
    'code in both directions',
    layers({ class_name: 'Bidirectional', config: { layer: { class_name: 'RNN', config: { cell: CODE } } } }),
    '/architecture/layers/0/config/layer/class_name',
    'RNN',
  ],
  [
    'a registered custom layer',
    dense({}, { registered_name: 'evil>Dense' }),
    '/architecture/layers/0/registered_name',
    'evil>Dense',
  ],
  [
    'an optimizer that is code',
    model({ architecture: CHAPTER, compile: { optimizer: CODE, loss: 'mse' } }),
    '/compile/optimizer/class_name',
    '__lambda__',
  ],
  [
    'a loss that is code',
    model({ architecture: CHAPTER, compile: { loss: CODE } }),
    '/compile/loss/class_name',
    '__lambda__',
  ],
  [
    'a loss that is a path',
    model({ architecture: CHAPTER, compile: { loss: '/etc/passwd' } }),
    '/compile/loss',
    '/etc/passwd',
  ],
  [
    'a metric that is code',
    model({ architecture: CHAPTER, compile: { loss: 'mse', metrics: [CODE] } }),
    '/compile/metrics/0/class_name',
    '__lambda__',
  ],
];
