import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { elementsPerRow } from '../../data/dataset-spec.js';
import { fitTensor, UnfitError } from '../../data/preparing/fit-tensor.js';
import { scalingInGraph } from '../../data/preparing/in-graph.js';
import { RowPreparer } from '../../data/preparing/prepare-rows.js';
import {
  type FittedPreparation,
  mayDrop,
  type PreparingPlan,
  preparationOf,
  type TensorFigures,
  type TensorPlan,
} from '../../data/preparing/preparing-plan.js';
import type { Recoding } from '../../data/preparing/recoding.js';
import { type DataFiles, type TensorFile, TrainingError } from '../training-spec.js';
import { keptRows } from './kept-rows.js';
import { type Reading, rawRows, type TakenRows, takenBytes } from './raw-rows.js';

/** Prepared numbers that are worked out at once. */
const NUMBERS_AT_ONCE = 2 ** 20;

/** Who looks on while data is prepared, and may stop it. */
export interface Watch {
  readonly signal?: AbortSignal;
  /** Hears of each piece of the data that is gone through; what it throws ends the work. */
  onPiece(): void;
}

/** A dataset in local files that is to be prepared. */
export interface RawData {
  readonly data: DataFiles;
  /** Where its categories are numbered in another way than those of the training data. */
  readonly recoding?: Recoding | undefined;
  /** The rows that stay; undefined where all do. */
  readonly kept: TakenRows;
  /** How many. */
  readonly rows: number;
}

/** Finds the rows that stay. @throws {TrainingError} `no_rows` when none does. */
export async function openRaw(
  plan: PreparingPlan,
  data: DataFiles,
  { onPiece }: Watch,
  recoding?: Recoding,
): Promise<RawData> {
  const kept = mayDrop(plan) ? await keptRows(plan, data, onPiece) : undefined;
  const rows = kept === undefined ? data.rows : kept.reduce((sum, one) => sum + one, 0);
  if (rows === 0) throw new TrainingError('no_rows', 'every row of the dataset lacks a value that may not be missing');
  return { data, recoding, kept, rows };
}

/**
 * Fits a preparation on the rows that train.
 * @param trains says it of each row that stays, by its number among them.
 * @throws {TrainingError} `cannot_prepare` when those rows lack what a rule needs.
 */
export async function fitPreparation(
  plan: PreparingPlan,
  raw: RawData,
  trains: (row: number) => boolean,
  { onPiece }: Watch,
): Promise<FittedPreparation> {
  const training = trainingRows(raw, trains);
  const fit = async (how: TensorPlan, tensors: readonly TensorFile[], scale: number | undefined) => {
    const tensor = tensors.length === 1 ? tensors[0] : tensors.find(({ name }) => name === how.name);
    if (how.kind === 'as_is' || tensor === undefined) return null;
    const passes = () => watched(rawRows(tensor, raw.data.rows, { taken: training, scale }), onPiece);
    return fitTensor(how, elementsPerRow(tensor), passes).catch((error: unknown) => {
      throw error instanceof UnfitError ? cannotPrepare(tensor, error) : error;
    });
  };
  const inputs: (TensorFigures | null)[] = [];
  for (const how of plan.inputs) inputs.push(await fit(how, raw.data.inputs, raw.data.scale));
  const targets: (TensorFigures | null)[] = [];
  for (const how of plan.targets) targets.push(await fit(how, raw.data.targets, undefined));
  return { inputs, targets };
}

function trainingRows({ data, kept }: RawData, trains: (row: number) => boolean): Uint8Array {
  let row = 0;
  return Uint8Array.from({ length: data.rows }, (_, number) => {
    if (kept?.[number] === 0) return 0;
    return trains(row++) ? 1 : 0;
  });
}

function cannotPrepare({ name, columns }: TensorFile, { column, message }: UnfitError): TrainingError {
  const which =
    columns?.[column] === undefined ? `number ${column} of ${name}` : `the column ${JSON.stringify(columns[column])}`;
  return new TrainingError('cannot_prepare', `${which} ${message}`);
}

/**
 * Writes prepared rows into files in `folder`, which is made, some MB at a time. What needs no change is left where it is.
 * @throws the signal's reason when it is aborted.
 */
export async function writePrepared(
  plan: PreparingPlan,
  fitted: FittedPreparation,
  raw: RawData,
  folder: string,
  { signal, onPiece }: Watch,
): Promise<DataFiles> {
  await mkdir(folder, { recursive: true });
  const { data, rows, kept, recoding } = raw;
  const inGraph = scalingInGraph(plan, fitted, data.scale);
  let files = 0;
  const write = async (tensor: TensorFile, bytes: AsyncIterable<Uint8Array>, change: Partial<TensorFile> = {}) => {
    const path = join(folder, `prepared-${files++}`);
    await pipeline(watched(bytes, onPiece), createWriteStream(path), signal === undefined ? {} : { signal });
    return { ...tensor, ...change, path };
  };
  const asItIs = async (tensor: TensorFile, numbers?: readonly number[]) =>
    kept === undefined && numbers === undefined ? tensor : write(tensor, takenBytes(tensor, data.rows, kept, numbers));
  const prepare = async (tensor: TensorFile, part: 'inputs' | 'targets', reading: Omit<Reading, 'taken'>) => {
    const found = preparationOf(tensor.name, plan[part], fitted[part]);
    if (found === undefined) {
      if (reading.scale === undefined) return asItIs(tensor, wordsIn(tensor, reading));
      const scaled = rawRows(tensor, data.rows, { ...reading, taken: kept });
      return write(tensor, bytesOf(scaled), { dtype: 'float32' });
    }
    const preparer = new RowPreparer(found.plan, found.figures, elementsPerRow(tensor));
    const shape = found.plan.kind === 'columns' ? [preparer.width] : tensor.shape;
    const prepared = preparedRows(rawRows(tensor, data.rows, { ...reading, taken: kept }), preparer);
    return write(tensor, bytesOf(prepared), { dtype: 'float32', shape });
  };
  const inputs: TensorFile[] = [];
  for (const [index, tensor] of data.inputs.entries()) {
    const reading = { scale: data.scale, recoding: recoding?.[index] };
    inputs.push(inGraph ? await asItIs(tensor, wordsIn(tensor, reading)) : await prepare(tensor, 'inputs', reading));
  }
  const targets: TensorFile[] = [];
  for (const tensor of data.targets) targets.push(await prepare(tensor, 'targets', {}));
  const sampleWeight = data.sampleWeight && (await asItIs(data.sampleWeight));
  const group = data.group && (await asItIs(data.group));
  return { rows, inputs, targets, ...(sampleWeight && { sampleWeight }), ...(group && { group }), ...inGraph };
}

/** Writes what the rows that stay are split by: their targets and groups. */
export async function writeKept({ data, kept, rows }: RawData, folder: string): Promise<DataFiles> {
  await mkdir(folder, { recursive: true });
  const write = async (tensor: TensorFile, name: string) => {
    const path = join(folder, name);
    await pipeline(takenBytes(tensor, data.rows, kept), createWriteStream(path));
    return { ...tensor, path };
  };
  const targets: TensorFile[] = [];
  for (const [index, target] of data.targets.entries()) targets.push(await write(target, `target-${index}`));
  return { ...data, rows, targets, ...(data.group && { group: await write(data.group, 'group') }) };
}

/** The new numbers of words, where the input has any. */
function wordsIn({ dtype }: TensorFile, { recoding }: Omit<Reading, 'taken'>): readonly number[] | undefined {
  return dtype === 'int32' ? (recoding?.[0] ?? undefined) : undefined;
}

/** In pieces whose prepared rows are of a size that memory bears: a category may become thousands of numbers. */
async function* preparedRows(raw: AsyncIterable<Float32Array>, preparer: RowPreparer): AsyncGenerator<Float32Array> {
  const step = Math.max(1, Math.floor(NUMBERS_AT_ONCE / preparer.width)) * preparer.rawWidth;
  for await (const values of raw) {
    for (let from = 0; from < values.length; from += step) yield preparer.prepare(values.subarray(from, from + step));
  }
}

async function* bytesOf(rows: AsyncIterable<Float32Array>): AsyncGenerator<Uint8Array> {
  for await (const { buffer, byteOffset, byteLength } of rows) yield new Uint8Array(buffer, byteOffset, byteLength);
}

async function* watched<Piece>(pieces: AsyncIterable<Piece>, onPiece: () => void): AsyncGenerator<Piece> {
  for await (const piece of pieces) {
    onPiece();
    yield piece;
  }
}
