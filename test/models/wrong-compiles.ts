import { compile, layers, model, optimizer, type WrongModel } from './wrong-model.js';

/** Wrong optimizers, losses and metrics. */
export const WRONG_COMPILES: readonly WrongModel[] = [
  ['a compile without a loss', model({ compile: {} }), '/compile/loss'],
  ['a compile that is null', model({ compile: null }), '/compile', null],
  ['an unknown field of compile', compile({ learning_rate: 0.1 }), '/compile/learning_rate', 0.1],
  ...['mean_square_error', 'toString', 'constructor', '__proto__', 'hinged', ''].map(
    (name): WrongModel => [`the loss ${JSON.stringify(name)}`, compile({ loss: name }), '/compile/loss', name],
  ),
  ['a loss that is a number', compile({ loss: 1 }), '/compile/loss', 1],
  [
    'an unknown field of a loss',
    compile({ loss: { class_name: 'MeanSquaredError', config: { delta: 1 } } }),
    '/compile/loss/config/delta',
    1,
  ],
  [
    'a loss whose config is null',
    compile({ loss: { class_name: 'CategoricalFocalCrossentropy', config: null } }),
    '/compile/loss/config',
    null,
  ],
  [
    'a label_smoothing of 2',
    compile({ loss: { class_name: 'CategoricalCrossentropy', config: { label_smoothing: 2 } } }),
    '/compile/loss/config/label_smoothing',
    2,
  ],
  ...['sdg', 'toString', 'constructor', '__proto__', 'Momentum', 'tiger', ''].map(
    (name): WrongModel => [
      `the optimizer ${JSON.stringify(name)}`,
      compile({ optimizer: name }),
      '/compile/optimizer',
      name,
    ],
  ),
  ['an optimizer of an unknown class', optimizer({}, 'toString'), '/compile/optimizer/class_name', 'toString'],
  ['an optimizer that is null', compile({ optimizer: null }), '/compile/optimizer', null],
  ['a negative learning rate', optimizer({ learning_rate: -0.1 }), '/compile/optimizer/config/learning_rate', -0.1],
  ['a learning rate as text', optimizer({ learning_rate: '0.1' }), '/compile/optimizer/config/learning_rate', '0.1'],
  ['a learning rate "NaN"', optimizer({ learning_rate: 'NaN' }), '/compile/optimizer/config/learning_rate', 'NaN'],
  ['a momentum of 1.5', optimizer({ momentum: 1.5 }), '/compile/optimizer/config/momentum', 1.5],
  ['nesterov as text', optimizer({ nesterov: 'true' }), '/compile/optimizer/config/nesterov', 'true'],
  ['a beta of 1', optimizer({ beta_1: 1 }, 'Adam'), '/compile/optimizer/config/beta_1', 1],
  ['an epsilon of 0', optimizer({ epsilon: 0 }, 'Adam'), '/compile/optimizer/config/epsilon', 0],
  ['an unknown field of an optimizer', optimizer({ lr: 0.1 }), '/compile/optimizer/config/lr', 0.1],
  ['clipping to a negative norm', optimizer({ clipnorm: -1 }), '/compile/optimizer/config/clipnorm', -1],
  ...['acuracy', 'toString', 'constructor', '__proto__'].map(
    (name): WrongModel => [`the metric ${name}`, compile({ metrics: [name] }), '/compile/metrics/0', name],
  ),
  ['metrics as a string', compile({ metrics: 'accuracy' }), '/compile/metrics', 'accuracy'],
  ['a metric twice', compile({ metrics: ['mae', 'mae'] }), '/compile/metrics/1', 'mae'],
  ['51 metrics', compile({ metrics: Array(51).fill('mae') }), '/compile/metrics'],
  [
    'a categorical loss on one output',
    {
      ...layers({ class_name: 'Dense', config: { units: 1, input_shape: [2] } }),
      compile: { loss: 'categorical_crossentropy' },
    },
    '/compile/loss',
    'categorical_crossentropy',
  ],
  [
    'CTC on one vector a row',
    { ...layers({ class_name: 'Dense', config: { units: 4, input_shape: [2] } }), compile: { loss: 'ctc' } },
    '/compile/loss',
    'ctc',
  ],
  [
    'Circle on several vectors a row',
    { ...layers({ class_name: 'Dense', config: { units: 4, input_shape: [3, 2] } }), compile: { loss: 'circle' } },
    '/compile/loss',
    'circle',
  ],
];
