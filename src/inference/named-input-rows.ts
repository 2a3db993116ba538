import { firstShape, flattenNumbers, type JsonRows, jsonError } from '../data/json-rows.js';
import { toPointer } from '../errors.js';
import type { InputLayout, PredictRows } from './input-layout.js';
import { cellWriter, fillCells } from './posted-cells.js';
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

// Rows of a model that has several inputs: each is called by its name.

/** Rows that are objects with a value for each input. @throws {InvalidError} */
export function fromNamedInstances(source: JsonRows, layouts: readonly InputLayout[]): PredictRows {
  const { rows, pointer } = source;
  const names = rows.map((row, index) => namesIn(row, layouts, `${pointer}/${index}`));
  const inputs = layouts.map((layout, position) => {
    let shape: readonly number[] | undefined;
    return gather(rows.length, layout, (row, out) => {
      const place = { pointer, path: [row, names[row]?.[position] ?? ''] };
      const value = valueAt(rows[row], names[row]?.[position]);
      if (layout.cells !== undefined) return fillCells(value, layout.cells, place, out);
      if (shape === undefined) {
        const where = pointer + toPointer(place.path);
        shape = checkedShape(shapeOf(value, where), where, value, layout);
      }
      flattenNumbers(value, place, shape, out);
    });
  });
  return { inputs, rows: rows.length };
}

/** Whether a row calls the columns of the inputs by their names, and not the inputs. */
export function namesColumns(row: unknown, layouts: readonly InputLayout[]): boolean {
  if (!isObject(row)) return false;
  return (
    layouts.every(({ columns }) => columns !== undefined) &&
    !layouts.every(({ names }) => names.some((name) => Object.hasOwn(row, name)))
  );
}

/** Rows that are objects with a value for each column of each input. @throws {InvalidError} */
export function fromRecordsOf({ rows, pointer }: JsonRows, layouts: readonly InputLayout[]): PredictRows {
  const known = layouts.flatMap(({ columns }) => columns ?? []);
  const inputs = layouts.map((layout) => {
    const write = cellWriter(layout.cells);
    return gather(rows.length, layout, (row, out) => {
      const record = rows[row];
      if (!isObject(record)) throw jsonError(`${pointer}/${row}`, 'must be an object, as in row 0', record);
      refuseOthers(record, known, `${pointer}/${row}`);
      for (const [index, column] of (layout.columns ?? []).entries()) {
        write(required(record, column, `${pointer}/${row}`), index, { pointer, path: [row, column] }, out);
      }
    });
  });
  return { inputs, rows: rows.length };
}

/** All rows of each input, by its name. @throws {InvalidError} */
export function fromNamedInputs(value: unknown, layouts: readonly InputLayout[]): PredictRows {
  const names = namesIn(value, layouts, '/inputs');
  const sources = layouts.map((layout, position) =>
    rowsAt(valueAt(value, names[position]), `/inputs${toPointer([names[position] ?? ''])}`, layout),
  );
  const [first] = sources;
  const rows = first?.rows.length ?? 0;
  const odd = sources.find((source) => source.rows.length !== rows);
  if (odd !== undefined) {
    throw jsonError(odd.pointer, `has ${odd.rows.length} rows; ${first?.pointer} has ${rows}`);
  }
  const inputs = layouts.map((layout, position) => {
    const { pointer, rows: values } = sources[position] ?? { pointer: '/inputs', rows: [] };
    const { cells } = layout;
    if (cells !== undefined) {
      return gather(rows, layout, (row, out) => fillCells(values[row], cells, { pointer, path: [row] }, out));
    }
    const shape = checkedShape(firstShape({ pointer, rows: values }), `${pointer}/0`, values[0], layout);
    return gather(rows, layout, (row, out) => flattenNumbers(values[row], { pointer, path: [row] }, shape, out));
  });
  return { inputs, rows };
}

/** The name by which an object calls each input. @throws {InvalidError} when one is missing, or another name stands there. */
function namesIn(value: unknown, layouts: readonly InputLayout[], pointer: string): readonly string[] {
  if (!isObject(value)) throw jsonError(pointer, `must be an object with the inputs ${listedInputs(layouts)}`, value);
  const keys = Object.keys(value);
  const names = layouts.map((layout) => {
    const name = layout.names.find((known) => keys.includes(known));
    if (name !== undefined) return name;
    const detail = `is missing; the model takes the inputs ${listedInputs(layouts)}`;
    throw jsonError(pointer + toPointer([layout.names[0] ?? '']), detail);
  });
  const odd = keys.find((key) => !names.includes(key));
  if (odd !== undefined) throw unknownName(pointer, odd, names);
  return names;
}

function listedInputs(layouts: readonly InputLayout[]): string {
  return listed(
    layouts.map(({ names }) => names[0] ?? ''),
    ', ',
  );
}

function valueAt(value: unknown, name: string | undefined): unknown {
  return isObject(value) && name !== undefined ? own(value, name) : undefined;
}
