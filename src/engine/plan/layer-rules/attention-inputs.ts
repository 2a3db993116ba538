/** What an input of MultiHeadAttention is for. */
export type AttentionRole = 'query' | 'value' | 'key' | 'attention_mask' | 'value_mask' | 'key_mask';

const POSITIONAL: readonly AttentionRole[] = ['query', 'value', 'key'];

/** Which input of a MultiHeadAttention is what: those without a keyword are query, value and key in this order. */
export function attentionInputs<Input>(
  inputs: readonly Input[],
  keywords: readonly (string | undefined)[],
): { readonly [Role in AttentionRole]?: Input } {
  let positional = 0;
  const named = inputs.map((input, place) => [keywords[place] ?? POSITIONAL[positional++] ?? 'query', input] as const);
  return Object.fromEntries(named);
}

/** Axes of the input (the batch is 0) that are attended over: all between batch and features where none are named. */
export function attentionAxes(axes: number | readonly number[] | null, rank: number): readonly number[] {
  if (axes === null) return Array.from({ length: rank - 2 }, (_, place) => place + 1);
  return (typeof axes === 'number' ? [axes] : axes).map((axis) => (axis < 0 ? axis + rank : axis));
}
