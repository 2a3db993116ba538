import { optionError } from '../faults.js';
import type { Spool } from '../spool.js';
import type { UploadOptions } from '../upload-options.js';
import { CategoryFeature } from './category-feature.js';
import { type FeatureColumn, NumberFeature } from './feature-column.js';
import type { TableColumn } from './table-column.js';
import { TextColumn } from './text-column.js';
import { DateFeature, FormattedNumberFeature } from './written-features.js';

/** How the cells of the columns to learn from become numbers of one vector, as the options say; text does not. @throws {InvalidError} */
export function featureColumns(columns: readonly TableColumn[], options: UploadOptions): FeatureColumn[] {
  const { columns: kinds = {}, scale } = options;
  const strange = Object.keys(kinds).find((name) => !columns.some((column) => column.name === name));
  if (strange !== undefined) throw optionError('columns', 'it is no column to learn from', strange);
  if (scale !== undefined && Object.values(kinds).some(({ kind }) => kind !== 'number')) {
    throw optionError('scale', 'is for inputs that are all numbers; "prepare" scales single columns', scale);
  }
  return columns.flatMap((column) => featureColumn(column, options) ?? []);
}

/** The columns of text, each an input of its own. */
export function textColumns(
  columns: readonly TableColumn[],
  { columns: kinds = {} }: UploadOptions,
  newSpool: () => Spool,
): TextColumn[] {
  return columns.flatMap((column) => {
    const kind = Object.hasOwn(kinds, column.name) ? kinds[column.name] : undefined;
    return kind?.kind === 'text' ? [new TextColumn(column, kind, newSpool())] : [];
  });
}

function featureColumn(column: TableColumn, { columns = {}, prepare }: UploadOptions): FeatureColumn | undefined {
  const { name } = column;
  const own = prepare && Object.hasOwn(prepare.columns, name) ? prepare.columns[name] : undefined;
  const mayMiss = (own?.missing ?? prepare?.missing ?? 'refuse') !== 'refuse';
  const kind = Object.hasOwn(columns, name) ? columns[name] : undefined;
  switch (kind?.kind) {
    case undefined:
      return new NumberFeature(column, mayMiss);
    case 'number':
      return new FormattedNumberFeature(column, kind.decimal, mayMiss);
    case 'category':
      return new CategoryFeature(column, mayMiss);
    case 'date':
      return new DateFeature(column, kind, mayMiss);
    case 'text':
      return undefined;
  }
}
