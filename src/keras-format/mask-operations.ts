import { z } from 'zod';
import { type InboundNodes, inboundNodesSchema, readCall } from './inbound-nodes.js';
import { nameSchema } from './keras-object.js';

/** An operation of keras.ops as Keras 3 writes it among the layers of a Functional model. */
function operation<const Name extends string, Shape extends z.ZodRawShape>(className: Name, config: Shape) {
  return z.strictObject({
    class_name: z.literal(className),
    module: z.literal('keras.src.ops.numpy').optional(),
    registered_name: z.literal(className).nullable().optional(),
    build_config: z.record(z.string(), z.unknown()).nullable().optional(),
    config: z.strictObject({ name: nameSchema, ...config }),
    name: nameSchema.optional(),
    inbound_nodes: inboundNodesSchema,
  });
}

/**
 * What Keras 3 writes into a Functional model where Masking or Embedding(mask_zero=True) makes a mask: the operations that
 * compute it once more, and a keyword `mask` at every layer that takes it. Both say what follows from the layers anyway.
 */
export const MASK_OPERATIONS = [
  operation('NotEqual', {}),
  operation('Any', { axis: z.literal(-1), keepdims: z.literal(false) }),
] as const;
type MaskOperation = z.infer<(typeof MASK_OPERATIONS)[number]>;

/** What stands among the layers of a Functional model. */
export interface MaskedItem {
  readonly class_name: string;
  readonly config: { readonly name?: string | undefined };
  readonly name?: string | undefined;
  readonly inbound_nodes?: InboundNodes | undefined;
}

/** Tells what is wrong with the item at a position. */
type Report = (position: number, path: readonly (string | number)[], message: string) => void;

/** The layers without the operations that make masks, and without the masks that are handed to layers. */
export function withoutMasks<Given extends MaskedItem>(
  items: readonly Given[],
  report: Report,
): Exclude<Given, MaskOperation>[] {
  const byName = new Map(items.map((item) => [nameOf(item), item]));
  const makers = new Map<string, string>();
  items.forEach((item, position) => {
    if (staysInModel(item)) return;
    const maker = makerOf(item, items, byName);
    if (maker === undefined)
      report(position, ['class_name'], 'is understood only where it makes the mask of a Masking or an Embedding layer');
    else makers.set(nameOf(item), maker);
  });
  return items.flatMap((item, position) => {
    if (!staysInModel(item)) return [];
    const nodes = item.inbound_nodes?.map((node, call) => {
      const mask = readCall(node).tensors.find(({ keyword }) => keyword === 'mask');
      if (!mask || Array.isArray(node)) return node;
      const maker = makers.get(mask.from[0]);
      // Keras hands no mask on where a layer is also given the states to begin with.
      const implied = readCall(node).tensors.length === 2 && maker !== undefined && comesFrom(node, maker, byName);
      if (!implied) report(position, ['inbound_nodes', call, 'kwargs', 'mask'], 'is not the mask that its input has');
      const { mask: _, ...kwargs } = node.kwargs;
      return { ...node, kwargs };
    });
    return [nodes ? { ...item, inbound_nodes: nodes } : item];
  });
}

function staysInModel<Given extends MaskedItem>(item: Given): item is Exclude<Given, MaskOperation> {
  return item.class_name !== 'NotEqual' && item.class_name !== 'Any';
}

/** The layer whose mask the operation makes: `input != value`, for Masking reduced by Any over the features. */
function makerOf(
  item: MaskedItem,
  items: readonly MaskedItem[],
  byName: ReadonlyMap<string, MaskedItem>,
): string | undefined {
  const { tensors, stray = 0 } = readCall(item.inbound_nodes?.[0] ?? []);
  const from = tensors[0]?.from.join();
  if (item.class_name === 'Any') {
    const compared = byName.get(tensors[0]?.from[0] ?? '');
    return compared?.class_name === 'NotEqual' ? makerOf(compared, items, byName) : undefined;
  }
  const maker = items.find(
    (candidate) =>
      maskValueOf(candidate) === stray &&
      (candidate.inbound_nodes ?? []).some((node) => readCall(node).tensors[0]?.from.join() === from),
  );
  return maker && nameOf(maker);
}

/** What a layer that makes masks looks for. */
function maskValueOf({ class_name, config }: MaskedItem): unknown {
  if (class_name === 'Embedding' && 'mask_zero' in config && config.mask_zero) return 0;
  return class_name === 'Masking' && 'mask_value' in config ? config.mask_value : undefined;
}

/** Whether the first input of a call goes back to this layer, from first input to first input. */
function comesFrom(node: InboundNodes[number], maker: string, byName: ReadonlyMap<string, MaskedItem>): boolean {
  const seen = new Set<string>();
  let name = readCall(node).tensors[0]?.from[0];
  while (name !== undefined && !seen.has(name)) {
    if (name === maker) return true;
    seen.add(name);
    const before = byName.get(name)?.inbound_nodes?.[0];
    name = before && readCall(before).tensors[0]?.from[0];
  }
  return false;
}

function nameOf({ name, config }: MaskedItem): string {
  return config.name ?? name ?? '';
}
