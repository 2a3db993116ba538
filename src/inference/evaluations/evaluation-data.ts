import { createReadStream } from 'node:fs';
import { counterpartOf, type DatasetSpec, type TargetSpec, type TensorSpec } from '../../data/dataset-spec.js';
import { preparedLike } from '../../data/preparing/prepared-spec.js';
import { matchColumns, type Recoding } from '../../data/preparing/recoding.js';
import type { DataOutline } from '../../engine/plan/check-data.js';
import type { TensorFile } from '../../engine/training-spec.js';
import { type Fault, InvalidError } from '../../errors.js';
import type { Trained } from '../trained-model-repository.js';

const CHUNK_BYTES = 2 ** 18;
const MOST_LISTED = 20;

/** How the targets of a dataset become the class numbers that a model was trained with; null where they are those already. */
export type TargetMapping =
  | { readonly from: 'class numbers'; readonly numbers: readonly number[] }
  /** The targets are numbers, which are read as the labels of the classes. */
  | { readonly from: 'labels'; readonly classes: readonly string[] }
  | null;

/**
 * How each target of a dataset is to be read by a model that was trained on another one: classes are the same where their
 * labels are.
 * @throws {InvalidError} at `/dataset` when columns or classes are not those of the training.
 */
export function matchTargets(trained: DatasetSpec, dataset: DatasetSpec): readonly TargetMapping[] {
  const faults = [
    ...columnFaults(trained, dataset),
    ...trained.targets.map((target) => checkClasses(target, counterpartOf(target, dataset.targets))),
  ].filter((detail) => detail !== undefined);
  if (faults.length > 0) throw new InvalidError(faults.map((detail): Fault => ({ pointer: '/dataset', detail })));
  return dataset.targets.map((target) => mappingOf(counterpartOf(target, trained.targets)?.classes, target));
}

/** @throws {InvalidError} at `/dataset` when the columns of a dataset are not those of the training. */
export function matchInputColumns(trained: DatasetSpec, dataset: DatasetSpec): void {
  const faults = columnFaults(trained, dataset).filter((detail) => detail !== undefined);
  if (faults.length > 0) throw new InvalidError(faults.map((detail): Fault => ({ pointer: '/dataset', detail })));
}

function columnFaults(trained: DatasetSpec, dataset: DatasetSpec): (string | undefined)[] {
  return trained.inputs.map((input) => checkColumns(input, counterpartOf(input, dataset.inputs)));
}

function mappingOf(classes: readonly string[] | undefined, target: TargetSpec): TargetMapping {
  if (classes === undefined) return null;
  if (target.classes === undefined) {
    // Too few rows make numbers of what would be classes among more of them.
    return target.shape.length <= 1 && (target.shape[0] ?? 1) === 1 ? { from: 'labels', classes } : null;
  }
  const numberOf = new Map(classes.map((label, index) => [label, index]));
  const numbers = target.classes.flatMap((label) => numberOf.get(label) ?? []);
  return numbers.every((number, index) => number === index) ? null : { from: 'class numbers', numbers };
}

/**
 * A dataset as it is once its rows are prepared as those of the training, and how its categories are numbered there.
 * @throws {InvalidError} at `/dataset` when it cannot be prepared so.
 */
export function matchInputs(
  { dataset: { spec: trained }, preparing }: Trained,
  dataset: DatasetSpec,
): { readonly prepared: DatasetSpec; readonly recoding: Recoding } {
  if (preparing === undefined) return { prepared: dataset, recoding: [] };
  const { recoding, faults } = matchColumns(trained, dataset, preparing.plan);
  if (faults.length > 0) throw new InvalidError(faults.map((detail): Fault => ({ pointer: '/dataset', detail })));
  return { prepared: preparedLike(dataset, trained, preparing.plan), recoding };
}

/** What checkData needs to know of a dataset whose targets are mapped. */
export function outlineOf(dataset: DatasetSpec, trained: DatasetSpec, mappings: readonly TargetMapping[]): DataOutline {
  return {
    inputs: dataset.inputs,
    targets: dataset.targets.map((target, index) => {
      const { name, shape, dtype } = target;
      const classes = counterpartOf(target, trained.targets)?.classes?.length;
      return (mappings[index] ?? null) === null
        ? { name, shape, dtype, classes: target.classes && classes }
        : { name, shape, dtype: 'int32', classes };
    }),
  };
}

/**
 * The targets of a file as class numbers of the training, int32 and little-endian.
 * @throws {InvalidError} at `/dataset` for a target that is no class of the training.
 */
export async function* mappedTargets(
  target: TensorFile,
  mapping: NonNullable<TargetMapping>,
): AsyncGenerator<Uint8Array> {
  const numberOf = mapping.from === 'labels' ? byLabel(mapping.classes) : byNumber(mapping.numbers);
  let row = 0;
  for await (const chunk of createReadStream(target.path, { highWaterMark: CHUNK_BYTES })) {
    if (!Buffer.isBuffer(chunk)) throw new Error('a file is read as bytes');
    const bytes = new Uint8Array(chunk);
    const values = elementsOf(bytes, target.dtype);
    yield new Uint8Array(Int32Array.from(values, (value) => numberOf(value, row++)).buffer);
  }
}

function elementsOf(bytes: Uint8Array<ArrayBuffer>, dtype: TensorFile['dtype']): Iterable<number> & ArrayLike<number> {
  switch (dtype) {
    case 'uint8':
      return bytes;
    case 'int32':
      return new Int32Array(bytes.buffer);
    case 'float32':
      return new Float32Array(bytes.buffer);
  }
}

function byNumber(numbers: readonly number[]): (value: number, row: number) => number {
  return (value, row) => {
    const number = numbers[value];
    if (number === undefined)
      throw new Error(`row ${row} has the class number ${value}, which the dataset does not name`);
    return number;
  };
}

function byLabel(classes: readonly string[]): (value: number, row: number) => number {
  const numbers = new Map(classes.map((label, index) => [Number(label), index]));
  return (value, row) => {
    const number = numbers.get(value);
    if (number !== undefined) return number;
    const detail = `row ${row} has the target ${value}, and the model knows only the classes ${listed(classes)}`;
    throw new InvalidError([{ pointer: '/dataset', detail }]);
  };
}

function checkColumns({ columns }: TensorSpec, other: TensorSpec | undefined): string | undefined {
  const others = other?.columns;
  if (columns === undefined || others === undefined) return undefined;
  const odd = columns.findIndex((column, index) => others[index] !== column);
  if (odd === -1) return undefined;
  const found = others[odd];
  const has = found === undefined ? 'missing' : JSON.stringify(found);
  return `its column ${odd} is ${has}, where the model was trained on ${JSON.stringify(columns[odd])}`;
}

function checkClasses({ classes }: TargetSpec, other: TargetSpec | undefined): string | undefined {
  const known = new Set(classes);
  const unknown = other?.classes?.filter((label) => classes !== undefined && !known.has(label)) ?? [];
  if (classes === undefined || unknown.length === 0) return undefined;
  const are = unknown.length === 1 ? 'class' : 'classes';
  return `its ${are} ${listed(unknown)} are not among those that the model was trained on: ${listed(classes)}`;
}

function listed(labels: readonly string[]): string {
  const shown = labels.slice(0, MOST_LISTED).map((label) => JSON.stringify(label));
  return shown.join(', ') + (labels.length > MOST_LISTED ? ` and ${labels.length - MOST_LISTED} more` : '');
}
