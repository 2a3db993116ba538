import type { InspectedColumn } from './inspected-columns.js';
import { type DatasetWarning, listedIn, percent, theNames } from './warning.js';

/** A column that lacks a larger part of its values is named. */
const MOST_MISSING = 0.2;
const MOST_CATEGORIES = 100;
/** Columns whose ranges are this many times apart do not learn alike. */
const MOST_APART = 100;
/** Numbers from 1 on without holes are numbers of rows; so many times as many may be left out. */
const MOST_HOLES = 1.2;
/** Categories of which nearly every row has one of its own. */
const FEWEST_ROWS_PER_CATEGORY = 1.1;
/** With fewer sampled rows nothing can be said about whether all values differ. */
const FEWEST_SAMPLED = 20;

/** What is odd about single columns. */
export function columnWarnings(columns: readonly InspectedColumn[], rows: number): DatasetWarning[] {
  const ids = columns.filter((column) => isId(column, rows));
  const constant = columns.filter(isConstant);
  const sparse = columns.filter(({ figures }) => figures.missing > MOST_MISSING * rows);
  const many = columns.filter((column) => (column.categories ?? 0) > MOST_CATEGORIES && !ids.includes(column));
  const fewest = (among: readonly InspectedColumn[]) => (among.length === 1 ? '' : 'up to ');
  return [
    ...about(
      ids,
      'id_column',
      (names) =>
        `${names} ${isOrAre(ids)} different in every row, as the number or name of a row is, which tells nothing of rows that are new. Leave it out by \`features\`.`,
    ),
    ...about(
      constant,
      'constant_column',
      (names) =>
        `${names} ${isOrAre(constant)} the same in every row${shownConstant(constant)}: nothing can be learned from it.`,
    ),
    ...about(
      sparse,
      'missing_values',
      (names) =>
        `${names} ${sparse.length === 1 ? 'lacks' : 'lack'} ${fewest(sparse)}${percent(Math.max(...sparse.map(({ figures }) => figures.missing)) / rows)} of the values.`,
    ),
    ...about(
      many,
      'many_categories',
      (names) =>
        `${names} ${many.length === 1 ? 'has' : 'have'} ${fewest(many)}${Math.max(...many.map(({ categories }) => categories ?? 0))} categories, each of which \`one_hot\` makes an input of its own. \`"encode": "integer"\` and an Embedding cost less.`,
    ),
    ...differentScales(columns),
  ];
}

function about(
  columns: readonly InspectedColumn[],
  code: DatasetWarning['code'],
  detail: (names: string) => string,
): DatasetWarning[] {
  if (columns.length === 0) return [];
  const names = columns.map(({ name }) => name);
  return [{ code, detail: detail(theNames('column', 'columns', names)), ...listedIn('columns', names) }];
}

function isOrAre(columns: readonly unknown[]): string {
  return columns.length === 1 ? 'is' : 'are';
}

function shownConstant([only, ...others]: readonly InspectedColumn[]): string {
  return only === undefined || others.length > 0 || only.kind === 'category' ? '' : `, ${only.figures.min}`;
}

function isConstant({ figures }: InspectedColumn): boolean {
  return figures.min === figures.max && figures.missing === 0;
}

/** Whether a column only numbers or names the rows. */
function isId({ kind, figures, categories, sample }: InspectedColumn, rows: number): boolean {
  if (rows < FEWEST_SAMPLED || kind === 'date') return false;
  if (categories !== undefined) return rows < FEWEST_ROWS_PER_CATEGORY * categories;
  if (figures.integers !== true || figures.missing > 0) return false;
  if (figures.order !== 'none') return true;
  if (figures.max - figures.min + 1 > MOST_HOLES * rows) return false;
  if (!figures.distinct_capped) return figures.distinct === rows;
  const sampled = sample();
  return sampled.length >= FEWEST_SAMPLED && new Set(sampled).size === sampled.length;
}

/** Columns that are given to a network as they are, with ranges that are far apart. */
function differentScales(columns: readonly InspectedColumn[]): DatasetWarning[] {
  const plain = columns.filter((column) => !column.isScaled && column.categories === undefined && !isConstant(column));
  const [first] = plain;
  if (first === undefined) return [];
  let [narrow, wide] = [first, first];
  for (const column of plain) {
    if (rangeOf(column) < rangeOf(narrow)) narrow = column;
    if (rangeOf(column) > rangeOf(wide)) wide = column;
  }
  if (rangeOf(wide) < MOST_APART * rangeOf(narrow)) return [];
  const names = [narrow.name, wide.name];
  const ranges = [narrow, wide].map(
    ({ name, figures }) => `${JSON.stringify(name)} from ${figures.min} to ${figures.max}`,
  );
  const detail = `The columns have wildly different scales: ${ranges.join(', ')}. \`"prepare": {"scaling": "standardize"}\` lets all of them be learned from.`;
  return [{ code: 'different_scales', detail, ...listedIn('columns', names) }];
}

function rangeOf({ figures: { min, max } }: InspectedColumn): number {
  return max - min;
}
