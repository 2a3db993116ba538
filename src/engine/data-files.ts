import { type DatasetSpec, type TensorSpec, tensorsOf } from '../data/dataset-spec.js';
import type { DataFiles, TensorFile } from './training-spec.js';

/**
 * A dataset in local files, as the engine reads it.
 * @param paths one for each tensor, in the order of their numbers: inputs, then targets, then the sample weight, then the group.
 */
export function dataFilesOf(spec: DatasetSpec, paths: readonly string[]): DataFiles {
  const files = tensorsOf(spec).map((tensor, number) => tensorFile(tensor, paths[number]));
  const targetsFrom = spec.inputs.length;
  const targetsTo = targetsFrom + spec.targets.length;
  const sampleWeight = spec.sampleWeight && files[targetsTo];
  const group = spec.group && files.at(-1);
  return {
    rows: spec.rows,
    inputs: files.slice(0, targetsFrom),
    targets: files.slice(targetsFrom, targetsTo),
    ...(sampleWeight && { sampleWeight }),
    ...(group && { group }),
    ...(spec.scale === undefined ? {} : { scale: spec.scale }),
  };
}

/** The files that training reads, in the order of their numbers; the group only says which rows train. */
export function tensorFilesOf({ inputs, targets, sampleWeight }: DataFiles): readonly TensorFile[] {
  return [...inputs, ...targets, ...(sampleWeight ? [sampleWeight] : [])];
}

function tensorFile({ name, dtype, shape, columns }: TensorSpec, path: string | undefined): TensorFile {
  if (path === undefined) throw new Error(`the tensor ${name} has no file`);
  return { name, path, dtype, shape, ...(columns && { columns }) };
}
