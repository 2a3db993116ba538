import { elementsPerRow } from '../../data/dataset-spec.js';
import { type ActivePlan, dropsRows, type PreparingPlan, ruleAt } from '../../data/preparing/preparing-plan.js';
import type { DataFiles, TensorFile } from '../training-spec.js';
import { rawRows, type TakenRows } from './raw-rows.js';

/** The rows that stay: those in which nothing is missing where a missing value drops the row. Undefined where all do. */
export async function keptRows(plan: PreparingPlan, data: DataFiles, onPiece: () => void): Promise<TakenRows> {
  const kept = new Uint8Array(data.rows).fill(1);
  const dropping = data.inputs.flatMap((tensor) => {
    const how = plan.inputs.length === 1 ? plan.inputs[0] : plan.inputs.find(({ name }) => name === tensor.name);
    return how === undefined || how.kind === 'as_is' || !dropsRows(how) ? [] : [{ tensor, how }];
  });
  let all = true;
  for (const { tensor, how } of dropping) all = (await mark(tensor, how, kept, onPiece)) && all;
  return all ? undefined : kept;
}

/** @returns whether all rows stay. */
async function mark(tensor: TensorFile, how: ActivePlan, kept: Uint8Array, onPiece: () => void): Promise<boolean> {
  const width = elementsPerRow(tensor);
  const columns = [...Array(width).keys()].filter((column) => ruleAt(how, column).missing === 'drop');
  let first = 0;
  let all = true;
  for await (const values of rawRows(tensor, kept.length, { taken: undefined })) {
    onPiece();
    const rows = values.length / width;
    for (let row = 0; row < rows; row++) {
      if (!columns.some((column) => Number.isNaN(values[row * width + column]))) continue;
      kept[first + row] = 0;
      all = false;
    }
    first += rows;
  }
  return all;
}
