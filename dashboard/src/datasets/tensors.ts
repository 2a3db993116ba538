import type { DatasetStatistics, TensorStatistics } from '../../../client/src/index.js';

/** The figures of each tensor. */
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
