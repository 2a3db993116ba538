import { z } from 'zod';
import { CUSTOM_OBJECT, wrapperKeys } from '../keras-object.js';
import { commonFields, kerasLayer, nodeKeys } from './common.js';

/** Where Keras 3 has the operations of keras.ops that stand for `a + b` and its kin in a Functional model. */
export const OPERATIONS_MODULE = 'keras.src.ops.numpy';

/**
 * A layer that makes one tensor of several, or Keras 3's operation of the same name. The operation computes the same and hands no
 * mask on; it keeps its module, so that both are told apart.
 */
function mergingLayer<const Name extends string, Config extends z.ZodType<{ trainable: boolean }>>(
  className: Name,
  config: Config,
) {
  return z
    .strictObject({
      class_name: z.literal(className),
      config: config.prefault({} as never),
      ...wrapperKeys,
      registered_name: z.literal([className, null], { error: CUSTOM_OBJECT }).optional(),
      ...nodeKeys,
    })
    .superRefine(({ module, registered_name }, context) => {
      if (registered_name !== className || module === OPERATIONS_MODULE) return;
      context.addIssue({ code: 'custom', path: ['registered_name'], message: CUSTOM_OBJECT, input: registered_name });
    })
    .transform(({ class_name, config: { trainable, ...config }, module, name, inbound_nodes }) => {
      const ofLayer: { trainable?: boolean } = { trainable };
      const isOperation = module === OPERATIONS_MODULE;
      return {
        class_name,
        ...(isOperation ? { module: OPERATIONS_MODULE, registered_name: className } : {}),
        config: { ...config, ...(isOperation ? {} : ofLayer) },
        ...(name === undefined ? {} : { name }),
        ...(inbound_nodes === undefined ? {} : { inbound_nodes }),
      };
    });
}

/** Layers that make one tensor of several (keras/src/layers/merging). */
export const MERGING_LAYERS = [
  mergingLayer('Add', z.strictObject(commonFields)),
  mergingLayer('Subtract', z.strictObject(commonFields)),
  mergingLayer('Multiply', z.strictObject(commonFields)),
  kerasLayer('Average', {}),
  mergingLayer('Maximum', z.strictObject(commonFields)),
  mergingLayer('Minimum', z.strictObject(commonFields)),
  mergingLayer('Concatenate', z.strictObject({ ...commonFields, axis: z.int().default(-1) })),
  kerasLayer('Dot', { axes: z.union([z.int(), z.tuple([z.int(), z.int()])]), normalize: z.boolean().default(false) }),
] as const;
export type MergingLayerName = z.infer<(typeof MERGING_LAYERS)[number]>['class_name'];

/** Whether it is an operation of keras.ops, and no layer. */
export function isOperation(item: object): boolean {
  return 'module' in item && item.module === OPERATIONS_MODULE;
}
