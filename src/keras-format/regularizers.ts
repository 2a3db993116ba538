import { z } from 'zod';
import { type ConfigsOf, kerasObject } from './keras-object.js';

const factor = z.number().min(0).max(1e6);
/** Keras 2 and 3 both write null for a factor that is left at its default. */
const factorOr = (fallback: number) =>
  factor
    .nullable()
    .default(fallback)
    .transform((given) => given ?? fallback);

/** Regularizers with Keras 3's fields and defaults (keras/src/regularizers/regularizers.py). */
export const regularizerObjectSchema = z.discriminatedUnion('class_name', [
  kerasObject('L1', { l1: factorOr(0.01) }),
  kerasObject('L2', { l2: factorOr(0.01) }),
  kerasObject('L1L2', { l1: factorOr(0), l2: factorOr(0) }),
  kerasObject('OrthogonalRegularizer', {
    factor: factor.default(0.01),
    mode: z.enum(['rows', 'columns']).default('rows'),
  }),
]);
export type Regularizer = z.infer<typeof regularizerObjectSchema>;
export type RegularizerName = Regularizer['class_name'];
export type RegularizerConfigs = ConfigsOf<Regularizer>;

/** The strings that Keras takes for each regularizer. */
const CLASS_OF = {
  l1: 'L1',
  L1: 'L1',
  l2: 'L2',
  L2: 'L2',
  l1_l2: 'L1L2',
  l1l2: 'L1L2',
  L1L2: 'L1L2',
  orthogonal_regularizer: 'OrthogonalRegularizer',
  OrthogonalRegularizer: 'OrthogonalRegularizer',
} as const satisfies Record<string, RegularizerName>;
type RegularizerAlias = keyof typeof CLASS_OF;
const isAlias = (name: string): name is RegularizerAlias => Object.hasOwn(CLASS_OF, name);
const REGULARIZER_NAMES = Object.keys(CLASS_OF).filter(isAlias);

/** The `..._regularizer` of a layer: null, a name or an object; null or an object afterwards. */
export const regularizerSchema = z
  .union([z.enum(REGULARIZER_NAMES), regularizerObjectSchema])
  .meta({ id: 'Regularizer', description: 'A penalty on the numbers of a weight or of an output' })
  .nullable()
  .default(null)
  .transform((given) =>
    typeof given === 'string' ? regularizerObjectSchema.parse({ class_name: CLASS_OF[given], config: {} }) : given,
  );
