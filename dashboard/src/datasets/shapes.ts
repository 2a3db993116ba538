import type { Dataset } from '../../../client/src/index.js';

export interface TensorView {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly columns?: readonly string[];
  readonly classes?: readonly string[];
  readonly features?: ReadonlyArray<{
    readonly kind: string;
    readonly categories?: readonly string[];
    /** Of a date: the column that it comes from, its part, and how it is written. */
    readonly column?: string;
    readonly part?: string;
    readonly format?: string;
  }>;
}

/** The one tensor of these; undefined where there are several, by name. */
export function only(tensors: Dataset['inputs'] | Dataset['targets']): TensorView | undefined {
  return isTensor(tensors) ? tensors : undefined;
}

function isTensor(tensors: object): tensors is TensorView {
  return 'shape' in tensors && Array.isArray(tensors.shape);
}

export function shapeText(tensors: Dataset['inputs'] | Dataset['targets']): string {
  const tensor = only(tensors);
  if (tensor === undefined) return Object.keys(tensors).join(', ');
  if (tensor.classes) return `${tensor.classes.length} classes`;
  return tensor.shape.length === 0 ? 'a number' : tensor.shape.join(' × ');
}
