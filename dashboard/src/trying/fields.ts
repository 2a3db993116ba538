import type { TensorView } from '../datasets/shapes.js';

/** A column as a person fills it in: its categories where it has some. */
export interface Field {
  readonly name: string;
  readonly value: unknown;
  readonly categories?: readonly string[];
}

/**
 * The columns that a model is asked by, with the cells of a row of the data: there a category is its number, and a date is a column
 * for each of its parts.
 */
export function fieldsOf({ columns = [], features = [] }: TensorView, row: readonly unknown[]): Field[] {
  const dates = new Map<string, Map<string, number>>();
  const fields = columns.flatMap((name, at): Field[] => {
    const { kind, categories, column, part } = features[at] ?? { kind: 'number' };
    if (kind === 'category' && categories) return [{ name, value: categories[Number(row[at])], categories }];
    if (kind !== 'date' || column === undefined || part === undefined) return [{ name, value: row[at] }];
    const parts = dates.get(column) ?? new Map<string, number>();
    const isFirst = parts.size === 0;
    dates.set(column, parts.set(part, Number(row[at])));
    return isFirst ? [{ name: column, value: '' }] : [];
  });
  return fields.map((field) => {
    const parts = dates.get(field.name);
    const format = features.find(({ column }) => column === field.name)?.format;
    return parts ? { ...field, value: dateText(parts, format) } : field;
  });
}

/** A date with these parts, the first of the month or year where they do not tell. */
function dateText(parts: ReadonlyMap<string, number>, format: string | undefined): string {
  const two = (part: string) => String(parts.get(part) ?? 1).padStart(2, '0');
  const year = String(parts.get('year') ?? 2000).padStart(4, '0');
  if (format === 'day_first') return `${two('day')}/${two('month')}/${year}`;
  if (format === 'month_first') return `${two('month')}/${two('day')}/${year}`;
  return `${year}-${two('month')}-${two('day')}`;
}
