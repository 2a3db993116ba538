import type { RowSides } from '../../data/split/row-sides.js';
import { splitRows } from '../../data/split/split-rows.js';
import { rowChunks } from '../row-chunks.js';
import { type TensorFile, TrainingError, type TrainingSpec } from '../training-spec.js';

/**
 * Which rows of a spec's data train and which are held out: a function of the data and the fit alone.
 * @throws {TrainingError} when the data has no classes or groups to go by, or no rows are left to train on.
 */
export async function rowSidesOf({ data, fit }: Pick<TrainingSpec, 'data' | 'fit'>): Promise<RowSides> {
  const { method, stratify, group, seed } = fit.split ?? KERAS_SPLIT;
  const [target, ...others] = data.targets;
  const classes = stratify
    ? await numbersOf(others.length === 0 ? target : undefined, data.rows, 'classes')
    : undefined;
  const groups = group ? await numbersOf(data.group, data.rows, 'groups') : undefined;
  const sides = splitRows({
    rows: data.rows,
    fraction: fit.validationSplit,
    method,
    seed,
    classes,
    groups,
  });
  if (sides.trainingRows === 0) throw new TrainingError('no_rows', 'validation_split leaves no rows to train on');
  return sides;
}

const KERAS_SPLIT = { method: 'last', stratify: false, group: false, seed: 0 } as const;

async function numbersOf(tensor: TensorFile | undefined, rows: number, what: string): Promise<Int32Array> {
  if (tensor === undefined || tensor.dtype === 'float32' || tensor.shape.length > 0) {
    throw new TrainingError('wrong_data', `the dataset has no ${what} to split its rows by`);
  }
  const numbers = new Int32Array(rows);
  for await (const { from, values } of rowChunks(tensor, rows)) numbers.set(values, from);
  return numbers;
}
