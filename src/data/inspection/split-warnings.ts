import type { SplitFigures } from './split-figures.js';
import { listedIn, percent, type SplitWarning, theNames } from './warning.js';

/** What is odd about how the rows of a fit are parted. @param names of the classes, where the targets are some. */
export function splitWarnings(figures: SplitFigures, names: readonly string[] | undefined): SplitWarning[] {
  return [...duplicateWarnings(figures), ...classWarnings(figures, names ?? [])];
}

function duplicateWarnings({ duplicates, validationRows }: SplitFigures): SplitWarning[] {
  const { rows, of } = duplicates;
  if (rows === 0) return [];
  const count = Math.round((rows * validationRows) / of);
  const about = of < validationRows ? 'About ' : '';
  const detail = `${about}${count} of the ${validationRows} rows that validate (${percent(rows / of)}) have the inputs of a row that trains: what was learned by heart looks like understanding. Leave repeated rows out, or keep those of one origin together by the option \`group\` and \`"split": {"group": true}\`.`;
  return [{ code: 'duplicates_across_split', detail, count }];
}

function classWarnings({ classes }: SplitFigures, names: readonly string[]): SplitWarning[] {
  if (classes === undefined) return [];
  const { training, validation } = classes;
  const onlyIn = (here: readonly number[], there: readonly number[]) =>
    names.filter((_, number) => (here[number] ?? 0) > 0 && (there[number] ?? 0) === 0);
  const warn = (code: SplitWarning['code'], missing: readonly string[], what: string): SplitWarning[] => {
    if (missing.length === 0) return [];
    const detail = `${theNames('class', 'classes', missing)} ${missing.length === 1 ? 'has' : 'have'} ${what} \`"split": {"method": "random", "stratify": true}\` puts each class on both sides.`;
    return [{ code, detail, ...listedIn('classes', missing) }];
  };
  return [
    ...warn('class_missing_in_training', onlyIn(validation, training), 'rows that validate and none that trains.'),
    ...warn('class_missing_in_validation', onlyIn(training, validation), 'rows that train and none that validates.'),
  ];
}
