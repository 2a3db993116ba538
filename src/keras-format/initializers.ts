import { z } from 'zod';
import { type ConfigsOf, kerasObject, SHOWN_DEFAULT, seedSchema } from './keras-object.js';

const seed = { seed: seedSchema };
const finite = z.number();
const axes = z.array(z.int().min(-8).max(7)).min(1).max(8).nullable().default(null);
/** Keras 3.12 and newer write which axes count as fans; null lets the shape say. */
const scaled = { ...seed, input_axes: axes, output_axes: axes };
const gain = { gain: finite.default(1) };

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
    distribution: z
      .enum(['truncated_normal', 'normal', 'untruncated_normal', 'uniform'])
      .default('truncated_normal')
      .transform((given) => (given === 'normal' ? 'truncated_normal' : given)),
    ...scaled,
  }),
  kerasObject('GlorotUniform', scaled),
  kerasObject('GlorotNormal', scaled),
  kerasObject('HeUniform', scaled),
  kerasObject('HeNormal', scaled),
  kerasObject('LecunUniform', scaled),
  kerasObject('LecunNormal', scaled),
  kerasObject('Orthogonal', { ...gain, ...seed }),
  kerasObject('Identity', gain),
  // What Keras 3 called these two at first.
  kerasObject('OrthogonalInitializer', { ...gain, ...seed }).transform(({ config }) => ({
    class_name: 'Orthogonal' as const,
    config,
  })),
  kerasObject('IdentityInitializer', gain).transform(({ config }) => ({ class_name: 'Identity' as const, config })),
] as const;

export const initializerObjectSchema = z.discriminatedUnion('class_name', INITIALIZER_SCHEMAS);
export type Initializer = z.infer<typeof initializerObjectSchema>;
export type InitializerConfigs = ConfigsOf<Initializer>;

/** The strings that Keras takes for each initializer. */
const CLASS_OF = {
  zeros: 'Zeros',
  zero: 'Zeros',
  Zeros: 'Zeros',
  ones: 'Ones',
  one: 'Ones',
  Ones: 'Ones',
  constant: 'Constant',
  Constant: 'Constant',
  random_normal: 'RandomNormal',
  normal: 'RandomNormal',
  RandomNormal: 'RandomNormal',
  random_uniform: 'RandomUniform',
  uniform: 'RandomUniform',
  RandomUniform: 'RandomUniform',
  truncated_normal: 'TruncatedNormal',
  TruncatedNormal: 'TruncatedNormal',
  variance_scaling: 'VarianceScaling',
  VarianceScaling: 'VarianceScaling',
  glorot_uniform: 'GlorotUniform',
  GlorotUniform: 'GlorotUniform',
  glorot_normal: 'GlorotNormal',
  GlorotNormal: 'GlorotNormal',
  he_uniform: 'HeUniform',
  HeUniform: 'HeUniform',
  he_normal: 'HeNormal',
  HeNormal: 'HeNormal',
  lecun_uniform: 'LecunUniform',
  LecunUniform: 'LecunUniform',
  lecun_normal: 'LecunNormal',
  LecunNormal: 'LecunNormal',
  orthogonal: 'Orthogonal',
  Orthogonal: 'Orthogonal',
  OrthogonalInitializer: 'Orthogonal',
  identity: 'Identity',
  Identity: 'Identity',
  IdentityInitializer: 'Identity',
} as const satisfies Record<string, Initializer['class_name']>;
type InitializerAlias = keyof typeof CLASS_OF;
const isAlias = (name: string): name is InitializerAlias => Object.hasOwn(CLASS_OF, name);
const INITIALIZER_NAMES = Object.keys(CLASS_OF).filter(isAlias);

/** One schema for all fields that take an initializer: the description of the API names it instead of repeating it. */
const postedInitializerSchema = z
  .union([z.enum(INITIALIZER_NAMES), initializerObjectSchema])
  .meta({ id: 'Initializer', description: "One of Keras's initializers, by name or as an object" });

/** An initializer by name or as an object; always an object afterwards. */
export function initializerSchema(fallback: InitializerAlias) {
  return postedInitializerSchema
    .default(fallback)
    .transform((given) =>
      typeof given === 'string' ? initializerObjectSchema.parse({ class_name: CLASS_OF[given], config: {} }) : given,
    )
    .meta({ [SHOWN_DEFAULT]: fallback });
}
