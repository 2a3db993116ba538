import { z } from 'zod';

/** What a dataset is warned of by itself, in the order in which warnings are told. */
export const DATASET_WARNINGS = [
  'target_leak',
  'id_column',
  'constant_column',
  'missing_values',
  'many_categories',
  'rare_class',
  'imbalanced_classes',
  'sorted_by_target',
  'different_scales',
  'unscaled_pixels',
  'large_targets',
] as const;

/** What a fit is warned of, whose rows are parted into those that train and those that validate. */
export const SPLIT_WARNINGS = [
  'duplicates_across_split',
  'class_missing_in_training',
  'class_missing_in_validation',
] as const;

export type DatasetWarning = Warning & { readonly code: (typeof DATASET_WARNINGS)[number] };
export type SplitWarning = Warning & { readonly code: (typeof SPLIT_WARNINGS)[number] };

/** Names that one warning lists; `count` says how many there are. */
const MOST_NAMES = 20;

/** Something in the data that is probably not meant so. */
export const warningSchema = z
  .object({
    code: z.enum([...DATASET_WARNINGS, ...SPLIT_WARNINGS]),
    detail: z.string().describe('what was found, with its figures, and what to do about it'),
    columns: z.array(z.string()).optional().describe(`the columns that it is about, ${MOST_NAMES} at most`),
    classes: z.array(z.string()).optional().describe(`the classes that it is about, ${MOST_NAMES} at most`),
    count: z.int().optional().describe('how many columns, classes or rows it is about'),
  })
  .meta({ id: 'Warning', description: 'Something in the data that is probably not meant so; each code comes once' });
export type Warning = z.infer<typeof warningSchema>;

/** What one warning says about several columns or classes: the first of them, and how many there are. */
export function listedIn(
  field: 'columns' | 'classes',
  names: readonly string[],
): Pick<Warning, 'columns' | 'classes' | 'count'> {
  return { [field]: names.slice(0, MOST_NAMES), count: names.length };
}

/** "The column "a"", or "The 3 columns "a", "b", ..."" where there are several, for the begin of a sentence. */
export function theNames(what: string, whats: string, names: readonly string[]): string {
  const [first = ''] = names;
  if (names.length === 1) return `The ${what} ${JSON.stringify(first)}`;
  const shown = names.slice(0, 3).map((name) => JSON.stringify(name));
  return `${names.length} ${whats} (${shown.join(', ')}${names.length > shown.length ? ', ...' : ''})`;
}

/** A part of a whole, as people write it: "3.1 %". */
export function percent(part: number): string {
  return `${Number((part * 100).toPrecision(3))} %`;
}
