import { test } from 'node:test';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import type { Constraint } from '../../../src/keras-format/constraints.js';
import type { Initializer } from '../../../src/keras-format/initializers.js';
import type { Optimizer } from '../../../src/keras-format/optimizers.js';
import type { Regularizer } from '../../../src/keras-format/regularizers.js';
import type { Schedule } from '../../../src/keras-format/schedules.js';
import { EngineFiles } from '../../support/engine-files.js';
import { sameBothWays } from '../../support/same-both-ways.js';
import { smallSpec } from '../../support/training-specs.js';

const files = await EngineFiles.create();
await loadEngine('tensorflow');

type Configs<Kind extends { class_name: string }> = Readonly<Record<Kind['class_name'], object>>;

/** The types ask for every name that the schemas accept. */
const INITIALIZERS = {
  Zeros: {},
  Ones: {},
  Constant: { value: 0.2 },
  RandomNormal: { stddev: 0.2 },
  RandomUniform: { minval: -0.3, maxval: 0.3 },
  TruncatedNormal: { stddev: 0.3 },
  VarianceScaling: { scale: 2, mode: 'fan_avg', distribution: 'uniform' },
  GlorotUniform: {},
  GlorotNormal: {},
  HeUniform: {},
  HeNormal: {},
  LecunUniform: {},
  LecunNormal: {},
  Orthogonal: { gain: 1.2 },
  Identity: { gain: 0.5 },
} as const satisfies Configs<Initializer>;
const REGULARIZERS = {
  L1: { l1: 0.02 },
  L2: { l2: 0.02 },
  L1L2: { l1: 0.01, l2: 0.02 },
  OrthogonalRegularizer: { factor: 0.02, mode: 'columns' },
} as const satisfies Configs<Regularizer>;
const CONSTRAINTS = {
  MaxNorm: { max_value: 0.8 },
  MinMaxNorm: { min_value: 0.4, max_value: 0.9, rate: 0.7 },
  NonNeg: {},
  UnitNorm: {},
} as const satisfies Configs<Constraint>;
const rate = { initial_learning_rate: 0.1 };
const SCHEDULES = {
  ExponentialDecay: { ...rate, decay_steps: 3, decay_rate: 0.5, staircase: true },
  InverseTimeDecay: { ...rate, decay_steps: 3, decay_rate: 0.5 },
  PiecewiseConstantDecay: { boundaries: [3, 8], values: [0.1, 0.05, 0.01] },
  PolynomialDecay: { ...rate, decay_steps: 5, power: 2, cycle: true },
  CosineDecay: { ...rate, decay_steps: 6, warmup_target: 0.2, warmup_steps: 2 },
  CosineDecayRestarts: { ...rate, first_decay_steps: 3 },
} as const satisfies Configs<Schedule>;
const OPTIMIZERS = {
  SGD: {},
  Adagrad: {},
  Adadelta: {},
  RMSprop: {},
  Adam: {},
  AdamW: {},
  Adamax: {},
  Nadam: {},
  Ftrl: {},
  Lion: {},
} as const satisfies Configs<Optimizer>;

const CASES = [
  ...asked('initializer', INITIALIZERS, (object) => ({ dense: { kernel_initializer: object } })),
  ...asked('regularizer', REGULARIZERS, (object) => ({ dense: { kernel_regularizer: object } })),
  ...asked('constraint', CONSTRAINTS, (object) => ({ dense: { kernel_constraint: object } })),
  ...asked('schedule', SCHEDULES, (object) => ({
    optimizer: { class_name: 'Adamax', config: { learning_rate: object } },
  })),
  ...asked('optimizer', OPTIMIZERS, (object) => ({ optimizer: object })),
];
for (const { title, dense = {}, optimizer = 'sgd' } of CASES) {
  test(`compiled as eager, ${title}`, async () => {
    const layers = [
      { class_name: 'Dense', config: { units: 6, activation: 'tanh', ...dense } },
      { class_name: 'Dense', config: { units: 3, activation: 'softmax' } },
    ];
    await sameBothWays(await smallSpec(files, { layers, compile: { optimizer }, rows: 40, fit: { epochs: 2 } }));
  });
}

interface Asked {
  readonly dense?: object;
  readonly optimizer?: object;
}

function asked(kind: string, configs: Readonly<Record<string, object>>, place: (object: object) => Asked) {
  return Object.entries(configs).map(([class_name, config]) => ({
    title: `${kind} ${class_name}`,
    ...place({ class_name, config }),
  }));
}
