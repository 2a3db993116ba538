import { z } from 'zod';
import { dtypeSchema, nameSchema } from '../keras-object.js';

const MAX_SIZE = 2 ** 31 - 1;
const MAX_RANK = 8;

/** A count or length: at least 1. */
export const sizeSchema = z.int().positive().max(MAX_SIZE);

/** Sizes of one row. */
export const shapeSchema = z.array(sizeSchema).max(MAX_RANK);

/** Sizes with the batch first, which is left open (null) or said. */
export const batchShapeSchema = z.tuple([z.int().positive().nullable()], sizeSchema);

/** Fields that every layer's config may hold. The input shape counts on the first layer only. */
export const commonFields = {
  name: nameSchema.optional(),
  trainable: z.boolean().default(true),
  dtype: dtypeSchema,
  input_shape: shapeSchema.optional(),
  batch_input_shape: batchShapeSchema.optional(),
};
