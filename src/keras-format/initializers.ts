import { z } from 'zod';
import { type ConfigsOf, kerasObject, neutral, SHOWN_DEFAULT, seedSchema } from './keras-object.js';

const seed = { seed: seedSchema };
const finite = z.number();
/** Keras 3.12 and newer write which axes count as fans; null lets the shape say. */
const scaled = { ...seed, input_axes: neutral([null], 'input_axes'), output_axes: neutral([null], 'output_axes') };

const INITIALIZER_SCHEMAS = [
  kerasObject('Zeros', {}),
  kerasObject('Ones', {}),
  kerasObject('Constant', { value: finite.default(0) }),
  kerasObject('RandomNormal', { mean: finite.default(0), stddev: finite.nonnegative().default(0.05), ...seed }),
  kerasObject('RandomUniform', { minval: finite.default(-0.05), maxval: finite.default(0.05), ...seed }),
  kerasObject('TruncatedNormal', { mean: finite.default(0), stddev: finite.nonnegative().default(0.05), ...seed }),
  kerasObject('VarianceScaling', {
    scale: finite.positive().default(1),
    mode: z.enum(['fan_in', 'fan_out', 'fan_avg']).default('fan_in'),
    distribution: z.enum(['truncated_normal', 'untruncated_normal', 'uniform']).default('truncated_normal'),
    ...scaled,
  }),
  kerasObject('GlorotUniform', scaled),
  kerasObject('GlorotNormal', scaled),
  kerasObject('HeUniform', scaled),
  kerasObject('HeNormal', scaled),
  kerasObject('LecunUniform', scaled),
  kerasObject('LecunNormal', scaled),
  kerasObject('Orthogonal', { gain: finite.default(1), ...seed }),
] as const;

export const initializerObjectSchema = z.discriminatedUnion('class_name', INITIALIZER_SCHEMAS);
export type Initializer = z.infer<typeof initializerObjectSchema>;
export type InitializerConfigs = ConfigsOf<Initializer>;

/** Keras's short names of the initializers, and the class that each stands for. */
const INITIALIZER_NAMES = [
  'zeros',
  'ones',
  'constant',
  'random_normal',
  'random_uniform',
  'truncated_normal',
  'variance_scaling',
  'glorot_uniform',
  'glorot_normal',
  'he_uniform',
  'he_normal',
  'lecun_uniform',
  'lecun_normal',
  'orthogonal',
  'Zeros',
  'Ones',
  'Constant',
  'RandomNormal',
  'RandomUniform',
  'TruncatedNormal',
  'VarianceScaling',
  'GlorotUniform',
  'GlorotNormal',
  'HeUniform',
  'HeNormal',
  'LecunUniform',
  'LecunNormal',
  'Orthogonal',
] as const;

function fromName(name: (typeof INITIALIZER_NAMES)[number]): Initializer {
  const className = name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return initializerObjectSchema.parse({ class_name: className, config: {} });
}

/** An initializer by name or as an object; always an object afterwards. */
export function initializerSchema(fallback: (typeof INITIALIZER_NAMES)[number]) {
  return z
    .union([z.enum(INITIALIZER_NAMES), initializerObjectSchema])
    .default(fallback)
    .transform((given) => (typeof given === 'string' ? fromName(given) : given))
    .meta({ [SHOWN_DEFAULT]: fallback });
}
