import { z } from 'zod';
import { constraintSchema } from '../constraints.js';
import { initializerSchema } from '../initializers.js';
import { neutral } from '../keras-object.js';
import { regularizerSchema } from '../regularizers.js';
import { axesSchema, kerasLayer } from './common.js';

const epsilonSchema = z.number().nonnegative();

/** Scale and shift after normalizing, as the normalizations share them. */
const affine = {
  center: z.boolean().default(true),
  scale: z.boolean().default(true),
  beta_initializer: initializerSchema('zeros'),
  gamma_initializer: initializerSchema('ones'),
  beta_regularizer: regularizerSchema,
  gamma_regularizer: regularizerSchema,
  beta_constraint: constraintSchema,
  gamma_constraint: constraintSchema,
};

/** Layers that bring numbers to a common mean and size (keras/src/layers/normalization). */
export const NORMALIZATION_LAYERS = [
  kerasLayer('BatchNormalization', {
    /** Keras 2 writes a list of one. */
    axis: z
      .union([z.int(), z.tuple([z.int()])])
      .default(-1)
      .transform((axis) => (typeof axis === 'number' ? axis : axis[0])),
    momentum: z.number().min(0).max(1).default(0.99),
    epsilon: epsilonSchema.default(1e-3),
    ...affine,
    moving_mean_initializer: initializerSchema('zeros'),
    moving_variance_initializer: initializerSchema('ones'),
    /** The statistics of all devices together; a job trains on one. */
    synchronized: z.boolean().default(false),
    renorm: neutral([false], 'batch renormalization'),
    renorm_clipping: neutral([null], 'batch renormalization'),
    renorm_momentum: z.number().optional(),
  }),
  kerasLayer('LayerNormalization', {
    axis: axesSchema.default(-1),
    epsilon: epsilonSchema.default(1e-3),
    ...affine,
    rms_scaling: z.boolean().default(false),
  }),
  kerasLayer('GroupNormalization', {
    groups: z.union([z.int().positive(), z.literal(-1)]).default(32),
    axis: z.int().default(-1),
    epsilon: epsilonSchema.default(1e-3),
    ...affine,
  }),
  kerasLayer('UnitNormalization', { axis: axesSchema.default(-1) }),
  kerasLayer('RMSNormalization', {
    axis: axesSchema.default(-1),
    epsilon: epsilonSchema.default(1e-6),
  }),
] as const;
export type NormalizationLayerName = z.infer<(typeof NORMALIZATION_LAYERS)[number]>['class_name'];
