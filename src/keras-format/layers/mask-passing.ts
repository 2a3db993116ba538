import type { PlainLayer } from './plain-layers.js';

type PlainName = PlainLayer['class_name'];

/** Layers whose output has the mask of their input, as Keras's `supports_masking` and `compute_mask` say. */
export const PASS_MASK: ReadonlySet<string> = new Set<PlainName>([
  'InputLayer',
  'Dense',
  'Activation',
  'Identity',
  'Dropout',
  'BatchNormalization',
  'LayerNormalization',
  'GroupNormalization',
  'UnitNormalization',
  'ReLU',
  'LeakyReLU',
  'PReLU',
  'ELU',
  'Softmax',
  'SpatialDropout1D',
  'SpatialDropout2D',
  'SpatialDropout3D',
  'GaussianDropout',
  'GaussianNoise',
  'AlphaDropout',
  'ActivityRegularization',
  'Rescaling',
  'Normalization',
]);

/** Those of them that Keras calls with their input's mask as an argument. */
export const GIVEN_MASK: ReadonlySet<string> = new Set<PlainName>(['BatchNormalization', 'Softmax']);

/** Layers that see to the mask of their outputs themselves: it is that of their first input, if they give sequences. */
export const PASS_FIRST_MASK: ReadonlySet<string> = new Set<PlainName | 'TimeDistributed'>([
  'Attention',
  'AdditiveAttention',
  'MultiHeadAttention',
  'TimeDistributed',
]);
