import { type DateFormat, type DatePart, datePart, parseDate } from '../../data/cells/calendar.js';
import { FIRST_WORD } from '../../data/cells/tokens.js';
import { bytesPerRow, type DType, elementsPerRow, type TensorSpec } from '../../data/dataset-spec.js';
import { shortestFloat32 } from '../../data/float32.js';
import type { InputLayout } from '../input-layout.js';
import { type CellRule, cellWidth } from '../posted-cells.js';

const READ = {
  uint8: (bytes: Buffer, at: number) => bytes.readUInt8(at),
  int32: (bytes: Buffer, at: number) => bytes.readInt32LE(at),
  float32: (bytes: Buffer, at: number) => shortestFloat32(bytes.readFloatLE(at)),
} as const satisfies Record<DType, unknown>;

/** The numbers of a stored row. */
export function storedRow(tensor: TensorSpec, bytes: Buffer, row: number): number[] {
  const count = elementsPerRow(tensor);
  const size = bytesPerRow(tensor) / count;
  return Array.from({ length: count }, (_, index) => READ[tensor.dtype](bytes, (row * count + index) * size));
}

/** A stored row of an input as a client posts it: cells, or nested arrays; undefined where something is missing that may not be. */
export function postedRow(numbers: readonly number[], layout: InputLayout): unknown {
  const { cells, shape } = layout;
  if (cells === undefined) return nested(numbers, shape);
  let at = 0;
  const posted = cells.map((cell) => {
    const width = cellWidth(cell);
    const value = postedCell(numbers.slice(at, at + width), cell);
    at += width;
    return value;
  });
  return posted.includes(undefined) ? undefined : posted;
}

function nested(numbers: readonly number[], [length, ...inner]: readonly number[]): unknown {
  if (length === undefined) return numbers[0];
  const step = numbers.length / length;
  return Array.from({ length }, (_, index) => nested(numbers.slice(index * step, (index + 1) * step), inner));
}

function postedCell(numbers: readonly number[], cell: CellRule): unknown {
  const [first = Number.NaN] = numbers;
  if (Number.isNaN(first)) return cell.missing === 'accepted' ? null : undefined;
  switch (cell.kind) {
    case 'number':
      return first;
    case 'category':
      return cell.categories[first];
    case 'text':
      return numbers.flatMap((number) => cell.vocabulary[number - FIRST_WORD] ?? []).join(' ');
    case 'date':
      return dateOf(numbers, cell.parts, cell.format);
  }
}

const MS_PER_DAY = 86_400_000;
const SOME_DATE = { year: 2024, month: 1, day: 1, hour: 0, minute: 0, second: 0 };

/** A date with these parts; where they do not tell it, one that has as many of them as may be. */
function dateOf(numbers: readonly number[], parts: readonly DatePart[], format: DateFormat): string | undefined {
  const part = (name: DatePart) => numbers[parts.indexOf(name)];
  const days = part('days');
  const of = (name: keyof typeof SOME_DATE) => part(name) ?? SOME_DATE[name];
  const date =
    days === undefined
      ? new Date(Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')))
      : new Date(Math.round(days * MS_PER_DAY));
  if (Number.isNaN(date.getTime())) return undefined;
  const two = (name: DatePart) => String(datePart(date, name)).padStart(2, '0');
  const year = String(datePart(date, 'year')).padStart(4, '0');
  const day = {
    iso: `${year}-${two('month')}-${two('day')}`,
    day_first: `${two('day')}.${two('month')}.${year}`,
    month_first: `${two('month')}/${two('day')}/${year}`,
  }[format];
  const text = `${day}T${two('hour')}:${two('minute')}:${two('second')}`;
  return parseDate(text, format) === undefined ? undefined : text;
}
