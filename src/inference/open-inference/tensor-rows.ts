import { jsonError } from '../../data/json-rows.js';
import { kerasShape, sizeOf } from '../../engine/plan/network-plan.js';
import { InvalidError } from '../../errors.js';
import type { InputLayout, PredictRows } from '../input-layout.js';
import { isBase64, pictureRows } from '../picture-rows.js';
import { layOutRows } from '../predict-rows.js';
import { listed } from '../row-parts.js';
import { type Tensor, withTexts } from './tensors.js';

/**
 * Lays out tensors as the model takes them: each is an input of the model, or each is a column of the table that it was trained on.
 * @throws {InvalidError} that points at the tensor that is wrong.
 */
export function rowsOfTensors(tensors: readonly Tensor[], layouts: readonly InputLayout[]): PredictRows {
  refuseRepeats(tensors);
  const rows = rowsOf(tensors, layouts);
  const columns = new Set(layouts.flatMap((layout) => layout.columns ?? []));
  const inputs = new Set(layouts.flatMap(({ names }) => names));
  const areColumns = tensors.every(({ name }) => columns.has(name)) && !tensors.every(({ name }) => inputs.has(name));
  if (areColumns) return fromColumns(tensors.map(withTexts), rows, layouts);
  const odd = tensors.find(({ name }) => !inputs.has(name));
  if (odd)
    throw jsonError(`${odd.pointer}/name`, `is no input of the model; its inputs are ${known(layouts)}`, odd.name);
  const given = layouts.map(({ names }) => {
    const [tensor, twice] = tensors.filter(({ name }) => names.includes(name));
    if (!tensor)
      throw jsonError('/inputs', `the input ${JSON.stringify(names[0])} is missing; the inputs are ${known(layouts)}`);
    if (twice) throw jsonError(`${twice.pointer}/name`, `stands for the same input as ${tensor.name}`, twice.name);
    return tensor;
  });
  if (layouts.some(({ cells }) => cells !== undefined)) return fromCells(given.map(withTexts), rows, layouts);
  const [only] = given;
  if (only && only.kind !== 'numbers' && layouts[0]?.picture !== undefined) return fromPictures(only, rows, layouts);
  return { inputs: given.map((tensor, index) => numbersOf(tensor, layouts[index])), rows };
}

function refuseRepeats(tensors: readonly Tensor[]): void {
  const names = new Set<string>();
  for (const { name, pointer } of tensors) {
    if (names.has(name)) throw jsonError(`${pointer}/name`, 'is given twice', name);
    names.add(name);
  }
}

/** How many rows all tensors have. */
function rowsOf(tensors: readonly Tensor[], layouts: readonly InputLayout[]): number {
  const rows = tensors[0]?.shape[0] ?? 0;
  const most = Math.min(...layouts.map(({ maxRows }) => maxRows));
  for (const { shape, pointer } of tensors) {
    const place = `${pointer}/shape/0`;
    if (shape[0] !== rows) throw jsonError(place, `must be ${rows}, the rows of the first input`, shape[0]);
    if (rows === 0) throw jsonError(place, 'there must be at least one row', 0);
    if (rows > most) throw jsonError(place, `one request may have ${most} rows for this model`, rows);
  }
  return rows;
}

/** The numbers of an input, whose rows may be in another shape than the model's. */
function numbersOf(tensor: Tensor, layout: InputLayout | undefined): Float32Array<ArrayBuffer> {
  const shape = layout?.shape ?? [];
  if (tensor.kind !== 'numbers')
    throw jsonError(`${tensor.pointer}/datatype`, 'must be one of numbers: the input takes no text', 'BYTES');
  if (sizeOf(tensor.shape.slice(1)) === sizeOf(shape)) {
    const missing = tensor.values.findIndex(Number.isNaN);
    if (missing >= 0) throw jsonError(tensor.pointer, `its element ${missing} must be a finite number`, Number.NaN);
    return tensor.values;
  }
  const detail = `its rows have the shape ${kerasShape(tensor.shape.slice(1))}; the model takes rows of ${kerasShape(shape)}`;
  throw jsonError(`${tensor.pointer}/shape`, detail, tensor.shape);
}

/** Pictures as the bytes of their files, which JSON has in base64. */
function fromPictures(tensor: Tensor, rows: number, layouts: readonly InputLayout[]): PredictRows {
  const { shape, pointer } = tensor;
  if (sizeOf(shape.slice(1)) !== 1) throw jsonError(`${pointer}/shape`, 'must be one picture for each row', shape);
  const pictures = Array.from({ length: rows }, (_, row) => {
    const file = tensor.values[row];
    if (typeof file === 'string' && !isBase64(file)) {
      throw jsonError(`${pointer}/data/${row}`, 'must be a picture in base64', file);
    }
    const bytes = typeof file === 'string' ? Buffer.from(file, 'base64') : file;
    if (typeof bytes !== 'object') throw new Error('a picture comes as bytes');
    return { row, file: Uint8Array.from(bytes), pointer };
  });
  return pictureRows(pictures, layouts, pointer);
}

/** Rows of cells, such as texts, or numbers that may be missing: NaN then. */
function fromCells(tensors: readonly Tensor[], rows: number, layouts: readonly InputLayout[]): PredictRows {
  const values = tensors.map((tensor) => {
    const width = sizeOf(tensor.shape.slice(1));
    return Array.from({ length: rows }, (_, row) => {
      const cells = Array.from({ length: width }, (__, cell) => cellOf(tensor, row * width + cell));
      return tensor.shape.length === 1 ? cells[0] : cells;
    });
  });
  const [only] = values;
  const named = Object.fromEntries(tensors.map(({ name }, index) => [name, values[index]]));
  return asInputs(() => layOutRows({ inputs: layouts.length === 1 ? only : named }, layouts), tensors);
}

/** A tensor for each column, with a cell for each row. */
function fromColumns(tensors: readonly Tensor[], rows: number, layouts: readonly InputLayout[]): PredictRows {
  for (const { shape, pointer } of tensors) {
    if (sizeOf(shape.slice(1)) !== 1) throw jsonError(`${pointer}/shape`, 'must be one value for each row', shape);
  }
  const instances = Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(tensors.map((tensor) => [tensor.name, cellOf(tensor, row)])),
  );
  return asInputs(() => layOutRows({ instances }, layouts), tensors);
}

function cellOf(tensor: Tensor, index: number): unknown {
  const value = tensor.values[index];
  return Number.isNaN(value) ? null : value;
}

/** Errors that point at rows point at the tensor instead, as far as one is named. */
function asInputs(layOut: () => PredictRows, tensors: readonly Tensor[]): PredictRows {
  try {
    return layOut();
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error;
    const faults = (error.errors ?? []).map((fault) => {
      const parts = fault.pointer.split('/');
      const tensor = tensors.find(({ name }) => parts.includes(name)) ?? tensors[0];
      const row = parts.find((part) => /^\d+$/.test(part));
      return {
        ...fault,
        pointer: tensor?.pointer ?? '/inputs',
        detail: `${row === undefined ? '' : `row ${row}: `}${fault.detail}`,
      };
    });
    throw new InvalidError(faults, error.code);
  }
}

function known(layouts: readonly InputLayout[]): string {
  return listed(
    layouts.map(({ names }) => names[0] ?? ''),
    ', ',
  );
}
