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
  'RNN',
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
  inPlace('an activation', { activation: CODE }, 'activation'),
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
