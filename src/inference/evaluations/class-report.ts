import type { PerClass } from './evaluation-schemas.js';

/** Precision, recall, F1 and support of each class. @param matrix rows by true class, then by predicted class. */
export function perClass(labels: readonly string[], matrix: readonly (readonly number[])[]): PerClass[] {
  const predicted = labels.map((_, column) => matrix.reduce((sum, line) => sum + (line[column] ?? 0), 0));
  return labels.map((label, index) => {
    const line = matrix[index] ?? [];
    const right = line[index] ?? 0;
    const support = line.reduce((sum, rows) => sum + rows, 0);
    const precision = ratio(right, predicted[index] ?? 0);
    const recall = ratio(right, support);
    return { class: label, precision, recall, f1: ratio(2 * precision * recall, precision + recall), support };
  });
}

/** 0 where there is nothing to divide by, as scikit-learn has it. */
function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
