import { z } from 'zod';
import { prepareSchema } from '../keras-format/prepare.js';
import { DATE_FORMATS, DATE_PARTS } from './cells/calendar.js';
import { STANDARDIZATIONS } from './cells/tokens.js';

/** Element types that rows are stored in; unsigned bytes stay bytes until the graph scales them. */
export const dtypeSchema = z.enum(['uint8', 'int32', 'float32']);
export type DType = z.infer<typeof dtypeSchema>;

export const BYTES_PER_ELEMENT = { uint8: 1, int32: 4, float32: 4 } as const satisfies Record<DType, number>;

/** Size of the blocks that a dataset's rows are stored in, before the last; always whole rows. */
export const BLOCK_BYTES = 4 * 2 ** 20;

/** What the numbers of a table's column are; `missing` counts the rows without one, which are stored as NaN. */
export const columnFeatureSchema = z.discriminatedUnion('kind', [
  /** `decimal` where numbers are written for people. */
  z.object({ kind: z.literal('number'), missing: z.int().nonnegative(), decimal: z.enum(['.', ',']).optional() }),
  /** The number `i` stands for `categories[i]`. */
  z.object({ kind: z.literal('category'), categories: z.array(z.string()), missing: z.int().nonnegative() }),
  /** One of the numbers that a date becomes; those of one column of dates stand together. */
  z.object({
    kind: z.literal('date'),
    column: z.string(),
    format: z.enum(DATE_FORMATS),
    part: z.enum(DATE_PARTS),
    missing: z.int().nonnegative(),
  }),
]);
export type ColumnFeature = z.infer<typeof columnFeatureSchema>;

/** One tensor of a dataset, stored row after row, little-endian; `shape` leaves out the rows (`[28, 28]`; `[]` for one number a row). */
export const tensorSpecSchema = z.object({
  name: z.string(),
  dtype: dtypeSchema,
  shape: z.array(z.int().nonnegative()),
  /** Column names where the shape is one vector made of table columns. */
  columns: z.array(z.string()).optional(),
  /** What each column is, where they are not all numbers that are there in every row. */
  features: z.array(columnFeatureSchema).optional(),
  /** Where the rows are words of a text: `vocabulary[i]` has the number i + 2; 1 is any other word, 0 fills up. */
  text: z.object({ standardize: z.enum(STANDARDIZATIONS), vocabulary: z.array(z.string()) }).optional(),
});
export type TensorSpec = z.infer<typeof tensorSpecSchema>;

/** Targets; for classification by class, `classes[i]` is the label that the stored integer `i` stands for. */
export const targetSpecSchema = tensorSpecSchema.extend({ classes: z.array(z.string()).optional() });
export type TargetSpec = z.infer<typeof targetSpecSchema>;

/** The group of each row, whose rows a split keeps together; `groups` of them, numbered from 0 as they are met. */
export const groupSpecSchema = tensorSpecSchema.extend({ groups: z.int().positive() });
export type GroupSpec = z.infer<typeof groupSpecSchema>;

/**
 * How the rows of a dataset are laid out. The tensors are numbered inputs first, then targets, then the sample weight, then the
 * group; `DatasetBlock.tensor` is that number. `scale` multiplies every input before the network sees it.
 */
export const datasetSpecSchema = z.object({
  task: z.enum(['classification', 'regression']),
  rows: z.int().positive(),
  inputs: z.array(tensorSpecSchema).min(1),
  targets: z.array(targetSpecSchema).min(1),
  sampleWeight: tensorSpecSchema.optional(),
  group: groupSpecSchema.optional(),
  scale: z.number().optional(),
  /** How its rows are to be prepared where a fit does not say. */
  prepare: prepareSchema.optional(),
});
export type DatasetSpec = z.infer<typeof datasetSpecSchema>;

/** The tensors in the order of their numbers. */
export function tensorsOf(spec: DatasetSpec): readonly TensorSpec[] {
  const { inputs, targets, sampleWeight, group } = spec;
  return [...inputs, ...targets, ...(sampleWeight ? [sampleWeight] : []), ...(group ? [group] : [])];
}

/** Numbers in one row of a tensor. */
export function elementsPerRow(tensor: Pick<TensorSpec, 'shape'>): number {
  return tensor.shape.reduce((product, size) => product * size, 1);
}

/** The tensor of another dataset that means the same: its only one, or that of the same name. */
export function counterpartOf<Tensor extends TensorSpec>(
  { name }: Pick<TensorSpec, 'name'>,
  others: readonly Tensor[],
): Tensor | undefined {
  return others.length === 1 ? others[0] : others.find((other) => other.name === name);
}

/** Bytes in one row of a tensor. */
export function bytesPerRow(tensor: Pick<TensorSpec, 'shape' | 'dtype'>): number {
  return elementsPerRow(tensor) * BYTES_PER_ELEMENT[tensor.dtype];
}
