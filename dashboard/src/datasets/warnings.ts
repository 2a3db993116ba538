import type { DatasetStatistics, TensorStatistics } from '../../../client/src/index.js';

/** A class of which there are this many times fewer rows than of the largest is learned badly. */
const SELDOM = 10;

/** What in the figures of a dataset is worth a second look. */
export function warningsOf({ inputs, targets }: DatasetStatistics): string[] {
  return [...tensors(inputs), ...tensors(targets)].flatMap((tensor) => [...ofColumns(tensor), ...ofClasses(tensor)]);
}

export function tensors(statistics: DatasetStatistics['inputs']): TensorStatistics[] {
  return isTensor(statistics) ? [statistics] : Object.values(statistics);
}

/** An object by the names of tensors holds objects, whatever they are called. */
function isTensor(statistics: DatasetStatistics['inputs']): statistics is TensorStatistics {
  const { columns, classes, values, groups }: Record<string, unknown> = statistics;
  if (Array.isArray(columns) || Array.isArray(classes)) return true;
  return hasNumber(values, 'min') || hasNumber(groups, 'count');
}

function hasNumber(value: unknown, field: string): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, field) === 'number';
}

function ofColumns(tensor: TensorStatistics): string[] {
  if (!('columns' in tensor)) return [];
  return tensor.columns.flatMap(({ name, missing, distinct }) => [
    ...(missing > 0 ? [`${name}: ${missing} values are missing`] : []),
    ...(distinct === 1 ? [`${name}: all rows have the same value, from which nothing is learned`] : []),
  ]);
}

function ofClasses(tensor: TensorStatistics): string[] {
  if (!('classes' in tensor)) return [];
  const most = Math.max(...tensor.classes.map(({ count }) => count));
  return tensor.classes
    .filter(({ count }) => count * SELDOM < most)
    .map(({ class: name, count }) => `class ${name}: only ${count} rows, where another has ${most}`);
}
