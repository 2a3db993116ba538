import { ServiceError } from '../../errors.js';
import type { Activation, ActivationName } from '../../keras-format/activations.js';
import type { Initializer, InitializerConfigs } from '../../keras-format/initializers.js';

/** A Keras object in the dialect that tfjs-layers 4.22 reads: Keras 2's names, snake_case. */
export interface TfjsObject {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** 422: the model holds something that tfjs-layers lacks, or computes in another way than Keras does. */
export class NotInTfjsError extends ServiceError {
  constructor(name: string, what: string, kind: 'layer' | 'model' = 'layer') {
    super(
      422,
      'not_in_tfjs',
      `The ${kind} ${JSON.stringify(name)} cannot be written for TensorFlow.js: ${what}. format=safetensors has its weights.`,
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
  hard_shrink: { missing: 'it does not know the activation hard_shrink' },
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
  soft_shrink: { missing: 'it does not know the activation soft_shrink' },
  softmax: { tfjs: 'softmax' },
  softplus: { tfjs: 'softplus' },
  softsign: { tfjs: 'softsign' },
  squareplus: { missing: 'it does not know the activation squareplus' },
  sparsemax: { missing: 'it does not know the activation sparsemax' },
  sparse_sigmoid: { missing: 'it does not know the activation sparse_sigmoid' },
  sparse_plus: { missing: 'it does not know the activation sparse_plus' },
  swish: { tfjs: 'swish' },
  tanh: { tfjs: 'tanh' },
  tanh_shrink: { missing: 'it does not know the activation tanh_shrink' },
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
  Identity: 'Identity',
};

/** tfjs's name of an activation. @throws {NotInTfjsError} */
export function activation(name: Activation, layerName: string): string {
  if (typeof name !== 'string')
    throw new NotInTfjsError(layerName, `it takes no layer ${name.class_name} for an activation`);
  const known = ACTIVATIONS[name];
  if ('missing' in known) throw new NotInTfjsError(layerName, known.missing);
  return known.tfjs;
}

/** An initializer under tfjs's name. */
export function initializer({ class_name, config }: Initializer): TfjsObject {
  const written = { class_name: INITIALIZER_CLASSES[class_name], config };
  if (class_name !== 'VarianceScaling' || config.distribution === 'uniform') return written;
  const distribution = config.distribution === 'truncated_normal' ? 'truncated_normal' : 'normal';
  return { ...written, config: { ...config, distribution } };
}
