import { z } from 'zod';
import { constraintSchema } from '../constraints.js';
import { initializerSchema } from '../initializers.js';
import { regularizerSchema } from '../regularizers.js';
import { axesSchema, kerasLayer } from './common.js';

const slope = z.number().nonnegative();

/** The settings of activations that have no weights. */
export const ACTIVATION_FIELDS = {
  ReLU: {
    max_value: z.number().nonnegative().nullable().default(null),
    negative_slope: slope.default(0),
    threshold: z.number().nonnegative().default(0),
  },
  LeakyReLU: {
    negative_slope: slope.default(0.3),
    /** Keras 2's name of negative_slope, which comes first where both are given. */
    alpha: slope.optional(),
  },
  ELU: { alpha: z.number().default(1) },
  Softmax: { axis: axesSchema.default(-1) },
} as const;

/** Activations with settings or weights of their own (keras/src/layers/activations). */
export const ACTIVATION_LAYERS = [
  kerasLayer('ReLU', ACTIVATION_FIELDS.ReLU),
  kerasLayer('LeakyReLU', ACTIVATION_FIELDS.LeakyReLU),
  kerasLayer('PReLU', {
    alpha_initializer: initializerSchema('zeros'),
    alpha_regularizer: regularizerSchema,
    alpha_constraint: constraintSchema,
    shared_axes: axesSchema.nullable().default(null),
  }),
  kerasLayer('ELU', ACTIVATION_FIELDS.ELU),
  kerasLayer('Softmax', ACTIVATION_FIELDS.Softmax),
] as const;
export type ActivationLayerName = z.infer<(typeof ACTIVATION_LAYERS)[number]>['class_name'];
