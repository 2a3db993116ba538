import { z } from 'zod';
import { DATE_FORMATS, DATE_PARTS, datePart, parseDate } from '../data/cells/calendar.js';
import { formattedNumber } from '../data/cells/formatted-number.js';
import { STANDARDIZATIONS, UNKNOWN, wordNumbers, wordsOf } from '../data/cells/tokens.js';
import type { ColumnFeature, TensorSpec } from '../data/dataset-spec.js';
import { listed } from '../data/faults.js';
import { finiteNumber, type JsonPlace, jsonError } from '../data/json-rows.js';
import { type ColumnRule, type TensorPlan, UNSEEN } from '../data/preparing/preparing-plan.js';
import { toPointer } from '../errors.js';

const column = {
  name: z.string(),
  /** What null stands for: nothing that can be predicted, or a missing value that the preparation has a rule for. */
  missing: z.enum(['refused', 'accepted', 'dropped']),
};

/** How the cells of a column are posted. */
export const cellRuleSchema = z.discriminatedUnion('kind', [
  /** A number or, where there is a decimal mark, text that writes one for people. */
  z.object({ kind: z.literal('number'), ...column, decimal: z.enum(['.', ',']).optional() }),
  /** By name; a name that is not among them is refused unless unseen ones are ignored. */
  z.object({ kind: z.literal('category'), ...column, categories: z.array(z.string()), ignoresUnseen: z.boolean() }),
  /** Text, whose words become numbers. */
  z.object({
    kind: z.literal('text'),
    ...column,
    standardize: z.enum(STANDARDIZATIONS),
    vocabulary: z.array(z.string()),
    length: z.int(),
  }),
  /** Text, of which several numbers are made. */
  z.object({
    kind: z.literal('date'),
    ...column,
    format: z.enum(DATE_FORMATS),
    parts: z.array(z.enum(DATE_PARTS)),
  }),
]);
export type CellRule = z.infer<typeof cellRuleSchema>;

/** The rules of the columns of an input, as a client knows them; undefined where its rows are numbers that are always there. */
export function cellRulesOf(input: TensorSpec, plan: TensorPlan | undefined): CellRule[] | undefined {
  if (input.text !== undefined) {
    const { standardize, vocabulary } = input.text;
    const length = input.shape[0] ?? 0;
    return [{ kind: 'text', name: input.name, missing: 'refused', standardize, vocabulary, length }];
  }
  const rules = plan?.kind === 'columns' ? plan.columns : undefined;
  if (rules === undefined && input.features === undefined) return undefined;
  const cells: CellRule[] = [];
  for (const [index, name] of (input.columns ?? []).entries()) {
    const feature = input.features?.[index] ?? { kind: 'number', missing: 0 };
    const before = cells.at(-1);
    if (feature.kind === 'date' && before?.kind === 'date' && before.name === feature.column) {
      before.parts.push(feature.part);
    } else {
      cells.push(cellRuleOf(name, feature, rules?.[index]));
    }
  }
  return cells;
}

function cellRuleOf(name: string, feature: ColumnFeature, rule: ColumnRule | undefined): CellRule {
  const missing = missingOf(rule);
  switch (feature.kind) {
    case 'number': {
      const { decimal } = feature;
      return { kind: 'number', name, missing, ...(decimal && { decimal }) };
    }
    case 'category': {
      const ignoresUnseen = rule?.kind === 'category' && rule.unseen === 'ignore';
      return { kind: 'category', name, missing, categories: feature.categories, ignoresUnseen };
    }
    case 'date':
      return { kind: 'date', name: feature.column, missing, format: feature.format, parts: [feature.part] };
  }
}

function missingOf(rule: ColumnRule | undefined): CellRule['missing'] {
  if (rule === undefined || rule.missing === 'refuse') return 'refused';
  return rule.missing === 'drop' ? 'dropped' : 'accepted';
}

/** Raw numbers that a posted cell becomes. */
export function cellWidth(cell: CellRule): number {
  if (cell.kind === 'text') return cell.length;
  return cell.kind === 'date' ? cell.parts.length : 1;
}

/**
 * Writes the raw numbers of a posted cell into `out`, from `at` on; NaN where it is missing and may be.
 * @throws {InvalidError} that points at it.
 */
export function writeCell(
  value: unknown,
  cell: CellRule,
  { pointer, path }: JsonPlace,
  out: Float32Array,
  at: number,
): void {
  const error = (detail: string) => jsonError(pointer + toPointer(path), detail, value);
  if (value === null) {
    if (cell.missing !== 'accepted') throw error(WHY_NOT_MISSING[cell.missing]);
    out.fill(Number.NaN, at, at + cellWidth(cell));
    return;
  }
  switch (cell.kind) {
    case 'number':
      out[at] = numberIn(value, cell.decimal, { pointer, path });
      return;
    case 'category':
      out[at] = categoryIn(value, cell, error);
      return;
    case 'text': {
      if (typeof value !== 'string') throw error('must be text');
      const numbers = wordNumbers(cell.vocabulary);
      const words = wordsOf(value, cell.standardize).slice(0, cell.length);
      for (const [index, word] of words.entries()) out[at + index] = numbers.get(word) ?? UNKNOWN;
      return;
    }
    case 'date': {
      const date = typeof value === 'string' ? parseDate(value, cell.format) : undefined;
      if (date === undefined) throw error(`must be a date (${cell.format})`);
      for (const [index, part] of cell.parts.entries()) out[at + index] = datePart(date, part);
    }
  }
}

const WHY_NOT_MISSING = {
  refused: 'is missing, and the fit does not say what stands in for it',
  dropped: 'is missing; rows that lack it were left out of the training, and cannot be predicted',
} as const;

function numberIn(value: unknown, decimal: '.' | ',' | undefined, { pointer, path }: JsonPlace): number {
  const number = typeof value === 'string' && decimal !== undefined ? formattedNumber(value, decimal) : value;
  if (Number.isNaN(number)) throw jsonError(pointer + toPointer(path), 'must be a number', value);
  return finiteNumber(number, pointer, path);
}

function categoryIn(
  value: unknown,
  { categories, ignoresUnseen }: Extract<CellRule, { kind: 'category' }>,
  error: (detail: string) => Error,
): number {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw error('must be the name of a category');
  }
  const number = categories.indexOf(String(value).trim());
  if (number === UNSEEN && !ignoresUnseen) throw error(`must be one of the categories ${listed(categories)}`);
  return number;
}

/** Writes the cells of a row that is an array, in the order of the columns, into `out`. @throws {InvalidError} */
export function fillCells(
  row: unknown,
  cells: readonly CellRule[],
  { pointer, path }: JsonPlace,
  out: Float32Array,
): void {
  const [only, ...others] = cells;
  // A text by itself is a row, too.
  if (typeof row === 'string' && only !== undefined && others.length === 0) {
    writeCell(row, only, { pointer, path }, out, 0);
    return;
  }
  if (!Array.isArray(row)) throw jsonError(pointer + toPointer(path), `must be an array of ${cells.length} cells`, row);
  if (row.length !== cells.length) {
    throw jsonError(pointer + toPointer(path), `has ${row.length} cells; the model takes rows of ${cells.length}`);
  }
  let at = 0;
  for (const [index, cell] of cells.entries()) {
    writeCell(row[index], cell, { pointer, path: [...path, index] }, out, at);
    at += cellWidth(cell);
  }
}

/** Writes the value of a column, by its number, to its place in a row. */
export function cellWriter(cells: readonly CellRule[] | undefined) {
  let next = 0;
  const places = cells?.map((cell) => {
    const at = next;
    next += cellWidth(cell);
    return { cell, at };
  });
  return (value: unknown, column: number, place: JsonPlace, out: Float32Array): void => {
    const known = places?.[column];
    if (known === undefined) out[column] = finiteNumber(value, place.pointer, place.path);
    else writeCell(value, known.cell, place, out, known.at);
  };
}
