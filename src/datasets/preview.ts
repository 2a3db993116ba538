import { setImmediate as nextTurn } from 'node:timers/promises';
import { bytesPerRow, type DatasetSpec, elementsPerRow, tensorsOf } from '../data/dataset-spec.js';
import { oneOrByName, shownRow } from '../data/shown-row.js';
import { InvalidError } from '../errors.js';
import type { PreviewView } from './dataset-schemas.js';

/** Numbers that one answer shows; writing more would hold up other requests. */
const MOST_NUMBERS = 50_000;
const MOST_NUMBERS_IN_ONE_ROW = 300_000;

/** The first rows of a dataset, at most `limit` and at least one; `firstBytes` reads the beginning of a tensor. */
export async function previewRows(
  spec: DatasetSpec,
  limit: number,
  firstBytes: (tensor: number, bytes: number) => Promise<Buffer>,
): Promise<PreviewView> {
  const tensors = tensorsOf(spec);
  const numbers = tensors.reduce((sum, tensor) => sum + elementsPerRow(tensor), 0);
  if (numbers > MOST_NUMBERS_IN_ONE_ROW) {
    throw new InvalidError([{ pointer: '', detail: `a row of ${numbers} numbers is too large for a preview` }]);
  }
  const rows = Math.min(spec.rows, limit, Math.max(1, Math.floor(MOST_NUMBERS / numbers)));
  const bytes: Buffer[] = [];
  for (const [index, tensor] of tensors.entries()) bytes.push(await firstBytes(index, rows * bytesPerRow(tensor)));
  const data: PreviewView['data'] = [];
  for (let row = 0; row < rows; row++) {
    const values = tensors.map((tensor, index) => shownRow(tensor, row, bytes[index] ?? Buffer.alloc(0)));
    data.push(toRow(spec, values));
    await nextTurn();
  }
  return { data, has_more: rows < spec.rows };
}

function toRow(spec: DatasetSpec, values: readonly unknown[]): PreviewView['data'][number] {
  const targets = spec.inputs.length;
  const weight = spec.sampleWeight && values[targets + spec.targets.length];
  const group = spec.group && values.at(-1);
  return {
    inputs: oneOrByName(spec.inputs, values.slice(0, targets)),
    targets: oneOrByName(spec.targets, values.slice(targets, targets + spec.targets.length)),
    ...(typeof weight === 'number' ? { sample_weight: weight } : {}),
    ...(typeof group === 'number' ? { group } : {}),
  };
}
