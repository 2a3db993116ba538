import { z } from 'zod';
import { type ConfigsOf, kerasObject } from './keras-object.js';

const norm = z.number().min(0).max(1e6);
/** Dimensions of the weight that a norm is taken along; negative ones count from the last. */
const axis = z.union([z.int().min(-8).max(7), z.array(z.int().min(-8).max(7)).min(1).max(8)]).default(0);

/** Constraints with Keras 3's fields and defaults (keras/src/constraints/constraints.py). */
export const constraintObjectSchema = z.discriminatedUnion('class_name', [
  kerasObject('MaxNorm', { max_value: norm.default(2), axis }),
  kerasObject('MinMaxNorm', {
    min_value: norm.default(0),
    max_value: norm.default(1),
    rate: z.number().min(0).max(1).default(1),
    axis,
  }),
  kerasObject('NonNeg', {}),
  kerasObject('UnitNorm', { axis }),
]);
export type Constraint = z.infer<typeof constraintObjectSchema>;
export type ConstraintName = Constraint['class_name'];
export type ConstraintConfigs = ConfigsOf<Constraint>;

/** The strings that Keras takes for each constraint. */
const CLASS_OF = {
  max_norm: 'MaxNorm',
  MaxNorm: 'MaxNorm',
  min_max_norm: 'MinMaxNorm',
  MinMaxNorm: 'MinMaxNorm',
  non_neg: 'NonNeg',
  NonNeg: 'NonNeg',
  unit_norm: 'UnitNorm',
  UnitNorm: 'UnitNorm',
} as const satisfies Record<string, ConstraintName>;
type ConstraintAlias = keyof typeof CLASS_OF;
const isAlias = (name: string): name is ConstraintAlias => Object.hasOwn(CLASS_OF, name);
const CONSTRAINT_NAMES = Object.keys(CLASS_OF).filter(isAlias);

/** The `..._constraint` of a layer: null, a name or an object; null or an object afterwards. */
export const constraintSchema = z
  .union([z.enum(CONSTRAINT_NAMES), constraintObjectSchema])
  .meta({ id: 'Constraint', description: 'What a weight is brought to after each update' })
  .nullable()
  .default(null)
  .transform((given) =>
    typeof given === 'string' ? constraintObjectSchema.parse({ class_name: CLASS_OF[given], config: {} }) : given,
  );
