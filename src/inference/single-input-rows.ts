import { firstShape, flattenNumbers, type JsonRows, jsonError } from '../data/json-rows.js';
import { toPointer } from '../errors.js';
import type { InputLayout, PredictRows } from './input-layout.js';
import { fromPictures, isPicture } from './picture-rows.js';
import { type CellRule, cellWriter, fillCells } from './posted-cells.js';
import {
  checkedShape,
  gather,
  isObject,
  listed,
  own,
  refuseOthers,
  required,
  rowsAt,
  shapeOf,
  unknownName,
} from './row-parts.js';

// Rows of a model that has one input: plain arrays, or by the name of the input or of its columns.

/** Rows that are arrays, or objects by column name or by the input's name. @throws {InvalidError} */
export function fromInstances(source: JsonRows, layout: InputLayout): PredictRows {
  const [first] = source.rows;
  if (!isObject(first) || isPicture(first, layout)) return fromArrays(source, layout);
  return namesTheInput(first, layout) ? fromNamedRows(source, layout) : fromRecords(source, layout);
}

/** The same by column: all rows of the input, or all values of each column. @throws {InvalidError} */
export function fromInputs(value: unknown, layout: InputLayout): PredictRows {
  if (!isObject(value)) return fromArrays(rowsAt(value, '/inputs', layout), layout);
  if (!namesTheInput(value, layout)) return fromColumns(value, layout);
  const [name = ''] = Object.keys(value);
  return fromArrays(rowsAt(own(value, name), `/inputs${toPointer([name])}`, layout), layout);
}

/** Rows that are nested arrays of numbers, all of one shape. */
function fromArrays(source: JsonRows, layout: InputLayout): PredictRows {
  if (isPicture(source.rows[0], layout)) return fromPictures(source, layout);
  if (layout.cells !== undefined) return fromCells(source, layout, layout.cells);
  const shape = checkedShape(firstShape(source), `${source.pointer}/0`, source.rows[0], layout);
  const place = (row: number) => ({ pointer: source.pointer, path: [row] });
  return one(source.rows.length, layout, (row, out) => {
    flattenNumbers(source.rows[row], place(row), shape, out);
  });
}

/** Rows that are arrays of cells, in the order of the columns. */
function fromCells({ rows, pointer }: JsonRows, layout: InputLayout, cells: readonly CellRule[]): PredictRows {
  return one(rows.length, layout, (row, out) => fillCells(rows[row], cells, { pointer, path: [row] }, out));
}

/** Rows that are objects with the input's name as their one key. */
function fromNamedRows(source: JsonRows, layout: InputLayout): PredictRows {
  let shape: readonly number[] | undefined;
  return one(source.rows.length, layout, (row, out) => {
    const { pointer } = source;
    const value = source.rows[row];
    if (!isObject(value)) throw jsonError(`${pointer}/${row}`, 'must be an object, as in row 0', value);
    const keys = Object.keys(value);
    const name = layout.names.find((known) => keys.includes(known));
    if (name === undefined) throw jsonError(`${pointer}/${row}`, `lacks ${listed(layout.names, ' or ')}`, value);
    const odd = keys.find((key) => key !== name);
    if (odd !== undefined) throw unknownName(`${pointer}/${row}`, odd, [name]);
    const place = { pointer, path: [row, name] };
    if (layout.cells !== undefined) return fillCells(own(value, name), layout.cells, place, out);
    if (shape === undefined) {
      const where = pointer + toPointer(place.path);
      shape = checkedShape(shapeOf(own(value, name), where), where, own(value, name), layout);
    }
    flattenNumbers(own(value, name), place, shape, out);
  });
}

/** Rows that are objects by column name. */
function fromRecords(source: JsonRows, layout: InputLayout): PredictRows {
  const { pointer } = source;
  const columns = columnsOf(layout, `${pointer}/0`);
  const write = cellWriter(layout.cells);
  return one(source.rows.length, layout, (row, out) => {
    const record = source.rows[row];
    if (!isObject(record)) throw jsonError(`${pointer}/${row}`, 'must be an object, as in row 0', record);
    columns.forEach((column, index) => {
      write(required(record, column, `${pointer}/${row}`), index, { pointer, path: [row, column] }, out);
    });
    refuseOthers(record, columns, `${pointer}/${row}`);
  });
}

/** All values of each column, by its name. */
function fromColumns(value: object, layout: InputLayout): PredictRows {
  const columns = columnsOf(layout, '/inputs');
  const write = cellWriter(layout.cells);
  refuseOthers(value, columns, '/inputs');
  const sources = columns.map((column) =>
    rowsAt(required(value, column, '/inputs'), `/inputs${toPointer([column])}`, layout),
  );
  const rows = sources[0]?.rows.length ?? 0;
  const odd = sources.find((source) => source.rows.length !== rows);
  if (odd !== undefined) {
    throw jsonError(odd.pointer, `has ${odd.rows.length} values; ${sources[0]?.pointer} has ${rows}`);
  }
  return one(rows, layout, (row, out) => {
    sources.forEach((source, index) => {
      write(source.rows[row], index, { pointer: source.pointer, path: [row] }, out);
    });
  });
}

function columnsOf(layout: InputLayout, pointer: string): readonly string[] {
  if (layout.columns !== undefined) return layout.columns;
  const names = listed(layout.names, ' or ');
  throw jsonError(
    pointer,
    `the model was not trained on named columns; give its input by the name ${names}, or arrays`,
  );
}

/** The rows of the one input. */
function one(rows: number, layout: InputLayout, fill: (row: number, out: Float32Array) => void): PredictRows {
  return { inputs: [gather(rows, layout, fill)], rows };
}

/** Whether an object stands for the input as a whole: its one key is the input's name, and not that of a column. */
function namesTheInput(value: object, { names, columns }: InputLayout): boolean {
  const keys = Object.keys(value);
  return keys.length === 1 && keys.every((key) => names.includes(key) && columns?.includes(key) !== true);
}
