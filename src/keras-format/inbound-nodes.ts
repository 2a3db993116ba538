import { z } from 'zod';
import { boundedRecord } from './bounded-record.js';
import { nameSchema } from './keras-object.js';

const MAX_CALLS = 1_000;
const MAX_INPUTS = 1_000;
const MAX_KEYWORDS = 100;
/** More than any tensor of TensorFlow has (254 are the most). */
const MAX_RANK = 254;
const index = z.int().nonnegative();

/** An output of a layer: the layer's name, which of its calls, which of that call's outputs. */
export const kerasHistorySchema = z.tuple([nameSchema, index, index]);
export type KerasHistory = z.infer<typeof kerasHistorySchema>;

const tensorSchema = z.strictObject({
  class_name: z.literal('__keras_tensor__'),
  config: z.strictObject({
    shape: z.array(z.int().nullable()).max(MAX_RANK).optional(),
    dtype: z.string().max(50).optional(),
    keras_history: kerasHistorySchema,
  }),
});
const plain = z.union([z.null(), z.boolean(), z.number(), z.string().max(200)]);
/** States of cells that stand on one another come in lists of their own. */
const tensorsSchema = z.array(tensorSchema).max(MAX_INPUTS);
const argumentSchema = z.union([
  tensorSchema,
  z.array(z.union([tensorSchema, tensorsSchema, plain])).max(MAX_INPUTS),
  plain,
]);
const keywords = boundedRecord(z.string().max(100), argumentSchema, MAX_KEYWORDS);

/** One call of a layer in a Functional model, as Keras 3 writes it. */
const callSchema = z.strictObject({ args: z.array(argumentSchema).max(MAX_INPUTS), kwargs: keywords.default({}) });

/** The same as Keras 2 writes it: its input tensors, each with the call's keywords. */
const legacyTensorSchema = z.union([kerasHistorySchema, z.tuple([nameSchema, index, index, keywords])]);
const legacyCallSchema = z.array(legacyTensorSchema).max(MAX_INPUTS);

/** Where the inputs of each call of a layer come from. */
export const inboundNodesSchema = z
  .array(z.union([callSchema, legacyCallSchema]))
  .max(MAX_CALLS)
  .meta({ id: 'InboundNodes', description: 'Where the inputs of each call of a layer come from (Functional models)' });
export type InboundNodes = z.infer<typeof inboundNodesSchema>;

/** One call of a layer: its input tensors, those that have a keyword under it, and the keywords that are plain values. */
export interface LayerCallNode {
  readonly tensors: readonly { readonly keyword: string | undefined; readonly from: KerasHistory }[];
  readonly values: Readonly<Record<string, boolean | number | string>>;
  /** A plain value where only a tensor can stand. */
  readonly stray: boolean | number | string | undefined;
}

type Argument = z.infer<typeof argumentSchema>;
type Tensor = z.infer<typeof tensorSchema>;

/** Both of Keras's spellings of a call in one form; nulls are left out. */
export function readCall(node: InboundNodes[number]): LayerCallNode {
  if (!Array.isArray(node)) return readArguments(node.args, node.kwargs);
  const tensors = node.map(([name, call, output]) => ({
    keyword: undefined,
    from: [name, call, output] satisfies KerasHistory,
  }));
  const named = Object.entries(node[0]?.[3] ?? {}).map(([keyword, value]) => [keyword, legacyTensor(value)] as const);
  const { tensors: more, values, stray } = readArguments([], Object.fromEntries(named));
  return { tensors: [...tensors, ...more], values, stray };
}

/** Keras 2 writes a tensor under a keyword as its history alone. */
function legacyTensor(value: Argument): Argument {
  const history = kerasHistorySchema.safeParse(value);
  return history.success ? { class_name: '__keras_tensor__', config: { keras_history: history.data } } : value;
}

function readArguments(positional: readonly Argument[], named: Readonly<Record<string, Argument>>): LayerCallNode {
  const tensors: { keyword: string | undefined; from: KerasHistory }[] = [];
  const values: Record<string, boolean | number | string> = {};
  let stray: LayerCallNode['stray'];
  const read = (argument: Argument, keyword: string | undefined) => {
    for (const item of Array.isArray(argument) ? argument.flat() : [argument]) {
      if (isTensor(item)) tensors.push({ keyword, from: item.config.keras_history });
      else if (item === null) continue;
      else if (keyword !== undefined && !Array.isArray(argument)) values[keyword] = item;
      else stray ??= item;
    }
  };
  for (const argument of positional) read(argument, undefined);
  for (const [keyword, argument] of Object.entries(named)) read(argument, keyword);
  return { tensors, values, stray };
}

function isTensor(value: Tensor | null | boolean | number | string): value is Tensor {
  return typeof value === 'object' && value !== null;
}
