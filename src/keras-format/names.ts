/** Names in order: the given ones, and for the others Keras's next free default name (`dense`, `dense_1`). */
export function freeNames(wanted: readonly { name: string | undefined; base: string }[]): string[] {
  const taken = new Set(wanted.flatMap(({ name }) => name ?? []));
  const counts = new Map<string, number>();
  return wanted.map(({ name, base }) => {
    if (name !== undefined) return name;
    let count = counts.get(base) ?? 0;
    while (taken.has(numbered(base, count))) count++;
    counts.set(base, count + 1);
    return numbered(base, count);
  });
}

function numbered(base: string, count: number): string {
  return count === 0 ? base : `${base}_${count}`;
}

/** Keras's snake_case of a class name: `GlobalMaxPooling1D` becomes `global_max_pooling1d` (keras/src/utils/naming.py). */
export function toSnakeCase(className: string): string {
  return className
    .replace(/(.)([A-Z][a-z0-9]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** What Keras abbreviates alike as a loss and as a metric. */
export const SHORT_ERROR_NAMES = {
  bce: 'BinaryCrossentropy',
  BCE: 'BinaryCrossentropy',
  mse: 'MeanSquaredError',
  MSE: 'MeanSquaredError',
  mae: 'MeanAbsoluteError',
  MAE: 'MeanAbsoluteError',
  mape: 'MeanAbsolutePercentageError',
  MAPE: 'MeanAbsolutePercentageError',
  msle: 'MeanSquaredLogarithmicError',
  MSLE: 'MeanSquaredLogarithmicError',
} as const;
