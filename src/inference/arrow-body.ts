import { DataType, RecordBatchReader, Table, Vector } from 'apache-arrow';
import type { DateFormat } from '../data/cells/calendar.js';
import { jsonError } from '../data/json-rows.js';
import { MalformedError, toPointer } from '../errors.js';
import { ARROW_FORM } from './arrow-form.js';
import type { BodyForm } from './body-form.js';
import type { InputLayout, PredictRows } from './input-layout.js';
import type { CellRule } from './posted-cells.js';
import { layOutRows } from './predict-rows.js';

/** Nested lists hold no more values than this; a body that says so of itself may be small. */
const MOST_VALUES = 2 ** 26;

/** A body that is a table of Arrow, as an IPC stream: a column for each column that the model knows, or of lists for each input. */
export const ARROW_READER: BodyForm<Record<never, never>> = {
  ...ARROW_FORM,
  parse: (bytes) => {
    const table = readTable(bytes);
    return { fields: {}, layOut: (layouts) => layOutTable(table, layouts) };
  },
};

function readTable(bytes: Uint8Array): Table {
  try {
    const reader = RecordBatchReader.from(bytes);
    const batches = [...reader];
    const table = new Table(reader.schema, batches);
    if (table.schema.fields.length === 0) throw new Error('it has no column');
    return table;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new MalformedError(`The body is no whole Arrow IPC stream: ${why.slice(0, 200)}.`);
  }
}

function layOutTable(table: Table, layouts: readonly InputLayout[]): PredictRows {
  const { maxRows = 0 } = layouts[0] ?? {};
  if (table.numRows > maxRows) {
    throw jsonError('/inputs', `has ${table.numRows} rows; one request may have ${maxRows} rows for this model`);
  }
  const formats = new Map(layouts.flatMap(({ cells = [] }) => cells).map((cell) => [cell.name, formatOf(cell)]));
  const columns = table.schema.fields.map(({ name, type }) => {
    const read = readerOf(type, `/inputs${toPointer([name])}`, formats.get(name) ?? 'iso');
    const column = table.getChild(name);
    return [name, column === null ? [] : Array.from({ length: table.numRows }, (_, row) => read(column.get(row)))];
  });
  // Object.fromEntries makes own properties of all names, `__proto__` too.
  const named: Record<string, unknown> = Object.fromEntries(columns);
  return layOutRows(areOfSeveralInputs(named, layouts) ? { instances: recordsOf(named) } : { inputs: named }, layouts);
}

/** Whether the columns are those of several inputs, which are posted row by row. */
function areOfSeveralInputs(named: object, layouts: readonly InputLayout[]): boolean {
  return layouts.length > 1 && !layouts.every(({ names }) => names.some((name) => Object.hasOwn(named, name)));
}

function recordsOf(named: Record<string, unknown>): object[] {
  const columns = Object.entries(named);
  const rows = columns[0]?.[1];
  return Array.from({ length: Array.isArray(rows) ? rows.length : 0 }, (_, row) =>
    Object.fromEntries(columns.map(([name, values]) => [name, Array.isArray(values) ? values[row] : null])),
  );
}

/** How the values of a column become those that JSON has: numbers, text, and dates as the column writes them. @throws {InvalidError} */
function readerOf(type: DataType, pointer: string, format: DateFormat): (value: unknown) => unknown {
  if (DataType.isDictionary(type)) return readerOf(type.dictionary, pointer, format);
  if (DataType.isInt(type) || DataType.isFloat(type))
    return (value) => (typeof value === 'bigint' ? Number(value) : value);
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isUtf8View(type)) return (value) => value;
  if (DataType.isBool(type)) return (value) => value;
  if (DataType.isNull(type)) return () => null;
  if (DataType.isDate(type) || DataType.isTimestamp(type)) return (value) => dateText(value, format);
  if (DataType.isList(type) || DataType.isFixedSizeList(type)) {
    const read = readerOf(type.valueType, pointer, format);
    return (value) => (value instanceof Vector ? listOf(value, read, pointer) : null);
  }
  throw jsonError(pointer, `is of Arrow's type ${String(type)}, which is not read; numbers, text, dates and lists are`);
}

/** @param value milliseconds, whatever unit is stored: so the library gives them. */
function dateText(value: unknown, format: DateFormat): string | null {
  const date = typeof value === 'number' ? new Date(value) : undefined;
  if (date === undefined || Number.isNaN(date.getTime())) return null;
  const [day = '', time = ''] = date.toISOString().split('T');
  const [year, month, ofMonth] = day.split('-');
  const written = { iso: day, day_first: `${ofMonth}.${month}.${year}`, month_first: `${month}/${ofMonth}/${year}` };
  return `${written[format]}T${time}`;
}

function formatOf(cell: CellRule): DateFormat {
  return cell.kind === 'date' ? cell.format : 'iso';
}

function listOf(values: Vector, read: (value: unknown) => unknown, pointer: string): unknown[] {
  if (values.length > MOST_VALUES) throw jsonError(pointer, `has a list of ${values.length} values`);
  return Array.from({ length: values.length }, (_, index) => read(values.get(index)));
}
