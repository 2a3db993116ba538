import { z } from 'zod';
import { inboundNodesSchema, readCall } from './inbound-nodes.js';
import { leftOutSchema, nameSchema } from './keras-object.js';
import { isOperation } from './layers/merging.js';
import { type MaskedItem, MaskReader, nameOf, sameMask } from './mask-reader.js';

/** An operation of keras.ops as Keras 3 writes it among the layers of a Functional model. */
function operation<const Name extends string, Shape extends z.ZodRawShape>(className: Name, config: Shape) {
  return z.strictObject({
    class_name: z.literal(className),
    module: z.literal(['keras.src.ops.numpy', 'keras.src.ops.core']).optional(),
    registered_name: z.literal(className).nullable().optional(),
    build_config: leftOutSchema,
    config: z.strictObject({ name: nameSchema, ...config }),
    name: nameSchema.optional(),
    inbound_nodes: inboundNodesSchema,
  });
}

/**
 * What Keras 3 writes into a Functional model where Masking or Embedding(mask_zero=True) makes a mask: the operations that
 * compute it once more, and what merging and attention make of it, and a keyword `mask` at every layer that takes it. All of it
 * says what follows from the layers anyway. Concatenate, the last of them, has the name of a layer and stands with that.
 */
export const MASK_OPERATIONS = [
  operation('NotEqual', {}),
  operation('Any', { axis: z.literal(-1), keepdims: z.literal(false) }),
  operation('LogicalOr', {}),
  operation('ExpandDims', { axis: z.literal(-1) }),
  operation('ZerosLike', { dtype: z.literal('bool') }),
  operation('OnesLike', { dtype: z.literal('bool') }),
  operation('ConvertToTensor', { dtype: z.null(), sparse: z.null(), ragged: z.null().optional() }),
] as const;
type MaskOperation = z.infer<(typeof MASK_OPERATIONS)[number]>;
export const MASK_OPERATION_NAMES: ReadonlySet<string> = new Set<MaskOperation['class_name']>([
  'NotEqual',
  'Any',
  'LogicalOr',
  'ExpandDims',
  'ZerosLike',
  'OnesLike',
  'ConvertToTensor',
]);

/** Tells what is wrong with the item at a position. */
type Report = (position: number, path: readonly (string | number)[], message: string) => void;

/** The layers without the operations that make masks, and without the masks that are handed to layers. */
export function withoutMasks<Given extends MaskedItem>(
  items: readonly Given[],
  report: Report,
): Exclude<Given, MaskOperation>[] {
  const masks = new MaskReader(items);
  items.forEach((item, position) => {
    if (item.class_name !== 'NotEqual' || masks.isOfSomeLayer(masks.madeBy([nameOf(item), 0, 0]), items)) return;
    report(position, ['class_name'], 'is understood only where it makes the mask of a Masking or an Embedding layer');
  });
  return items.flatMap((item, position) => {
    if (!staysInModel(item) || joinsMasks(item, masks)) return [];
    const nodes = item.inbound_nodes?.map((node, call) => {
      const { tensors } = readCall(node);
      const mask = tensors.find(({ keyword }) => keyword === 'mask');
      if (!mask || Array.isArray(node)) return node;
      // Keras hands no mask on where a layer is also given the states to begin with.
      const implied =
        tensors.length === 2 && tensors[0] && sameMask(masks.madeBy(mask.from), masks.of(tensors[0].from));
      if (!implied) report(position, ['inbound_nodes', call, 'kwargs', 'mask'], 'is not the mask that its input has');
      const { mask: _, ...kwargs } = node.kwargs;
      return { ...node, kwargs };
    });
    return [nodes ? { ...item, inbound_nodes: nodes } : item];
  });
}

function staysInModel<Given extends MaskedItem>(item: Given): item is Exclude<Given, MaskOperation> {
  return !MASK_OPERATION_NAMES.has(item.class_name);
}

/** Whether it is a Concatenate of masks, and not of what layers give. */
function joinsMasks(item: MaskedItem, masks: MaskReader): boolean {
  if (item.class_name !== 'Concatenate' || !isOperation(item)) return false;
  const { tensors } = readCall(item.inbound_nodes?.[0] ?? []);
  return tensors.every(({ from: [name] }) => MASK_OPERATION_NAMES.has(masks.item(name)?.class_name ?? ''));
}
