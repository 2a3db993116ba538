import { jsonError } from '../data/json-rows.js';
import type { InputLayout, PredictRows } from './input-layout.js';
import { fromNamedInputs, fromNamedInstances, fromRecordsOf, namesColumns } from './named-input-rows.js';
import { rowsAt } from './row-parts.js';
import { fromInputs, fromInstances } from './single-input-rows.js';

/** What a client posted: exactly one of the two. */
export interface PostedRows {
  readonly instances?: unknown;
  readonly inputs?: unknown;
}

/**
 * Lays out posted rows as the model takes them. A row of another shape with as many numbers is laid out as in training: one
 * after another. @param layouts one for each input of the model; where there are several, rows name them.
 * @throws {InvalidError} that points at the element that is wrong.
 */
export function layOutRows({ instances, inputs }: PostedRows, layouts: readonly InputLayout[]): PredictRows {
  const [first, ...others] = layouts;
  if (!first) throw new Error('a model has an input');
  if (instances !== undefined && inputs !== undefined) {
    throw jsonError('/inputs', 'give either instances or inputs, not both');
  }
  const isSingle = others.length === 0;
  if (inputs !== undefined) return isSingle ? fromInputs(inputs, first) : fromNamedInputs(inputs, layouts);
  if (instances === undefined) {
    const inputsAre = isSingle ? 'inputs, by column' : 'inputs, by name';
    throw jsonError('/instances', `is missing; it must be an array of rows (or give ${inputsAre})`);
  }
  const source = rowsAt(instances, '/instances', first);
  if (isSingle) return fromInstances(source, first);
  return namesColumns(source.rows[0], layouts) ? fromRecordsOf(source, layouts) : fromNamedInstances(source, layouts);
}
