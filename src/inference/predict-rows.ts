import { finiteNumber, firstShape, flattenNumbers, type JsonRows, jsonError, jsonRows } from '../data/json-rows.js';
import { kerasShape, type Shape, sizeOf } from '../engine/plan/network-plan.js';
import { toPointer } from '../errors.js';

/** How a model takes a row of its input. */
export interface InputLayout {
  /** Sizes of one row. */
  readonly shape: Shape;
  /** What the input is called: by its layer, and by the dataset that the model was trained on. */
  readonly names: readonly string[];
  /** The columns that a row is made of, where that dataset was a table. */
  readonly columns?: readonly string[] | undefined;
  /** Most rows of one request: what the answer would otherwise grow to. */
  readonly maxRows: number;
}

/** Rows as the model takes them, one after another. */
export interface PredictRows {
  readonly inputs: Float32Array<ArrayBuffer>;
  readonly rows: number;
}

/** What a client posted: exactly one of the two. */
export interface PostedRows {
  readonly instances?: unknown;
  readonly inputs?: unknown;
}

/**
 * Lays out posted rows as the model takes them. A row of another shape with as many numbers is laid out as in training: one
 * after another.
 * @throws {InvalidError} that points at the element that is wrong.
 */
export function layOutRows(posted: PostedRows, layout: InputLayout): PredictRows {
  if (posted.instances !== undefined && posted.inputs !== undefined) {
    throw jsonError('/inputs', 'give either instances or inputs, not both');
  }
  if (posted.inputs !== undefined) return fromInputs(posted.inputs, layout);
  if (posted.instances === undefined) {
    throw jsonError('/instances', 'is missing; it must be an array of rows (or give inputs, by column)');
  }
  return fromInstances(rowsAt(posted.instances, '/instances', layout), layout);
}

function fromInstances(source: JsonRows, layout: InputLayout): PredictRows {
  const [first] = source.rows;
  if (!isObject(first)) return fromArrays(source, layout);
  return namesTheInput(first, layout) ? fromNamedRows(source, layout) : fromRecords(source, layout);
}

function fromInputs(value: unknown, layout: InputLayout): PredictRows {
  if (!isObject(value)) return fromArrays(rowsAt(value, '/inputs', layout), layout);
  if (!namesTheInput(value, layout)) return fromColumns(value, layout);
  const [name = ''] = Object.keys(value);
  return fromArrays(rowsAt(own(value, name), `/inputs${toPointer([name])}`, layout), layout);
}

/** Rows that are nested arrays of numbers, all of one shape. */
function fromArrays(source: JsonRows, layout: InputLayout): PredictRows {
  const shape = checkedShape(firstShape(source), `${source.pointer}/0`, source.rows[0], layout);
  const place = (row: number) => ({ pointer: source.pointer, path: [row] });
  return gather(source.rows.length, layout, (row, out) => {
    flattenNumbers(source.rows[row], place(row), shape, out);
  });
}

/** Rows that are objects with the input's name as their one key. */
function fromNamedRows(source: JsonRows, layout: InputLayout): PredictRows {
  let shape: readonly number[] | undefined;
  return gather(source.rows.length, layout, (row, out) => {
    const { pointer } = source;
    const value = source.rows[row];
    if (!isObject(value)) throw jsonError(`${pointer}/${row}`, 'must be an object, as in row 0', value);
    const keys = Object.keys(value);
    const name = layout.names.find((known) => keys.includes(known));
    if (name === undefined) throw jsonError(`${pointer}/${row}`, `lacks ${listed(layout.names, ' or ')}`, value);
    const odd = keys.find((key) => key !== name);
    if (odd !== undefined) throw unknownName(`${pointer}/${row}`, odd, [name]);
    const place = { pointer, path: [row, name] };
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
  return gather(source.rows.length, layout, (row, out) => {
    const record = source.rows[row];
    if (!isObject(record)) throw jsonError(`${pointer}/${row}`, 'must be an object, as in row 0', record);
    columns.forEach((column, index) => {
      out[index] = finiteNumber(required(record, column, `${pointer}/${row}`), pointer, [row, column]);
    });
    refuseOthers(record, columns, `${pointer}/${row}`);
  });
}

/** All values of each column, by its name. */
function fromColumns(value: object, layout: InputLayout): PredictRows {
  const columns = columnsOf(layout, '/inputs');
  refuseOthers(value, columns, '/inputs');
  const sources = columns.map((column) =>
    rowsAt(required(value, column, '/inputs'), `/inputs${toPointer([column])}`, layout),
  );
  const rows = sources[0]?.rows.length ?? 0;
  const odd = sources.find((source) => source.rows.length !== rows);
  if (odd !== undefined) {
    throw jsonError(odd.pointer, `has ${odd.rows.length} values; ${sources[0]?.pointer} has ${rows}`);
  }
  return gather(rows, layout, (row, out) => {
    sources.forEach((source, index) => {
      out[index] = finiteNumber(source.rows[row], source.pointer, [row]);
    });
  });
}

function rowsAt(value: unknown, pointer: string, { maxRows }: InputLayout): JsonRows {
  const source = jsonRows(value, pointer);
  if (source.rows.length <= maxRows) return source;
  throw jsonError(pointer, `has ${source.rows.length} rows; one request may have ${maxRows} rows for this model`);
}

function gather(rows: number, { shape }: InputLayout, fill: (row: number, out: Float32Array) => void): PredictRows {
  const size = sizeOf(shape);
  const inputs = new Float32Array(rows * size);
  for (let row = 0; row < rows; row++) fill(row, inputs.subarray(row * size, (row + 1) * size));
  return { inputs, rows };
}

function shapeOf(value: unknown, pointer: string): number[] {
  return Array.isArray(value) ? firstShape({ rows: [value], pointer }) : [];
}

/** The shape, where it has as many numbers as the model takes. */
function checkedShape(shape: readonly number[], pointer: string, row: unknown, layout: InputLayout): readonly number[] {
  const wanted = sizeOf(layout.shape);
  if (sizeOf(shape) === wanted) return shape;
  const takes = `the model takes rows of ${kerasShape(layout.shape)}, ${numbers(wanted)}`;
  if (!Array.isArray(row)) throw jsonError(pointer, `must be an array; ${takes}`, row);
  throw jsonError(pointer, `has the shape ${kerasShape(shape)}, ${numbers(sizeOf(shape))}; ${takes}`);
}

function columnsOf(layout: InputLayout, pointer: string): readonly string[] {
  if (layout.columns !== undefined) return layout.columns;
  const names = listed(layout.names, ' or ');
  throw jsonError(
    pointer,
    `the model was not trained on named columns; give its input by the name ${names}, or arrays`,
  );
}

/** Whether an object stands for the input as a whole: its one key is the input's name, and not that of a column. */
function namesTheInput(value: object, { names, columns }: InputLayout): boolean {
  const keys = Object.keys(value);
  return keys.length === 1 && keys.every((key) => names.includes(key) && columns?.includes(key) !== true);
}

function required(record: object, column: string, pointer: string): unknown {
  if (!Object.hasOwn(record, column)) throw jsonError(pointer + toPointer([column]), 'is missing; it must be a number');
  return own(record, column);
}

function refuseOthers(record: object, columns: readonly string[], pointer: string): void {
  const keys = Object.keys(record);
  if (keys.length === columns.length) return;
  const known = new Set(columns);
  const odd = keys.find((key) => !known.has(key));
  if (odd !== undefined) throw unknownName(pointer, odd, columns);
}

function unknownName(pointer: string, name: string, known: readonly string[]) {
  return jsonError(
    pointer + toPointer([name.slice(0, 200)]),
    `is not known here; what is known is ${listed(known, ', ')}`,
  );
}

const MOST_LISTED = 30;

function listed(names: readonly string[], separator: string): string {
  const shown = names.slice(0, MOST_LISTED).map((name) => JSON.stringify(name));
  return shown.join(separator) + (names.length > MOST_LISTED ? ` and ${names.length - MOST_LISTED} more` : '');
}

function numbers(count: number): string {
  return count === 1 ? '1 number' : `${count} numbers`;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property, whatever its name: a column may be called `__proto__`. */
function own(value: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}
