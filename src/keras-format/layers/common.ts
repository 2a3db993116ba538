import { z } from 'zod';
import { inboundNodesSchema } from '../inbound-nodes.js';
import { dtypeSchema, nameSchema, wrapperKeys } from '../keras-object.js';

const MAX_SIZE = 2 ** 31 - 1;
export const MAX_RANK = 8;

/** A count or length: at least 1. */
export const sizeSchema = z.int().positive().max(MAX_SIZE);

/** Sizes of one row; null leaves one to the data. */
export const shapeSchema = z.array(sizeSchema.nullable()).max(MAX_RANK).meta({ id: 'Shape' });

/** The same with the batch first, which is left open (null) or said. */
export const batchShapeSchema = z
  .tuple([z.int().positive().nullable()], sizeSchema.nullable())
  .refine((shape) => shape.length <= MAX_RANK + 1, { error: `must have at most ${MAX_RANK + 1} items` })
  .meta({ id: 'BatchShape', maxItems: MAX_RANK + 1 });

/** Fields that every layer's config may hold. The input shape counts on the first layer only. */
export const commonFields = {
  name: nameSchema.optional(),
  trainable: z.boolean().default(true),
  dtype: dtypeSchema,
  input_shape: shapeSchema.optional(),
  batch_input_shape: batchShapeSchema.optional(),
};

export type CommonConfig = z.infer<z.ZodObject<typeof commonFields>>;

/** What stands beside `class_name` and `config` of a layer in a Functional model. */
export const nodeKeys = { name: nameSchema.optional(), inbound_nodes: inboundNodesSchema.optional() };

/**
 * A layer as Keras writes it: every unknown key refused, the common fields among its config, the wrapper keys gone afterwards.
 * What Functional models write beside the config stays, where it is given.
 */
export function kerasLayer<const Name extends string, Shape extends z.ZodRawShape>(className: Name, config: Shape) {
  return z
    .strictObject({
      class_name: z.literal(className),
      config: z.strictObject({ ...commonFields, ...config }).prefault({} as never),
      ...wrapperKeys,
      ...nodeKeys,
    })
    .transform(({ class_name, config, name, inbound_nodes }) => ({
      class_name,
      config,
      ...(name === undefined ? {} : { name }),
      ...(inbound_nodes === undefined ? {} : { inbound_nodes }),
    }));
}

/** One axis or several; the batch is axis 0, and negative ones count from the end. */
export const axesSchema = z.union([z.int(), z.array(z.int()).min(1).max(MAX_RANK)]);
