import type { InvalidError } from '../../errors.js';
import { fileError, listed, optionError, quoted } from '../faults.js';
import { isStorableText, type UploadOptions } from '../upload-options.js';
import type { TableSource } from './table-source.js';

export const MOST_COLUMNS = 16_384;
const MOST_NAME_CHARACTERS = 1000;

/** Which columns of a table mean what, by their position. */
export interface ColumnRoles {
  readonly features: readonly number[];
  readonly targets: readonly number[];
  readonly sampleWeight: number | undefined;
  readonly group: number | undefined;
}

/** All columns that mean something. */
export function columnsOf({ features, targets, sampleWeight, group }: ColumnRoles): readonly number[] {
  return [...features, ...targets, sampleWeight, group].filter((index) => index !== undefined);
}

/** What the options make of a table's columns. @throws {InvalidError} */
export function columnRoles(
  { columns: names, vectors }: Pick<TableSource, 'columns' | 'vectors'>,
  options: UploadOptions,
): ColumnRoles {
  const { target, sample_weight: weight, group: groupName, features } = options;
  if (target === undefined) {
    throw optionError(
      'target',
      `name the column to learn, in the part \`options\` before the files; the file has ${listed(names)}`,
    );
  }
  const position = new Map(names.map((name, index) => [name, index]));
  const find = (option: string, name: string): number => {
    const found = position.get(name);
    if (found === undefined)
      throw optionError(option, `there is no column ${quoted(name)}; the file has ${listed(names)}`, name);
    return found;
  };
  const findAll = (option: string, name: string): readonly number[] => vectors?.get(name) ?? [find(option, name)];
  const targets = (typeof target === 'string' ? [target] : target).flatMap((name) => findAll('target', name));
  const sampleWeight = weight === undefined ? undefined : find('sample_weight', weight);
  if (sampleWeight !== undefined && targets.includes(sampleWeight)) {
    throw optionError('sample_weight', 'the column is a target already', weight);
  }
  const group = groupName === undefined ? undefined : find('group', groupName);
  if (group !== undefined && (targets.includes(group) || group === sampleWeight)) {
    throw optionError('group', 'the column is the target or the sample weight already', groupName);
  }
  const taken = new Set([...targets, sampleWeight, group].filter((index) => index !== undefined));
  const chosen =
    features?.flatMap((name) => findAll('features', name)) ?? [...names.keys()].filter((index) => !taken.has(index));
  const twice = chosen.find((index) => taken.has(index));
  if (twice !== undefined)
    throw optionError('features', 'the column is the target, the sample weight or the group', names[twice]);
  if (chosen.length === 0) throw optionError('target', 'no column is left to learn from', target);
  return { features: chosen, targets, sampleWeight, group };
}

/**
 * The names of a table's columns, without blanks around them.
 * @param given undefined where a file says that there is a column and gives it no name.
 * @param where what names them, as the begin of a sentence: `the header (line 1)`. @throws {InvalidError}
 */
export function checkedNames(fileName: string, where: string, given: readonly (string | undefined)[]): string[] {
  const error = (detail: string): InvalidError => fileError(fileName, `${where} ${detail}`);
  if (given.length > MOST_COLUMNS) throw error(`names ${given.length} columns; ${MOST_COLUMNS} are the most`);
  const names = given.map((name) => (name ?? '').trim());
  const seen = new Map<string, number>();
  names.forEach((name, index) => {
    if (name === '') throw error(`has no name for column ${index + 1}`);
    if (name.length > MOST_NAME_CHARACTERS) throw error(`names column ${index + 1} with ${name.length} characters`);
    if (name.includes('\ufffd') || !isStorableText(name)) {
      throw error(`is not UTF-8 text at column ${index + 1}: ${quoted(name)}`);
    }
    const earlier = seen.get(name);
    if (earlier !== undefined) throw error(`names columns ${earlier + 1} and ${index + 1} both ${quoted(name)}`);
    seen.set(name, index);
  });
  return names;
}
